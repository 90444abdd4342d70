import { persist } from '../api/persist.ts';
import type { Refused } from '../api/refused.ts';
import { askBeforeLeaving } from './leaving.ts';
import { onSession } from './session.ts';

/** Thrown when the person gave up, or the session ended, before there was an answer. */
export const GAVE_UP = new Error('The person gave up');

/**
 * Sends a Save until it is answered or `abandon` aborts; the browser asks before the page is left meanwhile.
 * Moving on inside the page does not stop it: a password in the answer is shown wherever people then are.
 */
export function insist<T>(attempt: () => Promise<T>, abandon: AbortController, onDelay: (why: Refused) => void): Promise<T> {
  const { signal } = abandon;
  const given = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(GAVE_UP), { once: true }));
  const sent = persist(attempt, { wait: (milliseconds) => pause(milliseconds, signal), onDelay });
  const stops = [onSession((session) => session.state !== 'in' && abandon.abort()), askBeforeLeaving()];
  return Promise.race([sent, given]).finally(() => stops.forEach((stop) => stop()));
}

/** Waits, but no longer than until the connection is back; rejects when the person gives up. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => () => {
      clearTimeout(timer);
      removeEventListener('online', goOn);
      signal.removeEventListener('abort', stop);
      settle();
    };
    const goOn = end(resolve);
    const stop = end(() => reject(GAVE_UP));
    const timer = setTimeout(goOn, milliseconds);
    addEventListener('online', goOn);
    signal.addEventListener('abort', stop);
    if (signal.aborted) {
      stop();
    }
  });
}
