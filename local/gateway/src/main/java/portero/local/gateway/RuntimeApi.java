package portero.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Lambda's runtime API for one process: hands out one invocation at a time and takes its answer. */
final class RuntimeApi {
    private static final String ROOT = "/2018-06-01/runtime/";
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String arn;
    private final LinkedBlockingQueue<Work> work = new LinkedBlockingQueue<>();
    private final CompletableFuture<Optional<Failed>> started = new CompletableFuture<>();
    private volatile @Nullable Work current;

    /** What the process said of an invocation. */
    sealed interface Outcome {}

    record Answered(byte[] payload) implements Outcome {}

    record Failed(String type, String message) implements Outcome {}

    private record Work(Instance.Call call, CompletableFuture<Outcome> outcome) {}

    private RuntimeApi(HttpServer server, String arn) {
        this.server = server;
        this.arn = arn;
    }

    static RuntimeApi start(String arn) throws IOException {
        var address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        var api = new RuntimeApi(HttpServer.create(address, 0), arn);
        api.server.setExecutor(api.threads);
        api.server.createContext(ROOT, api::handle);
        api.server.start();
        return api;
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Complete when the process first asks for work: empty, or with why it never will. */
    CompletableFuture<Optional<Failed>> started() {
        return started;
    }

    CompletableFuture<Outcome> invoke(Instance.Call call) {
        var next = new Work(call, new CompletableFuture<>());
        current = next;
        work.add(next);
        return next.outcome();
    }

    void exited(int status) {
        var failure = new Failed(
                "Runtime.ExitError",
                "Error: Runtime exited "
                        + (status == 0 ? "without providing a reason" : "with error: exit status " + status));
        started.complete(Optional.of(failure));
        var left = current;
        if (left != null) {
            left.outcome().complete(failure);
        }
    }

    void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath().substring(ROOT.length());
            var running = current;
            if (path.equals("invocation/next")) {
                next(exchange);
            } else if (path.equals("init/error")) {
                started.complete(Optional.of(failure(exchange)));
                accepted(exchange);
            } else if (running != null && path.equals("invocation/" + running.call().requestId() + "/response")) {
                var payload = exchange.getRequestBody().readNBytes(Invocation.PAYLOAD_LIMIT + 1);
                // Left unread, the rest would break the client's connection, and with it the process.
                exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
                accepted(exchange);
                running.outcome().complete(new Answered(payload));
            } else if (running != null && path.equals("invocation/" + running.call().requestId() + "/error")) {
                var failure = failure(exchange);
                accepted(exchange);
                running.outcome().complete(failure);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        started.complete(Optional.empty());
        var call = work.take().call();
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", call.requestId());
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(call.deadlineMillis()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", arn);
        headers.set("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000;Sampled=0");
        exchange.sendResponseHeaders(200, call.event().length == 0 ? -1 : call.event().length);
        exchange.getResponseBody().write(call.event());
    }

    private static void accepted(HttpExchange exchange) throws IOException {
        var body = "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(202, body.length);
        exchange.getResponseBody().write(body);
    }

    private static Failed failure(HttpExchange exchange) throws IOException {
        JsonNode error = JSON.readTree(exchange.getRequestBody().readNBytes(Invocation.PAYLOAD_LIMIT));
        return new Failed(
                error.path("errorType").asText("Unknown"), error.path("errorMessage").asText(""));
    }
}
