package portero.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import portero.local.template.Application;

/** A gateway with its functions, and a client to ask it. */
final class Served implements AutoCloseable {
    static final JsonMapper JSON = new JsonMapper();

    final List<String> log = new CopyOnWriteArrayList<>();
    final Gateway gateway;
    private final Invoker invoker;
    private final HttpClient client = HttpClient.newHttpClient();

    Served(Application application, Path work, boolean isolated, UnaryOperator<GatewaySettings> change)
            throws IOException {
        var settings = InvokerSettings.of(EchoApplication.runtime(), work).withLog(log::add);
        this.invoker = Invoker.of(application, settings, isolated);
        this.gateway = Gateway.start(
                change.apply(GatewaySettings.onPort(0).withLog(log::add)), application, invoker);
    }

    URI url(String path) {
        return URI.create(gateway.url() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url(path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("content-type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        client.shutdownNow();
        gateway.close();
        invoker.close();
    }
}
