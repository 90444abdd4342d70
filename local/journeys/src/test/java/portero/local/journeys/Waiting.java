package portero.local.journeys;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Patience with what happens a moment later: mail, streams, schedules. */
final class Waiting {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Waiting() {}

    static void until(BooleanSupplier done) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not come about within " + PATIENCE.toSeconds() + " s");
            }
            pause(100);
        }
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
