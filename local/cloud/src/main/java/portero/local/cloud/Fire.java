package portero.local.cloud;

import java.io.PrintStream;
import java.util.Map;
import java.util.stream.StreamSupport;

/** {@code ./run fire}: calls a function of the running local cloud now, as its schedules would. */
final class Fire {
    private final PrintStream out;

    Fire(PrintStream out) {
        this.out = out;
    }

    int run(Options options) {
        if (options.rest().isEmpty()) {
            throw new Refused("Which function? For example: ./run fire send-reminders");
        }
        var name = options.rest().getFirst();
        var running = Running.find(new DataFolder(options.data()));
        var function = running.logicalId(name);
        var answer = new Remote(running.control()).post("/fire", Map.of("function", function));
        if (answer.path("firings").isEmpty()) {
            var others = StreamSupport.stream(answer.path("scheduled").spliterator(), false)
                    .map(scheduled -> "\n  " + Running.shortName(scheduled.asText()))
                    .toList();
            throw new Refused("No schedule calls " + name + ". "
                    + (others.isEmpty() ? "The template has no schedules." : "Schedules call:" + String.join("", others)));
        }
        var status = 0;
        for (var firing : answer.path("firings")) {
            firing.path("lines").forEach(line -> System.err.println(line.asText()));
            if (firing.has("fault")) {
                System.err.println(firing.path("fault").asText());
                status = 1;
            } else {
                out.println(firing.path("answer").asText());
            }
        }
        return status;
    }
}
