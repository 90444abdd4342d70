package portero.domain.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import portero.domain.schools.SchoolYear;

class BusinessMinutesTest {
    /** Times of Lima; a school day has 420 business minutes. */
    @ParameterizedTest
    @CsvSource({
        "2026-06-01T10:00, 2026-06-01T10:25, 25",
        // across noon, which takes an hour
        "2026-06-01T12:50, 2026-06-01T14:10, 20",
        // before opening, after closing, on a Saturday
        "2026-06-01T06:00, 2026-06-01T08:30, 0",
        "2026-06-01T16:30, 2026-06-02T08:31, 1",
        "2026-06-06T10:00, 2026-06-07T10:00, 0",
        // a week
        "2026-06-01T10:00, 2026-06-08T10:00, 2100",
        // across the year's end: a holiday and a weekend
        "2026-12-31T16:00, 2027-01-04T09:00, 60",
        // the other way round
        "2026-06-02T10:00, 2026-06-01T10:00, 0",
    })
    void pass_only_while_the_help_desk_works(LocalDateTime from, LocalDateTime to, long minutes) {
        var passed = Samples.HOURS.minutes(moment(from), moment(to));

        assertThat(passed).isEqualTo(minutes);
    }

    @Property(tries = 300)
    void of_a_promise_are_as_many_as_its_hours(
            @ForAll @IntRange(max = 2 * 365 * 24 * 60) int start, @ForAll @IntRange(min = 1, max = 200) int hours) {
        var from = moment(LocalDateTime.parse("2025-06-01T00:00").plusMinutes(start));

        var until = Samples.HOURS.after(from, hours);

        assertThat(Samples.HOURS.minutes(from, until)).isEqualTo(hours * 60L);
    }

    private static Instant moment(LocalDateTime lima) {
        return lima.atZone(SchoolYear.LIMA).toInstant();
    }
}
