package portero.domain.helpdesk;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import portero.domain.schools.SchoolYear;

/** A week from Monday to Sunday, Lima time, as ISO 8601 counts them: {@code 2026-W47}. */
public record Week(LocalDate monday) implements Comparable<Week> {

    public Week {
        if (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
            throw new IllegalArgumentException("A week begins on a Monday");
        }
    }

    public static Week of(LocalDate day) {
        return new Week(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
    }

    public static Week at(Instant moment) {
        return of(moment.atZone(SchoolYear.LIMA).toLocalDate());
    }

    /** @param text as {@link #toString} gives it */
    public static Week read(String text) {
        return new Week(LocalDate.parse(text + "-1", DateTimeFormatter.ISO_WEEK_DATE));
    }

    public LocalDate sunday() {
        return monday.plusDays(6);
    }

    Week next() {
        return new Week(monday.plusWeeks(1));
    }

    @Override
    public int compareTo(Week other) {
        return monday.compareTo(other.monday);
    }

    /** Sorts as the weeks do. */
    @Override
    public String toString() {
        return "%04d-W%02d".formatted(monday.get(IsoFields.WEEK_BASED_YEAR), monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }
}
