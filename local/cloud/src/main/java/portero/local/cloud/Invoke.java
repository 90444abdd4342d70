package portero.local.cloud;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import portero.local.gateway.FunctionRunner;
import portero.local.gateway.Invocation;
import portero.local.gateway.InvokerSettings;

/** {@code ./run invoke}: one packaged function under Lambda's own runtime client, with the running local cloud behind it. */
final class Invoke {
    private final Home home;
    private final PrintStream out;

    Invoke(Home home, PrintStream out) {
        this.home = home;
        this.out = out;
    }

    int run(Options options) throws IOException {
        if (options.rest().isEmpty()) {
            throw new Refused("Which function? For example: ./run invoke create-user");
        }
        var name = options.rest().getFirst();
        var folder = new DataFolder(options.data());
        var running = Running.find(folder);
        var function = running.function(name)
                .orElseThrow(() -> new Refused("The template has no function " + name + ". It has:\n  "
                        + String.join("\n  ", running.functions().keySet())));
        var report = new FunctionRunner(InvokerSettings.of(home.runtime(), folder.resolve("functions"))
                        .withEnvironment(running.environment()))
                .invoke(function, Files.readAllBytes(event(options, name)));
        return switch (report.invocation()) {
            case Invocation.Answer answer -> {
                report.lines().forEach(System.err::println);
                out.println(new String(answer.payload(), StandardCharsets.UTF_8));
                yield 0;
            }
            case Invocation.Fault fault -> {
                report.lines().forEach(System.err::println);
                System.err.println(fault.type() + ": " + fault.message());
                yield 1;
            }
        };
    }

    private Path event(Options options, String name) {
        var event = options.rest().size() > 1
                ? Path.of(options.rest().get(1))
                : home.folder().resolve("events").resolve(name + ".json");
        if (!Files.isReadable(event)) {
            throw new Refused("There is no event " + event);
        }
        return event;
    }
}
