import type { PasswordReset } from '../api/shapes.ts';
import { onSession } from './session.ts';

/** A reset that was sent: its key and what it said, to send exactly that again. */
export interface Sent {
  key: string;
  body: PasswordReset;
}

const unfinished = new Map<string, Sent>();
const name = (ie: string, person: string) => `${ie} ${person}`;

/** A reset whose answer never came: the same key finishes it, where another could void a password already handed over. */
export function unfinishedReset(ie: string, person: string): Sent | undefined {
  return unfinished.get(name(ie, person));
}

/** The reset under way for a person, or a new one. */
export function beginReset(ie: string, person: string, body: PasswordReset): Sent {
  const sent = unfinished.get(name(ie, person)) ?? { key: crypto.randomUUID(), body };
  unfinished.set(name(ie, person), sent);
  return sent;
}

export function finishReset(ie: string, person: string): void {
  unfinished.delete(name(ie, person));
}

onSession((session) => {
  if (session.state !== 'in') {
    unfinished.clear();
  }
});
