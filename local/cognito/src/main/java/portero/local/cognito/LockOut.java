package portero.local.cognito;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Failed passwords of one user: from the fifth on each locks for 2^(n−5) seconds, at most 15 minutes.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow-things-to-know.html">Lockout behavior for
 *     failed sign-in attempts</a>
 */
record LockOut(int failures, @Nullable Instant lastFailure) {
    static final LockOut NONE = new LockOut(0, null);
    private static final int TOLERATED = 5;
    private static final Duration LONGEST = Duration.ofMinutes(15);

    boolean isLocked(Instant now) {
        if (failures < TOLERATED || lastFailure == null) {
            return false;
        }
        long seconds = 1L << Math.min(failures - TOLERATED, 10);
        Duration lock = Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds()));
        return now.isBefore(lastFailure.plus(lock));
    }

    LockOut failed(Instant now) {
        boolean forgotten = failures >= TOLERATED && lastFailure != null && !now.isBefore(lastFailure.plus(LONGEST));
        return new LockOut(forgotten ? 1 : failures + 1, now);
    }
}
