package portero.domain.schools;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;

/**
 * The days on which schools work: Monday to Friday but for Peru's national holidays, as article 6 of Decreto Legislativo 713
 * lists them. Of years that its file does not know, weekends alone are left out.
 */
public final class SchoolCalendar {
    private final Set<LocalDate> holidays;

    private SchoolCalendar(Set<LocalDate> holidays) {
        this.holidays = holidays;
    }

    /** The holidays of 2025 to 2030, which come with Portero. */
    public static SchoolCalendar bundled() {
        try (var file = Objects.requireNonNull(SchoolCalendar.class.getResourceAsStream("holidays.csv"))) {
            return new SchoolCalendar(new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> LocalDate.parse(line.substring(0, line.indexOf(','))))
                    .collect(toUnmodifiableSet()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public boolean isSchoolDay(LocalDate day) {
        var weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return !weekend && !holidays.contains(day);
    }
}
