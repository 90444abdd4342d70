package portero.local.ses;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved. */
final class MovableClock implements InstantSource {
    private final AtomicReference<Instant> now = new AtomicReference<>(
            Instant.ofEpochSecond(Instant.now().getEpochSecond()));

    @Override
    public Instant instant() {
        return now.get();
    }

    void move(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }
}
