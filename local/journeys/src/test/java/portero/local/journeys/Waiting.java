package portero.local.journeys;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Patience with what happens a moment later: mail, streams, schedules. */
final class Waiting {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Waiting() {}

    static void until(BooleanSupplier done) {
        if (!within(PATIENCE, done)) {
            throw new AssertionError("It did not come about within " + PATIENCE.toSeconds() + " s");
        }
    }

    /** Whether it came about in that time. */
    static boolean within(Duration time, BooleanSupplier done) {
        var end = System.nanoTime() + time.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause(100);
        }
        return true;
    }

    static void seconds(int seconds) {
        pause(seconds * 1000L);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
