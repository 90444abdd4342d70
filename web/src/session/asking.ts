import type { PersonName, TicketContext } from '../api/shapes.ts';
import { onSession } from './session.ts';

/** What somebody was doing when something failed, for the form that they open next. */
export interface Asking {
  context: TicketContext;
  person?: PersonName | undefined;
}

let asking: Asking | undefined;

/** Carried in memory: an address is kept and shared, and this is about one person. */
export function askAbout(about: Asking): void {
  asking = about;
}

export function takeAsking(): Asking | undefined {
  const taken = asking;
  asking = undefined;
  return taken;
}

onSession((session) => {
  if (session.state !== 'in') {
    asking = undefined;
  }
});
