package portero.local.events.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * Writes its events down, a line each, in the folder {@code OUT}. A file there named {@code fails} makes it fail on
 * events with the text in it; one named {@code names} makes it name the record with the text in it as failed.
 */
public final class RecorderFunction implements RequestStreamHandler {
    private final Path out = Path.of(Environment.read().get("OUT"));

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        Files.writeString(
                out.resolve("events.jsonl"), event + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (event.contains(told("fails"))) {
            throw new IllegalStateException("As it was told");
        }
        var named = event.indexOf(told("names"));
        if (named >= 0) {
            var number = Pattern.compile("\"SequenceNumber\":\"(\\d+)\"").matcher(event);
            if (number.find(named)) {
                output.write(("{\"batchItemFailures\":[{\"itemIdentifier\":\"" + number.group(1) + "\"}]}").getBytes(
                        StandardCharsets.UTF_8));
                return;
            }
        }
        output.write("{\"batchItemFailures\":[]}".getBytes(StandardCharsets.UTF_8));
    }

    private String told(String name) throws IOException {
        var file = out.resolve(name);
        return Files.exists(file) ? Files.readString(file) : "nothing like this";
    }
}
