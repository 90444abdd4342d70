package portero.local.gateway.echo;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Answers its body (decoded) as its payload, byte by byte: so a test can try every form of response. */
public final class StreamFunction implements RequestStreamHandler {
    private final String name = Environment.read().getOrDefault("NAME", "nobody");

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        System.out.println("called " + name);
        var event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        int start = event.indexOf("\"body\":\"") + 8;
        var text = new StringBuilder();
        for (int i = start; event.charAt(i) != '"'; i++) {
            if (event.charAt(i) == '\\') {
                i++;
            }
            text.append(event.charAt(i));
        }
        output.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
