package portero.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.local.journeys.Api.JSON;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import portero.local.cloud.Cloud;

/** What every route answers to strangers and to malformed requests. */
@SharedCloud
class RefusalJourneyTest {
    private final Cloud cloud = TestCloud.running();

    @TestFactory
    Iterable<DynamicTest> everyRouteWithAnAuthorizer_shouldAnswerStrangersAlike() {
        var routes = cloud.deployed().application().api().orElseThrow().routes().stream()
                .filter(route -> route.authorizer().isPresent())
                .toList();
        var tests = new ArrayList<DynamicTest>();
        for (var route : routes) {
            tests.add(DynamicTest.dynamicTest(route.key(), () -> {
                var path = route.path()
                        .replace("{institution}", "0990124-0")
                        .replace("{person}", "0123456789abcdef")
                        .replace("{ticket}", "2026-0000001-2")
                        .replace("{attachment}", "0123456789abcdefghjkmnpqrs")
                        .replace("{topic}", "no-permite-agregar");

                var answer = new Api(cloud).send(route.method(), path, JSON.createObjectNode(), _ -> {});

                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
            }));
        }
        assertThat(tests).hasSize(35);
        return tests;
    }

    @Test
    void unknownRoute_shouldBeNotFound() {
        var answer = new Api(cloud).get("/api/nothing/here");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Not Found\"}");
    }

    @Test
    void body_shouldBeAJsonObject() {
        var texts = new String[] {"", "{", "[]", "null", "\"text\"", "{\"action\":\"sign-in\",\"action\":\"sign-in\"}", "{\"a\":1}garbage"};

        for (var text : texts) {
            var answer = new Api(cloud).sendText("POST", "/api/captcha", text, _ -> {});

            assertThat(answer.status()).as("for %s: %s", text, answer.body()).isEqualTo(400);
            assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
        }
    }

    @Test
    void fields_shouldAllBeToldAtOnce() {
        var answer = new Api(cloud).post("/api/session", JSON.createObjectNode().put("login", 5));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-fields");
        assertThat(answer.json().path("type").asText()).isEqualTo("urn:portero:problem:invalid-fields");
        assertThat(answer.json().path("requestId").asText()).isNotEmpty();
        assertThat(answer.json().path("errors"))
                .extracting(error -> error.path("field").asText())
                .contains("login", "password", "captcha");
    }

    @Test
    void body_shouldBeRefused_whenItIsTooLarge() {
        var body = JSON.createObjectNode().put("action", "x".repeat(70_000)).put("kind", "proof-of-work");

        var answer = new Api(cloud).post("/api/captcha", body);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("too-large");
    }

    @Test
    void createUser_shouldAskForAnIdempotencyKey() {
        var director = Api.signedInAs(cloud, "director");

        var answer = director.post(
                "/api/institutions/0990124-0/users",
                JSON.createObjectNode().put("person", "not an id").put("role", "emperor"));

        assertThat(answer.json().path("errors"))
                .extracting(error -> error.path("field").asText() + ":" + error.path("code").asText())
                .containsExactlyInAnyOrder("person:malformed", "role:unknown-value", "Idempotency-Key:missing");
    }

    @Test
    void cursor_shouldBeRefused_whenNoPageGaveIt() {
        var director = Api.signedInAs(cloud, "director");

        for (var cursor : new String[] {"x", "0x", "1zzzz", "00123456789abcdef"}) {
            var answer = director.get("/api/institutions/0990124-0/users?cursor=" + cursor);

            assertThat(answer.json().path("errors").path(0).path("field").asText()).as(cursor).isEqualTo("cursor");
        }
    }

    @Test
    void forgedToken_shouldBeRefused() {
        var token = Api.signedInAs(cloud, "director").accessToken();
        var parts = token.split("\\.");
        var unsigned = parts[0] + "." + parts[1] + ".";
        var tampered = parts[0] + "." + parts[1].substring(0, parts[1].length() - 2) + "AA." + parts[2];

        for (var forged : new String[] {unsigned, tampered, "x", ""}) {
            var answer = new Api(cloud)
                    .sendText("GET", "/api/me", null, request -> request.header("authorization", "Bearer " + forged));

            assertThat(answer.status()).isEqualTo(401);
        }
    }

    @Test
    void log_shouldHoldNoPersonalDataAndNoSecrets() throws Exception {
        var login = Api.login(cloud, "director", false);
        Api.signedInAs(cloud, "director").get("/api/institutions/0990124-0/users");
        new Api(cloud).signIn(login.path("login").asText(), "a password that is wrong");

        var log = Files.readString(Path.of(cloud.dataFolder().toString(), "log.jsonl"));

        assertThat(log)
                .contains("ListUsersFunction")
                .doesNotContain(login.path("login").asText(), login.path("password").asText(), "Quispe", "a password that is wrong", "eyJ");
    }
}
