package portero.local.events;

import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/** When a schedule fires: {@code rate(…)}, {@code cron(…)} or {@code at(…)}. */
sealed interface Expression {
    Pattern FORM = Pattern.compile("(rate|cron|at)\\((.*)\\)");
    Pattern RATE = Pattern.compile("([1-9][0-9]{0,8}) (minute|hour|day)s?");

    /** The first time after this one. */
    Optional<Instant> next(Instant after);

    /** The last time after one instant, and not after the other. */
    default Optional<Instant> latest(Instant after, Instant until) {
        var window = Duration.ofMinutes(1);
        while (until.minus(window).isAfter(after) && next(until.minus(window)).filter(time -> !time.isAfter(until)).isEmpty()) {
            window = window.multipliedBy(2);
        }
        var from = until.minus(window);
        var found = Optional.<Instant>empty();
        var time = next(from.isAfter(after) ? from : after);
        while (time.isPresent() && !time.get().isAfter(until)) {
            found = time;
            time = next(time.get());
        }
        return found;
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException with the reason if it is none
     */
    static Expression parse(String text, ZoneId zone) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("it must be rate(…), cron(…) or at(…)");
        }
        return switch (form.group(1)) {
            case "rate" -> Rate.of(form.group(2));
            case "cron" -> Cron.of(form.group(2), zone);
            default -> At.of(form.group(2), zone);
        };
    }

    /** Counted from when the schedule was first seen. */
    record Rate(Duration every) implements Expression {
        static Rate of(String text) {
            var rate = RATE.matcher(text);
            if (!rate.matches()) {
                throw new IllegalArgumentException("a rate is a number and minutes, hours or days");
            }
            var number = Long.parseLong(rate.group(1));
            return new Rate(switch (rate.group(2)) {
                case "minute" -> Duration.ofMinutes(number);
                case "hour" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            });
        }

        @Override
        public Optional<Instant> next(Instant after) {
            return Optional.of(after.plus(every));
        }

        @Override
        public Optional<Instant> latest(Instant after, Instant until) {
            var times = Duration.between(after, until).dividedBy(every);
            return times < 1 ? Optional.empty() : Optional.of(after.plus(every.multipliedBy(times)));
        }
    }

    /** A time that daylight saving leaves out is skipped; one that it repeats counts once. */
    record Cron(CronExpression times, ZoneId zone) implements Expression {
        static Cron of(String text, ZoneId zone) {
            var fields = text.strip().split("\\s+");
            if (fields.length != 6) {
                throw new IllegalArgumentException(
                        "cron takes six fields: minutes, hours, day of month, month, day of week, year");
            }
            try {
                var times = new CronExpression("0 " + String.join(" ", fields));
                times.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
                return new Cron(times, zone);
            } catch (ParseException wrong) {
                throw new IllegalArgumentException(wrong.getMessage(), wrong);
            }
        }

        @Override
        public Optional<Instant> next(Instant after) {
            // Quartz counts in UTC as if that were the zone's own time, and the zone's rules are applied here.
            var local = after.atZone(zone).toLocalDateTime();
            for (var date = following(local); date != null; date = following(local)) {
                local = LocalDateTime.ofInstant(date.toInstant(), ZoneOffset.UTC);
                var offsets = zone.getRules().getValidOffsets(local);
                if (!offsets.isEmpty() && local.toInstant(offsets.getFirst()).isAfter(after)) {
                    return Optional.of(local.toInstant(offsets.getFirst()));
                }
            }
            return Optional.empty();
        }

        private @Nullable Date following(LocalDateTime local) {
            return times.getTimeAfter(Date.from(local.toInstant(ZoneOffset.UTC)));
        }
    }

    /** Once. */
    record At(Instant time) implements Expression {
        static At of(String text, ZoneId zone) {
            try {
                return new At(LocalDateTime.parse(text).atZone(zone).toInstant());
            } catch (DateTimeException wrong) {
                throw new IllegalArgumentException("at takes yyyy-mm-ddThh:mm:ss", wrong);
            }
        }

        @Override
        public Optional<Instant> next(Instant after) {
            return time.isAfter(after) ? Optional.of(time) : Optional.empty();
        }
    }
}
