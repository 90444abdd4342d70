package portero.domain.schools;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchoolYearTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-01T04:59:59Z, 2025",
        "2026-01-01T05:00:00Z, 2026",
        "2026-12-31T23:59:59Z, 2026",
        "2027-01-01T00:00:00Z, 2026",
        "2027-01-01T04:59:59.999Z, 2026",
        "2027-01-01T05:00:00Z, 2027"
    })
    void turns_at_midnight_in_lima_and_not_in_greenwich(Instant now, int year) {
        var found = SchoolYear.at(now);

        assertThat(found).isEqualTo(new SchoolYear(year));
    }

    @Property
    void ends_on_its_last_day_whenever_it_is_asked(
            @ForAll @LongRange(min = 0, max = 4_102_444_800L) long second) {
        var now = Instant.ofEpochSecond(second);

        var year = SchoolYear.at(now);

        assertThat(now).isBefore(year.lastDay().plusDays(1).atStartOfDay(SchoolYear.LIMA).toInstant());
        assertThat(now).isAfterOrEqualTo(
                year.previous().lastDay().plusDays(1).atStartOfDay(SchoolYear.LIMA).toInstant());
    }

    @Property
    void follows_the_one_before(@ForAll @IntRange(min = 1990, max = 2100) int value) {
        var year = new SchoolYear(value);

        assertThat(year.previous().value()).isEqualTo(value - 1);
        assertThat(year.lastDay()).isEqualTo(LocalDate.of(value, 12, 31));
        assertThat(year).hasToString(Integer.toString(value));
    }
}
