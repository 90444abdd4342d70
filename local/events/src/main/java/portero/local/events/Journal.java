package portero.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import portero.local.gateway.Invocation;

/** Tells what became of events: a line of the log each, and what was given up in a file of its queue's name. */
final class Journal {
    private final EventSettings settings;

    Journal(EventSettings settings) {
        this.settings = settings;
    }

    void called(String source, String function, String requestId, Duration took, Invocation invocation) {
        var line = line(source, function).put("requestId", requestId).put("ms", took.toMillis());
        if (invocation instanceof Invocation.Fault fault) {
            line.put("error", fault.kind().name());
        }
        settings.log().accept(line.toString());
    }

    void trouble(String source, String function, String error) {
        settings.log().accept(line(source, function).put("error", error).toString());
    }

    /** Keeps what nobody will try again, if there is a queue for it; either way the log says so. */
    void givenUp(String source, String function, String condition, Optional<String> queueArn, JsonNode record) {
        var line = line(source, function).put("givenUp", condition);
        queueArn.map(Journal::name).ifPresent(queue -> {
            append(queue, record);
            line.put("deadLetter", queue);
        });
        settings.log().accept(line.toString());
    }

    private ObjectNode line(String source, String function) {
        return JsonFile.JSON
                .createObjectNode()
                .put("time", settings.clock().instant().toString())
                .put("event", source)
                .put("function", function);
    }

    private synchronized void append(String queue, JsonNode record) {
        try {
            var folder = Files.createDirectories(settings.folder().resolve("dead-letters"));
            Files.writeString(
                    folder.resolve(queue + ".jsonl"),
                    record + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String name(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1).replaceAll("[^A-Za-z0-9._-]", "-");
    }
}
