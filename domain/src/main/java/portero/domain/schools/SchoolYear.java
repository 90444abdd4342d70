package portero.domain.schools;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A school year; in Peru it is the calendar year, and what is granted for it ends with it, Lima time. */
public record SchoolYear(int value) {
    public static final ZoneId LIMA = ZoneId.of("America/Lima");

    public static SchoolYear at(Instant now) {
        return new SchoolYear(now.atZone(LIMA).getYear());
    }

    public SchoolYear previous() {
        return new SchoolYear(value - 1);
    }

    public LocalDate lastDay() {
        return LocalDate.of(value, 12, 31);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
