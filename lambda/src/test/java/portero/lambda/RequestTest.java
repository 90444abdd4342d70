package portero.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portero.domain.accounts.Role;
import portero.domain.schools.PersonId;

/** What a function makes of a payload 2.0 event. */
class RequestTest {
    private enum Kind {
        PROOF_OF_WORK
    }

    private static Request request(Map<String, Object> event) {
        return new Request(event, "fallback");
    }

    private static Fields fields(String json) {
        return request(Map.of("body", json)).body();
    }

    private static List<String> errors(Fields fields) {
        try {
            fields.check();
            return List.of();
        } catch (RequestRefused refused) {
            return refused.problem().errors().stream()
                    .map(error -> error.field() + ":" + error.code().code())
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "5", "{\"a\":1,\"a\":2}", "{\"a\":1} {"})
    void body_shouldBeOneJsonObject(String text) {
        assertThatThrownBy(() -> fields(text)).hasMessage("malformed-body");
    }

    @Test
    void body_shouldBeDecoded_whenTheGatewayEncodedIt() {
        var event = Map.<String, Object>of("body", "eyJhIjoiw7EifQ==", "isBase64Encoded", true);

        assertThat(request(event).body().text("a", 5)).isEqualTo("ñ");
    }

    @Test
    void body_shouldBeRefused_whenItIsLargerThanAnyFormIs() {
        assertThatThrownBy(() -> fields("{\"a\":\"" + "x".repeat(70_000) + "\"}")).hasMessage("too-large");
    }

    @Test
    void fields_shouldNoteEveryMistakeOnce_withItsPath() {
        var fields = fields(
                "{\"blank\":\" \",\"number\":5,\"long\":\"abcdef\",\"kind\":\"other\",\"id\":\"x\",\"flag\":\"yes\",\"inner\":{\"deep\":[]}}");

        fields.text("blank", 5);
        fields.text("number", 5);
        fields.text("long", 5);
        fields.code("kind", Kind.class);
        fields.parsed("id", 32, PersonId::parse);
        fields.flag("flag");
        fields.object("inner").text("deep", 5);
        fields.object("absent").text("deep", 5);
        fields.number("version");

        assertThat(errors(fields))
                .containsExactly(
                        "blank:missing",
                        "number:malformed",
                        "long:too-long",
                        "kind:unknown-value",
                        "id:malformed",
                        "flag:malformed",
                        "inner.deep:malformed",
                        "absent:missing",
                        "version:missing");
    }

    @Test
    void fields_shouldReadWhatIsThere() {
        var fields = fields("{\"kind\":\"proof-of-work\",\"role\":\"TEACHER\",\"version\":3,\"flag\":true,\"nothing\":null}");

        assertThat(fields.code("kind", Kind.class)).contains(Kind.PROOF_OF_WORK);
        assertThat(fields.name("role", Role.class)).contains(Role.TEACHER);
        assertThat(fields.number("version")).isEqualTo(3);
        assertThat(fields.flag("flag")).isTrue();
        assertThat(fields.optionalText("nothing", 5)).isEmpty();
        assertThat(errors(fields)).isEmpty();
    }

    @Test
    void password_shouldHaveOneForm_howeverAKeyboardComposesItsAccents() {
        var composed = fields("{\"password\":\"ca\u00f1a\"}").password("password");
        var decomposed = fields("{\"password\":\"can\u0303a\"}").password("password");

        assertThat(decomposed).isEqualTo(composed);
        assertThat(composed.toString()).doesNotContain("ca");
    }

    @Test
    void headersAndCookies_shouldBeFoundByName() {
        var event = Map.<String, Object>of(
                "headers", Map.of("idempotency-key", "k"),
                "cookies", List.of("other=1", "__Host-portero=a=b"),
                "requestContext", Map.of("requestId", "r", "http", Map.of("sourceIp", "192.0.2.1")));

        var request = request(event);

        assertThat(request.header("Idempotency-Key")).contains("k");
        assertThat(request.cookie("__Host-portero")).contains("a=b");
        assertThat(request.cookie("portero")).isEmpty();
        assertThat(request.address()).isEqualTo("192.0.2.1");
        assertThat(request.id()).isEqualTo("r");
    }

    @Test
    void pathParameters_shouldBeNotFound_whenTheyCannotNameAnything() {
        var request = request(Map.of("pathParameters", Map.of("institution", "../x", "person", "x")));

        assertThatThrownBy(request::institution).hasMessage("not-found");
        assertThatThrownBy(request::person).hasMessage("not-found");
    }

    @Test
    void problem_shouldCarryStatusAndCode_andAWholeSecondOfWaiting() {
        for (var code : ProblemCode.values()) {
            var response = Problem.of(code).response("r");

            assertThat(response.status()).isEqualTo(code.status()).isBetween(400, 503);
            assertThat(response.headers()).containsEntry("content-type", "application/problem+json");
            assertThat(response.body().orElseThrow()).containsEntry("code", code.code()).containsEntry("requestId", "r");
        }

        var waiting = Problem.of(ProblemCode.UNAVAILABLE, Duration.ofMillis(1)).response("r");

        assertThat(waiting.headers()).containsEntry("retry-after", "1");
        assertThat(Arrays.stream(ProblemCode.values()).map(ProblemCode::code)).doesNotHaveDuplicates();
        assertThat(Json.object("a", Optional.empty(), "b", Optional.of(1))).containsOnlyKeys("b");
    }
}
