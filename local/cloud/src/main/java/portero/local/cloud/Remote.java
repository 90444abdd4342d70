package portero.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Asks the running local cloud, as its {@link Control} understands it. */
record Remote(Control.Door door) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Longer than any function may take. */
    private static final Duration PATIENCE = Duration.ofMinutes(17);

    JsonNode get(String path) {
        return send(request(path).GET());
    }

    JsonNode post(String path, Map<String, Object> body) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(JSON.valueToTree(body).toString())));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(door.url() + path))
                .timeout(PATIENCE)
                .header("authorization", "Bearer " + door.token());
    }

    private static JsonNode send(HttpRequest.Builder request) {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var body = JSON.readTree(answer.body());
            if (answer.statusCode() != 200) {
                throw new Refused(body.path("message").asText("It answered " + answer.statusCode()));
            }
            return body;
        } catch (IOException failure) {
            throw new Refused("The running local cloud does not answer: " + failure.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
