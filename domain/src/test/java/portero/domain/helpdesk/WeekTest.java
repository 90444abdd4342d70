package portero.domain.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeekTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-23, 2026-W48, 2026-11-23",
        "2026-11-29, 2026-W48, 2026-11-23",
        // A year's first days may belong to the last week of the year before, and its last days to the next year's first.
        "2027-01-03, 2026-W53, 2026-12-28",
        "2027-01-04, 2027-W01, 2027-01-04",
        "2024-12-30, 2025-W01, 2024-12-30",
    })
    void is_numbered_as_iso_8601_does(LocalDate day, String name, LocalDate monday) {
        var week = Week.of(day);

        assertThat(week).hasToString(name).isEqualTo(Week.read(name));
        assertThat(week.monday()).isEqualTo(monday);
    }

    @Test
    void begins_at_midnight_in_lima() {
        var sundayNight = Instant.parse("2026-11-23T04:59:59Z");
        var mondayMorning = Instant.parse("2026-11-23T05:00:00Z");

        assertThat(Week.at(sundayNight)).hasToString("2026-W47");
        assertThat(Week.at(mondayMorning)).hasToString("2026-W48");
    }
}
