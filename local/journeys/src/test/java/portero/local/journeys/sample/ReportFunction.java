package portero.local.journeys.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Answers with its event, the page's address and how far the clock is ahead; fails where {@code FAILS} says so. */
public final class ReportFunction implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        if (System.getenv().containsKey("FAILS")) {
            throw new IllegalStateException("As it was told");
        }
        var event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        var offset = Files.readString(Path.of(System.getenv("CLOCK_OFFSET_FILE")));
        output.write("{\"event\":%s,\"page\":\"%s\",\"offset\":\"%s\"}"
                .formatted(event, System.getenv("PAGE_URL"), offset)
                .getBytes(StandardCharsets.UTF_8));
    }
}
