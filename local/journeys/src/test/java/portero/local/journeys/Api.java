package portero.local.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import portero.local.cloud.Cloud;

/** Somebody who speaks to the API as the page does; holds at most one session. */
final class Api {
    static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI url;
    private @Nullable String accessToken;
    private @Nullable String cookie;

    Api(Cloud cloud) {
        this(cloud.url());
    }

    Api(URI url) {
        this.url = url;
    }

    /** The same person and session, at a cloud that was started again. */
    Api at(URI url) {
        var same = new Api(url);
        same.accessToken = accessToken;
        same.cookie = cookie;
        return same;
    }

    /** A demo login by its role; {@code temporary} for the one that has yet to choose a password. */
    static JsonNode login(Cloud cloud, String role, boolean temporary) {
        return login(cloud.accounts().orElseThrow(), role, temporary);
    }

    static JsonNode login(String accounts, String role, boolean temporary) {
        for (var login : read(accounts)) {
            if (login.path("role").asText().equals(role) && login.path("temporary").asBoolean() == temporary) {
                return login;
            }
        }
        throw new IllegalArgumentException("No demo login for " + role);
    }

    /** The demo login of that role in that institution. */
    static JsonNode loginAt(Cloud cloud, String role, String institution) {
        for (var login : read(cloud.accounts().orElseThrow())) {
            if (login.path("role").asText().equals(role) && login.path("institutionCode").asText().equals(institution)) {
                return login;
            }
        }
        throw new IllegalArgumentException("No demo login for " + role + " at " + institution);
    }

    static Api signedInAs(Cloud cloud, String role) {
        return signedInAs(cloud.url(), cloud.accounts().orElseThrow(), role);
    }

    static Api signedInAs(URI url, String accounts, String role) {
        return signedIn(url, login(accounts, role, false));
    }

    static Api signedIn(URI url, JsonNode login) {
        var api = new Api(url);
        var answer = api.signIn(login.path("login").asText(), login.path("password").asText());
        if (answer.status() != 200) {
            throw new IllegalStateException("Signing in as " + login.path("role").asText() + " answered " + answer);
        }
        return api;
    }

    /** What came back. */
    record Answer(int status, Map<String, String> headers, Optional<String> cookie, String body) {
        JsonNode json() {
            return read(body);
        }

        String code() {
            return json().path("code").asText();
        }
    }

    Answer signIn(String login, String password) {
        return signIn(login, password, solved());
    }

    Answer signIn(String login, String password, JsonNode captcha) {
        var body = JSON.createObjectNode().put("login", login).put("password", password);
        body.set("captcha", captcha);
        return keeping(post("/api/session", body));
    }

    Answer answerChallenge(String login, String challenge, String newPassword) {
        return keeping(post(
                "/api/session/challenge",
                JSON.createObjectNode().put("login", login).put("challenge", challenge).put("newPassword", newPassword)));
    }

    Answer refresh() {
        return keeping(post("/api/session/refresh", JSON.createObjectNode()));
    }

    Answer signOut() {
        return send("DELETE", "/api/session", null, _ -> {});
    }

    Answer createUser(String institution, String person, String role, String key) {
        return send(
                "POST",
                "/api/institutions/" + institution + "/users",
                JSON.createObjectNode().put("person", person).put("role", role),
                request -> request.header("idempotency-key", key));
    }

    Answer resetPassword(String institution, String person, JsonNode body, String key) {
        return send(
                "POST",
                "/api/institutions/" + institution + "/users/" + person + "/password",
                body,
                request -> request.header("idempotency-key", key));
    }

    /** Asks for a code by mail, as nobody. */
    Answer recover(String login) {
        var body = JSON.createObjectNode().put("login", login);
        body.set("captcha", solved("recover-password"));
        return post("/api/recovery", body);
    }

    Answer confirmRecovery(String recovery, String login, String code, String newPassword) {
        return post(
                "/api/recovery/confirmation",
                JSON.createObjectNode()
                        .put("recovery", recovery)
                        .put("login", login)
                        .put("code", code)
                        .put("newPassword", newPassword));
    }

    /** All pages of a list. */
    List<JsonNode> all(String path) {
        var all = new ArrayList<JsonNode>();
        var cursor = "";
        do {
            var page = get(path + cursor).json();
            page.path("items").forEach(all::add);
            cursor = page.has("next") ? "?cursor=" + page.path("next").asText() : "";
        } while (!cursor.isEmpty());
        return all;
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }

    /** A solved proof of work. */
    JsonNode solved() {
        return solved("sign-in");
    }

    JsonNode solved(String action) {
        var captcha = post("/api/captcha", JSON.createObjectNode().put("action", action).put("kind", "proof-of-work"))
                .json();
        var challenge = captcha.path("challenge");
        var payload = JSON.createObjectNode();
        payload.setAll((ObjectNode) challenge.deepCopy());
        payload.remove("maxnumber");
        payload.put("number", number(challenge));
        var answer = Base64.getEncoder().encodeToString(payload.toString().getBytes(StandardCharsets.UTF_8));
        return JSON.createObjectNode().put("id", captcha.path("id").asText()).put("answer", answer);
    }

    private static int number(JsonNode challenge) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (var number = 0; number <= challenge.path("maxnumber").asInt(); number++) {
                var hash = sha.digest((challenge.path("salt").asText() + number).getBytes(StandardCharsets.UTF_8));
                if (HexFormat.of().formatHex(hash).equals(challenge.path("challenge").asText())) {
                    return number;
                }
            }
            throw new IllegalStateException("The proof of work has no solution");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Answer get(String path) {
        return send("GET", path, null, _ -> {});
    }

    Answer post(String path, JsonNode body) {
        return send("POST", path, body, _ -> {});
    }

    Answer put(String path, JsonNode body) {
        return send("PUT", path, body, _ -> {});
    }

    Answer delete(String path) {
        return send("DELETE", path, null, _ -> {});
    }

    Answer send(String method, String path, @Nullable JsonNode body, Consumer<HttpRequest.Builder> more) {
        return sendText(method, path, body == null ? null : body.toString(), more);
    }

    Answer sendText(String method, String path, @Nullable String body, Consumer<HttpRequest.Builder> more) {
        var request = HttpRequest.newBuilder(url.resolve(path))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .header("content-type", "application/json");
        if (accessToken != null) {
            request.header("authorization", "Bearer " + accessToken);
        }
        if (cookie != null) {
            request.header("cookie", cookie);
        }
        more.accept(request);
        try {
            var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            response.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
            return new Answer(
                    response.statusCode(),
                    headers,
                    response.headers().firstValue("set-cookie"),
                    response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private Answer keeping(Answer answer) {
        if (answer.status() == 200 && answer.json().path("outcome").asText().equals("signed-in")) {
            accessToken = answer.json().path("accessToken").asText();
            answer.cookie().ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        }
        return answer;
    }

    String accessToken() {
        if (accessToken == null) {
            throw new IllegalStateException("Nobody is signed in");
        }
        return accessToken;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException failure) {
            throw new UncheckedIOException("Not JSON: " + json, failure);
        }
    }
}
