package portero.local.ses;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Counts recipients against the quotas; simulator addresses count against the rate only. */
final class SendingLimits {
    private static final Duration DAY = Duration.ofHours(24);

    private record Sent(Instant at, int recipients) {}

    private final Optional<SesSettings.Quotas> quotas;
    private final InstantSource clock;
    private final Deque<Sent> day = new ArrayDeque<>();
    private double left;
    private Instant filled;

    SendingLimits(Optional<SesSettings.Quotas> quotas, InstantSource clock) {
        this.quotas = quotas;
        this.clock = clock;
        left = quotas.map(SendingLimits::burst).orElse(0.0);
        filled = clock.instant();
    }

    /** Takes what was sent before the service started into account. */
    synchronized void remember(Instant at, int recipients) {
        day.addLast(new Sent(at, recipients));
    }

    /** @throws ServiceException TooManyRequestsException beyond the rate or the day's quota; then nothing is counted */
    synchronized void take(int recipients, int simulated) {
        Instant now = clock.instant();
        forget(now);
        int counted = recipients - simulated;
        quotas.ifPresent(limit -> {
            double passed = Math.max(0, Duration.between(filled, now).toNanos() / 1e9);
            left = Math.min(burst(limit), left + passed * limit.sendsPerSecond());
            filled = now;
            if (left < Math.min(recipients, burst(limit))) {
                throw ServiceException.tooMany("Maximum sending rate exceeded.");
            }
            if (counted > 0 && sum() + counted > limit.sendsPer24Hours()) {
                throw ServiceException.tooMany("Daily message quota exceeded.");
            }
            left -= recipients;
        });
        if (counted > 0) {
            day.addLast(new Sent(now, counted));
        }
    }

    synchronized int sentLast24Hours() {
        forget(clock.instant());
        return sum();
    }

    private int sum() {
        return day.stream().mapToInt(Sent::recipients).sum();
    }

    private void forget(Instant now) {
        while (!day.isEmpty() && !day.peekFirst().at().isAfter(now.minus(DAY))) {
            day.removeFirst();
        }
    }

    private static double burst(SesSettings.Quotas quotas) {
        return Math.max(1, quotas.sendsPerSecond());
    }
}
