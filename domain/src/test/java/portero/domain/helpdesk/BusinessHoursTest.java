package portero.domain.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import portero.domain.schools.SchoolYear;

class BusinessHoursTest {
    /** Times of Lima; a school day has seven business hours. */
    @ParameterizedTest
    @CsvSource({
        // within a day
        "2026-06-01T10:00, 1, 2026-06-01T11:00",
        "2026-06-01T10:00, 3, 2026-06-01T13:00",
        // across noon
        "2026-06-01T10:00, 4, 2026-06-01T15:00",
        "2026-06-01T13:20, 1, 2026-06-01T15:00",
        // before opening and after closing
        "2026-06-01T06:00, 1, 2026-06-01T09:30",
        "2026-06-01T16:30, 1, 2026-06-02T09:30",
        "2026-06-01T23:59, 7, 2026-06-02T16:30",
        // across the night, a part of an hour before closing
        "2026-06-01T16:10, 1, 2026-06-02T09:10",
        // across a weekend
        "2026-06-05T15:30, 2, 2026-06-08T09:30",
        "2026-06-06T11:00, 7, 2026-06-08T16:30",
        // across a holiday, 29 June, after a weekend
        "2026-06-26T16:00, 1, 2026-06-30T09:00",
        // across two holidays in a row, 28 and 29 July
        "2026-07-27T16:00, 1, 2026-07-30T09:00",
        // across the year's end: Thursday 31 December, New Year's Day, a weekend
        "2026-12-31T15:30, 2, 2027-01-04T09:30",
        // two weeks of seven hours
        "2026-06-01T08:30, 70, 2026-06-12T16:30",
    })
    void count_only_while_the_help_desk_works(LocalDateTime from, int hours, LocalDateTime until) {
        var after = Samples.HOURS.after(moment(from), hours);

        assertThat(after).isEqualTo(moment(until));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-06-01T10:00, 3, 2026-06-05",
        "2026-06-05T10:00, 3, 2026-06-11",
        "2026-06-06T10:00, 3, 2026-06-11",
        "2026-06-25T10:00, 1, 2026-06-30",
        "2026-12-30T10:00, 1, 2027-01-04",
    })
    void count_whole_school_days_up_to_the_morning_after(LocalDateTime from, int days, LocalDate morning) {
        var day = Samples.HOURS.morningAfter(moment(from), days);

        assertThat(day).isEqualTo(morning);
    }

    private static Instant moment(LocalDateTime lima) {
        return lima.atZone(SchoolYear.LIMA).toInstant();
    }
}
