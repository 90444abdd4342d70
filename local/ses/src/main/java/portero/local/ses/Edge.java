package portero.local.ses;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.UUID;

/** Parts the inbox, which browsers read, from the API, whose callers sign. */
final class Edge implements HttpHandler {
    private final Wire wire;
    private final Inbox inbox;

    Edge(Wire wire, Inbox inbox) {
        this.wire = wire;
        this.inbox = inbox;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            boolean api = path.startsWith("/v1/") || path.startsWith("/v2/");
            Answer answer = api ? wire.answer(exchange) : inbox.answer(exchange);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
            boolean empty = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
            if (!empty) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }
}
