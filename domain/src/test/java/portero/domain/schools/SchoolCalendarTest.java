package portero.domain.schools;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchoolCalendarTest {
    private static final SchoolCalendar CALENDAR = SchoolCalendar.bundled();

    @ParameterizedTest
    @CsvSource({
        "2025-04-17, Jueves Santo",
        "2025-04-18, Viernes Santo",
        "2026-01-01, Año Nuevo",
        "2026-04-02, Jueves Santo",
        "2026-04-03, Viernes Santo",
        "2026-05-01, Día del Trabajo",
        "2026-06-29, San Pedro y San Pablo",
        "2026-07-23, Fuerza Aérea",
        "2026-07-28, Fiestas Patrias",
        "2026-07-29, Fiestas Patrias",
        "2026-08-06, Junín",
        "2026-10-08, Angamos",
        "2026-12-08, Inmaculada",
        "2026-12-09, Ayacucho",
        "2026-12-25, Navidad",
        "2027-03-26, Viernes Santo",
        "2027-06-07, Bandera",
        "2027-08-30, Santa Rosa",
        "2027-11-01, Todos los Santos",
        "2028-04-14, Viernes Santo",
        "2029-03-30, Viernes Santo",
        "2030-04-19, Viernes Santo"
    })
    void rests_on_national_holidays(LocalDate day, String why) {
        var schoolDay = CALENDAR.isSchoolDay(day);

        assertThat(schoolDay).as(why).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-06-06", "2026-06-14", "2031-05-03"})
    void rests_at_weekends(LocalDate day) {
        var schoolDay = CALENDAR.isSchoolDay(day);

        assertThat(schoolDay).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-04-01", "2026-04-06", "2026-06-08", "2026-07-27", "2026-07-30", "2026-12-10", "2031-05-02"})
    void works_on_all_other_days(LocalDate day) {
        var schoolDay = CALENDAR.isSchoolDay(day);

        assertThat(schoolDay).isTrue();
    }

    /** Holy Thursday and Friday move; they are listed, and each year's list is checked against Easter as Gauss reckons it. */
    @ParameterizedTest
    @ValueSource(ints = {2025, 2026, 2027, 2028, 2029, 2030})
    void knows_holy_week(int year) {
        var easter = easter(year);

        assertThat(CALENDAR.isSchoolDay(easter.minusDays(4))).isTrue();
        assertThat(CALENDAR.isSchoolDay(easter.minusDays(3))).isFalse();
        assertThat(CALENDAR.isSchoolDay(easter.minusDays(2))).isFalse();
        assertThat(CALENDAR.isSchoolDay(easter.plusDays(1))).isTrue();
    }

    private static LocalDate easter(int year) {
        // Valid from 1900 to 2099; its two exceptions are not among the years above.
        var d = (19 * (year % 19) + 24) % 30;
        var e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 5) % 7;
        return LocalDate.of(year, 3, 22).plusDays(d + e);
    }
}
