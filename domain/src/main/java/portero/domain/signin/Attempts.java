package portero.domain.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Counts tries that may be guesses. */
public interface Attempts {
    /** What is counted: {@code key} is kept only as a hash. */
    record Subject(String kind, String key, Limit limit) {}

    /**
     * How many tries are free, and how long one waits after each further one: {@code firstWait}, doubling up to
     * {@code longestWait}. The count is forgotten {@code memory} after the last try.
     */
    record Limit(int free, Duration firstWait, Duration longestWait, Duration memory) {
        public Duration waitAfter(int count) {
            if (count <= free) {
                return Duration.ZERO;
            }
            var doublings = Math.min(count - free - 1, 20);
            var wait = firstWait.multipliedBy(1L << doublings);
            return wait.compareTo(longestWait) > 0 ? longestWait : wait;
        }
    }

    /** Counts a try before it is made; the time left to wait if it must not be made now. */
    Optional<Duration> begin(Subject subject, Instant now);

    /** Forgets everything counted for the subject. */
    void forget(Subject subject);

    /** Takes back one try that turned out well. */
    void forgive(Subject subject);
}
