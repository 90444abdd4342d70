package portero.local.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import portero.local.events.Events;
import portero.local.gateway.Invocation;

/** Where the other words of {@code ./run} reach the running one: on 127.0.0.1, with a token that only its owner can read. */
final class Control implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_BYTES = 10_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String token;
    private final MovableClock clock;
    private final Events events;

    /** Where it answers, and to whom. */
    record Door(String url, String token) {
        @Override
        public String toString() {
            return "Door[" + url + "]";
        }
    }

    private Control(HttpServer server, String token, MovableClock clock, Events events) {
        this.server = server;
        this.token = token;
        this.clock = clock;
        this.events = events;
    }

    static Control start(MovableClock clock, Events events) {
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        try {
            var loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
            var server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
            var control = new Control(server, HexFormat.of().formatHex(random), clock, events);
            server.setExecutor(control.threads);
            server.createContext("/", control::handle);
            server.start();
            return control;
        } catch (IOException failure) {
            throw new UncheckedIOException("The control endpoint did not start", failure);
        }
    }

    Door door() {
        return new Door(URI.create("http://127.0.0.1:" + server.getAddress().getPort()).toString(), token);
    }

    /** An answer to one of the words. */
    private record Reply(int status, ObjectNode body) {}

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var reply = reply(exchange);
            var bytes = JSON.writeValueAsBytes(reply.body());
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(reply.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        if (!isOwner(exchange)) {
            return refused(401, "The token is wrong");
        }
        var body = exchange.getRequestBody().readNBytes(MOST_BYTES);
        try {
            return switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
                case "GET /clock" -> time();
                case "POST /clock" -> clock(JSON.readTree(body));
                case "POST /fire" -> fire(JSON.readTree(body));
                default -> refused(404, "There is no such word");
            };
        } catch (Refused refused) {
            return refused(400, refused.getMessage());
        } catch (JsonProcessingException notJson) {
            return refused(400, "The body is no JSON");
        } catch (RuntimeException failure) {
            return refused(500, String.valueOf(failure.getMessage()));
        }
    }

    private boolean isOwner(HttpExchange exchange) {
        var given = exchange.getRequestHeaders().getFirst("authorization");
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
    }

    private static Reply refused(int status, String message) {
        return new Reply(status, JSON.createObjectNode().put("message", message));
    }

    private Reply clock(JsonNode body) {
        if (body.path("reset").asBoolean()) {
            clock.reset();
        } else {
            clock.forward(Duration.ofSeconds(body.path("seconds").asLong()));
        }
        return time();
    }

    private Reply time() {
        return new Reply(
                200,
                JSON.createObjectNode()
                        .put("time", clock.instant().toString())
                        .put("offset", clock.offset().toString()));
    }

    private Reply fire(JsonNode body) {
        var answer = JSON.createObjectNode();
        var scheduled = answer.putArray("scheduled");
        events.scheduled().forEach(scheduled::add);
        var firings = answer.putArray("firings");
        for (var report : events.fire(body.path("function").asText())) {
            var firing = firings.addObject();
            report.lines().forEach(firing.putArray("lines")::add);
            switch (report.invocation()) {
                case Invocation.Answer(var payload, var _) -> firing.put("answer", new String(payload, StandardCharsets.UTF_8));
                case Invocation.Fault fault -> firing.put("fault", fault.type() + ": " + fault.message());
            }
        }
        return new Reply(200, answer);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
