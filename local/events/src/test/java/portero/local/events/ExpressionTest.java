package portero.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When {@code rate}, {@code cron} and {@code at} fire; 23 November 2026 is a Monday. */
class ExpressionTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "rate(1 minute)               | UTC          | 2026-11-23T12:01:00Z | 2026-11-23T12:02:00Z",
        "rate(12 hours)               | UTC          | 2026-11-24T00:00:00Z | 2026-11-24T12:00:00Z",
        "rate(7 days)                 | UTC          | 2026-11-30T12:00:00Z | 2026-12-07T12:00:00Z",
        "cron(0 7 ? * MON-FRI *)      | America/Lima | 2026-11-24T12:00:00Z | 2026-11-25T12:00:00Z",
        "cron(0 7 ? * 2-6 *)          | UTC          | 2026-11-24T07:00:00Z | 2026-11-25T07:00:00Z",
        "cron(0/15 * * * ? *)         | UTC          | 2026-11-23T12:15:00Z | 2026-11-23T12:30:00Z",
        "cron(5/20 0 1,15 * ? *)      | UTC          | 2026-12-01T00:05:00Z | 2026-12-01T00:25:00Z",
        "cron(0 10 L * ? *)           | UTC          | 2026-11-30T10:00:00Z | 2026-12-31T10:00:00Z",
        "cron(0 10 LW * ? *)          | UTC          | 2026-11-30T10:00:00Z | 2026-12-31T10:00:00Z",
        "cron(0 10 15W * ? *)         | UTC          | 2026-12-15T10:00:00Z | 2027-01-15T10:00:00Z",
        "cron(0 10 1W * ? *)          | UTC          | 2026-12-01T10:00:00Z | 2027-01-01T10:00:00Z",
        "cron(0 10 ? * 6#3 *)         | UTC          | 2026-12-18T10:00:00Z | 2027-01-15T10:00:00Z",
        "cron(0 10 ? * 6L *)          | UTC          | 2026-11-27T10:00:00Z | 2026-12-25T10:00:00Z",
        "cron(0 10 ? * 1 *)           | UTC          | 2026-11-29T10:00:00Z | 2026-12-06T10:00:00Z",
        "cron(0 10 ? * SAT-SUN *)     | UTC          | 2026-11-28T10:00:00Z | 2026-11-29T10:00:00Z",
        "cron(0 0 29 2 ? *)           | UTC          | 2028-02-29T00:00:00Z | 2032-02-29T00:00:00Z",
        "cron(0 8-17/3 ? JAN,MAR 2 *) | UTC          | 2027-01-04T08:00:00Z | 2027-01-04T11:00:00Z",
        "cron(0 10 1 1 ? 2028-2029)   | UTC          | 2028-01-01T10:00:00Z | 2029-01-01T10:00:00Z",
        // Madrid: 02:30 does not exist on 28 March 2027, and is there twice on 31 October.
        "cron(30 2 28 3 ? *)          | Europe/Madrid | 2028-03-28T00:30:00Z | 2029-03-28T00:30:00Z",
        "cron(30 2 31 10 ? *)         | Europe/Madrid | 2027-10-31T00:30:00Z | 2028-10-31T01:30:00Z",
    })
    void fires(String expression, String zone, String first, String second) {
        var times = Expression.parse(expression, ZoneId.of(zone));

        assertThat(times.next(NOON)).contains(Instant.parse(first));
        assertThat(times.next(Instant.parse(first))).contains(Instant.parse(second));
    }

    @Test
    void at_shouldFireOnce() {
        var once = Expression.parse("at(2026-12-24T20:00:00)", ZoneId.of("America/Lima"));

        assertThat(once.next(NOON)).contains(Instant.parse("2026-12-25T01:00:00Z"));
        assertThat(once.next(Instant.parse("2026-12-25T01:00:00Z"))).isEmpty();
    }

    @Test
    void cron_shouldEnd_whenItsYearsAreOver() {
        assertThat(Expression.parse("cron(0 10 * * ? 2020)", ZoneId.of("UTC")).next(NOON)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "rate(1 minute)         | 2026-11-23T12:10:30Z | 2026-11-23T12:10:00Z",
        "rate(1 hour)           | 2026-11-23T12:59:59Z | ",
        "cron(* * * * ? *)      | 2027-11-23T12:10:30Z | 2027-11-23T12:10:00Z",
        "cron(0 7 ? * MON-FRI *)| 2026-11-29T12:00:00Z | 2026-11-27T07:00:00Z",
        "cron(0 0 1 1 ? *)      | 2030-06-01T00:00:00Z | 2030-01-01T00:00:00Z",
        "cron(0 0 1 1 ? *)      | 2026-12-01T00:00:00Z | ",
        "at(2026-11-24T00:00:00)| 2026-12-01T00:00:00Z | 2026-11-24T00:00:00Z",
    })
    void latest_shouldBeTheLastThatWasPassed(String expression, String until, String expected) {
        var latest = Expression.parse(expression, ZoneId.of("UTC")).latest(NOON, Instant.parse(until));

        assertThat(latest).isEqualTo(Optional.ofNullable(expected).map(Instant::parse));
    }

    @Test
    void latest_shouldBeFoundQuickly_howeverFarTheClockMoved() {
        var everyMinute = Expression.parse("cron(* * * * ? *)", ZoneId.of("UTC"));

        var began = System.nanoTime();
        var latest = everyMinute.latest(NOON, NOON.plus(Duration.ofDays(3650)));

        assertThat(latest).contains(NOON.plus(Duration.ofDays(3650)));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "every day",
        "rate(0 minutes)",
        "rate(5 seconds)",
        "rate(minute)",
        "cron(0 10 * * ?)",
        "cron(0 10 * * * *)",
        "cron(0 10 ? * ? *)",
        "cron(0 10 1 * MON *)",
        "cron(60 10 * * ? *)",
        "cron(0 24 * * ? *)",
        "cron(0 10 * 13 ? *)",
        "cron(0 10 ? * 8 *)",
        "cron(x 10 * * ? *)",
        "at(tomorrow)",
        "at(2026-11-24)",
    })
    void isRefused_whenItIsNone(String expression) {
        assertThatThrownBy(() -> Expression.parse(expression, ZoneId.of("UTC")))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }
}
