package portero.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Consumer;

/** One JSON line for each request: what the gateway did, and nothing of who asked or what for. */
record RequestLog(Consumer<String> sink) {
    private static final JsonMapper JSON = new JsonMapper();

    void write(
            Instant time,
            String requestId,
            String routeKey,
            int status,
            Duration took,
            Optional<String> function,
            Optional<String> error) {
        var line = new LinkedHashMap<String, Object>();
        line.put("time", time.toString());
        line.put("requestId", requestId);
        line.put("routeKey", routeKey);
        line.put("status", status);
        line.put("ms", took.toMillis());
        function.ifPresent(name -> line.put("function", name));
        error.ifPresent(kind -> line.put("error", kind));
        try {
            sink.accept(JSON.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
