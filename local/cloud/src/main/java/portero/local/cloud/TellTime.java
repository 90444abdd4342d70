package portero.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** {@code ./run clock}: tells and moves the time of the running local cloud. */
final class TellTime {
    private final PrintStream out;

    TellTime(PrintStream out) {
        this.out = out;
    }

    int run(Options options) {
        var remote = new Remote(Running.find(new DataFolder(options.data())).control());
        if (options.rest().isEmpty()) {
            tell(remote.get("/clock"));
            return 0;
        }
        if (options.rest().getFirst().equals("reset")) {
            tell(remote.post("/clock", Map.of("reset", true)));
            out.println("What was written while the clock was ahead stays as it is, dates of the future included.");
            return 0;
        }
        var step = options.rest().stream().map(MovableClock::step).reduce(Duration.ZERO, Duration::plus);
        tell(remote.post("/clock", Map.of("seconds", step.toSeconds())));
        return 0;
    }

    private void tell(JsonNode clock) {
        var offset = Duration.parse(clock.path("offset").asText());
        var time = Instant.parse(clock.path("time").asText()).truncatedTo(ChronoUnit.SECONDS);
        out.println(time + (offset.isZero() ? ", the system's time" : ", " + words(offset) + " ahead of the system's time"));
    }

    /** Such as {@code 8d} or {@code 1d12h}. */
    static String words(Duration offset) {
        var words = new StringBuilder();
        part(words, offset.toDaysPart(), 'd');
        part(words, offset.toHoursPart(), 'h');
        part(words, offset.toMinutesPart(), 'm');
        part(words, offset.toSecondsPart(), 's');
        return words.toString();
    }

    private static void part(StringBuilder words, long number, char unit) {
        if (number != 0) {
            words.append(number).append(unit);
        }
    }
}
