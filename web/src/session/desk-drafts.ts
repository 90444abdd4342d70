import { onSession } from './session.ts';
import type { NewEntry } from '../api/shapes.ts';

/** What an agent was writing on a ticket; it lives in the tab, survives a reload and ends with the session. */
export interface Draft {
  kind: NewEntry['kind'];
  text: string;
}

const STORED = 'portero.desk-drafts';

interface Drafts {
  /** Whose they are: somebody else who signs in at this tab must not see them. */
  person: string;
  texts: Record<string, Draft>;
}

export function draftOf(person: string, ticket: string): Draft | undefined {
  return read(person).texts[ticket];
}

/** An empty text is no draft. */
export function keepDraft(person: string, ticket: string, draft: Draft): void {
  const drafts = read(person);
  if (draft.text.trim()) {
    drafts.texts[ticket] = draft;
  } else {
    delete drafts.texts[ticket];
  }
  write(Object.keys(drafts.texts).length > 0 ? drafts : undefined);
}

export function forgetDraft(person: string, ticket: string): void {
  keepDraft(person, ticket, { kind: 'reply', text: '' });
}

function read(person: string): Drafts {
  const drafts = stored();
  return drafts?.person === person ? drafts : { person, texts: {} };
}

/** Removes what somebody else left at this tab. */
function sweep(person: string): void {
  const drafts = stored();
  if (drafts && drafts.person !== person) {
    write(undefined);
  }
}

function stored(): Drafts | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(STORED) ?? 'null') as Drafts | null) ?? undefined;
  } catch {
    // Private windows may refuse storage, and what lies there may be no draft: then there is none.
    return undefined;
  }
}

function write(drafts: Drafts | undefined): void {
  try {
    if (drafts) {
      sessionStorage.setItem(STORED, JSON.stringify(drafts));
    } else {
      sessionStorage.removeItem(STORED);
    }
  } catch {
    // See above: the draft then lives as long as the screen.
  }
}

onSession((session) => {
  // Whose session ran out while they wrote may come back to it; who signed out leaves nothing.
  if (session.state === 'out' && session.why === 'signed-out') {
    write(undefined);
  } else if (session.state === 'in') {
    sweep(session.me.person);
  }
});
