package portero.lambda;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a function answers; bodies are JSON, and nothing of it may be cached. */
public record Response(int status, Map<String, String> headers, List<String> cookies, Optional<Map<String, Object>> body) {

    static Response of(int status, String type, Map<String, Object> body) {
        return new Response(
                status, Map.of("content-type", type, "cache-control", "no-store"), List.of(), Optional.of(body));
    }

    public static Response ok(Map<String, Object> body) {
        return of(200, "application/json", body);
    }

    public static Response created(Map<String, Object> body) {
        return of(201, "application/json", body);
    }

    /** What was asked for is on its way. */
    public static Response accepted(Map<String, Object> body) {
        return of(202, "application/json", body);
    }

    /** What was asked for will be done, and its answer tells nothing of it. */
    public static Response accepted() {
        return new Response(202, Map.of("cache-control", "no-store"), List.of(), Optional.empty());
    }

    public static Response noContent() {
        return new Response(204, Map.of("cache-control", "no-store"), List.of(), Optional.empty());
    }

    Response with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, cookies, body);
    }

    /** Adds a {@code Set-Cookie} line. */
    public Response withCookie(String cookie) {
        var more = new ArrayList<>(cookies);
        more.add(cookie);
        return new Response(status, headers, more, body);
    }
}
