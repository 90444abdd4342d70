package portero.local.cognito;

import java.time.Duration;
import java.time.Instant;

/** How the service counts spans that the wire gives as a number and a unit. */
final class Instants {
    private Instants() {}

    static boolean isPast(Instant end, Instant now) {
        return !now.isBefore(end);
    }

    /** @param unit seconds, minutes, hours or days */
    static Duration span(int amount, String unit) {
        return switch (unit) {
            case "seconds" -> Duration.ofSeconds(amount);
            case "minutes" -> Duration.ofMinutes(amount);
            case "hours" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
