package portero.domain.helpdesk;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import portero.domain.schools.SchoolCalendar;
import portero.domain.schools.SchoolYear;

/** When the help desk works: on school days from 08:30 to 13:00 and from 14:00 to 16:30, Lima time. */
public final class BusinessHours {
    private static final List<Shift> SHIFTS = List.of(
            new Shift(LocalTime.of(8, 30), LocalTime.of(13, 0)), new Shift(LocalTime.of(14, 0), LocalTime.of(16, 30)));

    private final SchoolCalendar calendar;

    public BusinessHours(SchoolCalendar calendar) {
        this.calendar = calendar;
    }

    private record Shift(LocalTime from, LocalTime to) {}

    /** The moment at which so many business hours have passed. */
    public Instant after(Instant start, int hours) {
        var left = Duration.ofHours(hours);
        var time = start.atZone(SchoolYear.LIMA).toLocalDateTime();
        while (true) {
            if (calendar.isSchoolDay(time.toLocalDate())) {
                for (var shift : SHIFTS) {
                    var begin = time.toLocalTime().isAfter(shift.from()) ? time.toLocalTime() : shift.from();
                    if (begin.isBefore(shift.to())) {
                        var there = Duration.between(begin, shift.to());
                        if (left.compareTo(there) <= 0) {
                            return time.toLocalDate().atTime(begin).plus(left).atZone(SchoolYear.LIMA).toInstant();
                        }
                        left = left.minus(there);
                    }
                }
            }
            time = time.toLocalDate().plusDays(1).atStartOfDay();
        }
    }

    /** The business hours that passed from one moment to another, in whole minutes; none where they stand the other way round. */
    public long minutes(Instant from, Instant to) {
        var start = from.atZone(SchoolYear.LIMA).toLocalDateTime();
        var end = to.atZone(SchoolYear.LIMA).toLocalDateTime();
        var passed = Duration.ZERO;
        for (var day = start.toLocalDate(); !day.isAfter(end.toLocalDate()); day = day.plusDays(1)) {
            if (calendar.isSchoolDay(day)) {
                for (var shift : SHIFTS) {
                    var begin = later(start, day.atTime(shift.from()));
                    var finish = earlier(end, day.atTime(shift.to()));
                    passed = begin.isBefore(finish) ? passed.plus(Duration.between(begin, finish)) : passed;
                }
            }
        }
        return passed.toMinutes();
    }

    private static LocalDateTime later(LocalDateTime one, LocalDateTime other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDateTime earlier(LocalDateTime one, LocalDateTime other) {
        return one.isBefore(other) ? one : other;
    }

    /** The first school day on whose morning so many whole school days have passed since. */
    LocalDate morningAfter(Instant start, int schoolDays) {
        var day = start.atZone(SchoolYear.LIMA).toLocalDate();
        for (var passed = 0; passed <= schoolDays; passed++) {
            day = nextSchoolDay(day);
        }
        return day;
    }

    private LocalDate nextSchoolDay(LocalDate day) {
        var next = day.plusDays(1);
        while (!calendar.isSchoolDay(next)) {
            next = next.plusDays(1);
        }
        return next;
    }
}
