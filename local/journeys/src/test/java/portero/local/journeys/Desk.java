package portero.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.local.journeys.Api.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** The help desk as somebody who is signed in uses it. */
record Desk(Api api) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A request for help of a school's director, ready to be changed and sent. */
    static ObjectNode request(String institution, String topic, String email) {
        var body = JSON.createObjectNode()
                .put("institution", institution)
                .put("email", email)
                .put("mobile", "987654321")
                .put("topic", topic)
                .put("comment", "La profesora no aparece en la lista y trabaja aquí desde marzo.");
        body.putArray("attachments");
        return body;
    }

    Api.Answer submit(JsonNode body, String key) {
        return api.send("POST", "/api/tickets", body, request -> request.header("idempotency-key", key));
    }

    /** Files it; its number. */
    String submitted(JsonNode body) {
        var answer = submit(body, Api.newKey());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().path("ticket").asText();
    }

    JsonNode ticket(String number) {
        var answer = api.get("/api/tickets/" + number);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    Api.Answer say(String number, String kind, String text) {
        return say(number, kind, text, ticket(number).path("version").asLong(), Api.newKey());
    }

    Api.Answer say(String number, String kind, String text, long version, String key) {
        return api.send(
                "POST",
                "/api/tickets/" + number + "/messages",
                JSON.createObjectNode().put("kind", kind).put("text", text).put("version", version),
                request -> request.header("idempotency-key", key));
    }

    Api.Answer prepare(String name, byte[] content) {
        return api.post(
                "/api/attachments",
                JSON.createObjectNode()
                        .put("name", name)
                        .put("size", content.length)
                        .put("sha256", Base64.getEncoder().encodeToString(sha256(content))));
    }

    /** Sends bytes to the link that was given for them. */
    static int put(JsonNode upload, byte[] content) {
        var request = HttpRequest.newBuilder(URI.create(upload.path("url").asText()))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content));
        upload.path("headers").properties().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("content-length"))
                .forEach(header -> request.header(header.getKey(), header.getValue().asText()));
        return send(request.build()).statusCode();
    }

    static HttpResponse<byte[]> download(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)).build());
    }

    private static HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Uploads a file and waits for what is said of it; its id and state. */
    JsonNode uploaded(String name, byte[] content) {
        var prepared = prepare(name, content);
        assertThat(prepared.status()).as(prepared.body()).isEqualTo(201);
        assertThat(put(prepared.json().path("upload"), content)).isEqualTo(200);
        var id = prepared.json().path("attachment").path("attachment").asText();
        Waiting.until(() -> !state(id).path("state").asText().equals("expected"));
        return state(id);
    }

    JsonNode state(String attachment) {
        return api.get("/api/attachments/" + attachment).json();
    }

    Optional<JsonNode> entry(String number, String kind) {
        return ticket(number).path("timeline").valueStream()
                .filter(entry -> entry.path("kind").asText().equals(kind))
                .reduce((_, last) -> last);
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
