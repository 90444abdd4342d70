import { createStore, del, delMany, get, keys, set, type UseStore } from 'idb-keyval';
import type { NewTicket } from '../api/shapes.ts';
import type { HelpForm } from '../text/help-form.ts';
import type { KeptFile, Keeper } from './uploads.ts';

const DAYS = 7;

/** A request that was begun on this device: one a person, readable to no other, kept for a week. */
export interface Draft {
  savedAt: number;
  form: HelpForm;
  files: KeptFile[];
  /** It was sent and nobody knows whether it arrived: exactly this is sent again, under the same key. */
  sent?: { key: string; body: NewTicket };
}

let opened: UseStore | undefined;
const store = () => (opened ??= createStore('portero', 'drafts'));
const draftKey = (person: string) => `draft ${person}`;
const fileKey = (person: string, id: string) => `file ${person} ${id}`;

export function isFresh({ savedAt }: Pick<Draft, 'savedAt'>, now: number): boolean {
  return now - savedAt < DAYS * 86_400_000;
}

/** Private windows and full disks keep nothing: then there is no draft. */
export async function readDraft(person: string, now = Date.now()): Promise<Draft | undefined> {
  const draft = await get<Draft>(draftKey(person), store()).catch(() => undefined);
  return draft && isFresh(draft, now) ? draft : undefined;
}

/** Answers whether it is safe on the device. */
export async function writeDraft(person: string, draft: Draft): Promise<boolean> {
  try {
    await set(draftKey(person), draft, store());
    return true;
  } catch {
    return false;
  }
}

export async function dropDraft(person: string): Promise<void> {
  await dropWhere((key) => key === draftKey(person) || key.startsWith(fileKey(person, '')));
}

export async function readFiles(person: string, files: readonly KeptFile[]): Promise<{ kept: KeptFile; bytes: Blob }[]> {
  const found = await Promise.all(files.map(async (kept) => ({ kept, bytes: await get<Blob>(fileKey(person, kept.id), store()).catch(() => undefined) })));
  return found.flatMap(({ kept, bytes }) => (bytes ? [{ kept, bytes }] : []));
}

export function keeperOf(person: string): Keeper {
  return {
    keep: (id, bytes) => set(fileKey(person, id), bytes, store()),
    drop: (id) => del(fileKey(person, id), store()),
  };
}

/** Clears away whatever is older than a week, whoever left it. */
export async function forgetOldDrafts(now = Date.now()): Promise<void> {
  const all = (await keys<string>(store()).catch(() => [])).filter((key) => key.startsWith('draft '));
  for (const key of all) {
    const draft = await get<Draft>(key, store()).catch(() => undefined);
    if (draft && !isFresh(draft, now)) {
      await dropDraft(key.slice('draft '.length));
    }
  }
}

async function dropWhere(unwanted: (key: string) => boolean): Promise<void> {
  try {
    await delMany((await keys<string>(store())).filter(unwanted), store());
  } catch {
    // Nothing could be kept either.
  }
}
