package portero.local.cloud;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** The system's time, moved forward by what a file of the data folder says, so that a restart does not undo it. */
final class MovableClock implements InstantSource {
    private static final String FILE = "clock-offset";
    private static final Pattern STEP = Pattern.compile("\\+(?:[0-9]{1,9}[smhd])+");
    private static final Pattern PART = Pattern.compile("([0-9]+)([smhd])");
    private static final Duration FURTHEST = Duration.ofDays(3650);

    private final DataFolder folder;
    private final InstantSource system;
    private volatile Duration offset;

    private MovableClock(DataFolder folder, InstantSource system, Duration offset) {
        this.folder = folder;
        this.system = system;
        this.offset = offset;
    }

    static MovableClock in(DataFolder folder, InstantSource system) {
        var clock = new MovableClock(folder, system, folder.read(FILE).map(MovableClock::kept).orElse(Duration.ZERO));
        clock.set(clock.offset);
        return clock;
    }

    private static Duration kept(String text) {
        try {
            return Duration.parse(text.strip());
        } catch (DateTimeException damaged) {
            throw new Refused("The file " + FILE + " of the data folder says no duration; delete it, or start with --fresh.");
        }
    }

    /** What {@code ./run clock} takes: {@code +8d}, {@code +1d12h}. */
    static Duration step(String text) {
        if (text.startsWith("-")) {
            throw new Refused("The clock is not moved back: tokens, expiries and schedules of that time are there already."
                    + "\n./run clock reset returns to the system's time.");
        }
        if (!STEP.matcher(text).matches()) {
            throw new Refused("The clock is moved by days, hours, minutes and seconds, such as +8d or +1d12h; not " + text + ".");
        }
        var step = PART.matcher(text)
                .results()
                .map(part -> part(Long.parseLong(part.group(1)), part.group(2)))
                .reduce(Duration.ZERO, Duration::plus);
        if (step.isZero()) {
            throw new Refused("That moves nothing.");
        }
        return step;
    }

    private static Duration part(long number, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    @Override
    public Instant instant() {
        return system.instant().plus(offset);
    }

    Duration offset() {
        return offset;
    }

    /** The file with the offset, as an ISO-8601 duration, for functions that read the time by themselves. */
    Path file() {
        return folder.resolve(FILE).toAbsolutePath();
    }

    synchronized void forward(Duration step) {
        if (step.isNegative() || step.isZero()) {
            throw new Refused("The clock is moved forward only.");
        }
        var moved = offset.plus(step);
        if (moved.compareTo(FURTHEST) > 0) {
            throw new Refused("That is more than ten years ahead.");
        }
        set(moved);
    }

    /** From here on, whatever the system says; not before what this clock says. */
    synchronized void forwardTo(Instant moment) {
        var step = Duration.between(instant(), moment);
        if (!step.isPositive()) {
            throw new Refused("The clock stands at " + instant().truncatedTo(ChronoUnit.SECONDS)
                    + " and is not moved back; --at takes a later moment.");
        }
        forward(step);
    }

    synchronized void reset() {
        set(Duration.ZERO);
    }

    private void set(Duration moved) {
        folder.write(FILE, moved.toString());
        offset = moved;
    }
}
