import { onSession } from './session.ts';

const keys = new Map<string, string>();

/** Whether a new password was asked for whose answer never came: the same key shows the one that works. */
export function unfinishedTaking(ticket: string): boolean {
  return keys.has(ticket);
}

/** The key of the taking under way, or of a new one. */
export function beginTaking(ticket: string): string {
  const key = keys.get(ticket) ?? crypto.randomUUID();
  keys.set(ticket, key);
  return key;
}

export function finishTaking(ticket: string): void {
  keys.delete(ticket);
}

onSession((session) => {
  if (session.state !== 'in') {
    keys.clear();
  }
});
