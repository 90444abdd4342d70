import { Refused } from './refused.ts';

export interface Patience {
  /** Resolves after so many milliseconds, or rejects when the person gives up. */
  wait(milliseconds: number): Promise<void>;
  /** Told before each wait, so that the page can say what is going on. */
  onDelay(why: Refused): void;
}

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

/**
 * Sends until there is an answer. `attempt` must carry the same idempotency key each time: of several tries the last
 * answer is the one that counts, since a password in an earlier one no longer works.
 */
export async function persist<T>(attempt: () => Promise<T>, patience: Patience): Promise<T> {
  let wait = FIRST_WAIT;
  for (;;) {
    try {
      return await attempt();
    } catch (thrown) {
      if (!(thrown instanceof Refused) || !thrown.passes) {
        throw thrown;
      }
      patience.onDelay(thrown);
      await patience.wait(thrown.retryAfterSeconds === undefined ? wait : Math.min(thrown.retryAfterSeconds * 1_000, 60_000));
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  }
}
