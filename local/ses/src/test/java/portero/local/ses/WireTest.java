package portero.local.ses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import portero.local.wire.Json;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;

/** The raw wire: what no SDK would send, and signatures. */
class WireTest {
    private static SesServer server;

    @BeforeAll
    static void start() {
        server = SesServer.start(SesSettings.inMemory().withIdentitiesVerifiedAtOnce(true));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> call(String method, String path, String body) {
        URI uri = server.endpoint().resolve(path);
        var signed = AwsV4HttpSigner.create().sign(sign -> sign
                .identity(AwsCredentialsIdentity.create("local", "local"))
                .request(SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri).build())
                .payload(ContentStreamProvider.fromUtf8String(body))
                .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ses"));
        var request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        signed.request().headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Host")) {
                request.header(name, values.getFirst());
            }
        });
        return MailContract.exchange(request.build());
    }

    private static void assertError(HttpResponse<String> answer, int status, String type, String message)
            throws Exception {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains(type);
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(Json.MAPPER.readTree(answer.body()).path("message").asText()).contains(message);
    }

    @Test
    void endpoint_shouldBeLoopbackWithoutPath() {
        assertThat(server.endpoint().toString()).matches("http://127\\.0\\.0\\.1:\\d+");
        assertThat(server.inbox()).isEqualTo(server.endpoint().resolve("/inbox"));
    }

    @Test
    void aSignedCall_shouldBeAnswered() {
        assertThat(call("GET", "/v2/email/identities?PageSize=1", "").statusCode()).isEqualTo(200);
    }

    @Test
    void unknownOperations_shouldBeNamed() throws Exception {
        assertError(call("GET", "/v2/email/templates", ""), 404, "UnknownOperationException", "GET /v2/email/templates");
        assertError(call("PATCH", "/v2/email/account", ""), 404, "UnknownOperationException", "PATCH /v2/email/account");
        assertError(call("POST", "/v2/email/outbound-emails/", "{}"), 404, "UnknownOperationException", "outbound");
    }

    @Test
    void malformedJson_shouldBeASerializationException() throws Exception {
        for (String body : List.of("{", "{\"Content\":}", "{} {}", "[]", "\"text\"", "{\"Content\":[]}",
                "{\"Content\":{\"Simple\":{\"Subject\":{\"Data\":1},\"Body\":{}}}}",
                "{\"FromEmailAddress\":\"a@school.pe\",\"FromEmailAddress\":\"b@school.pe\"}",
                "{\"Content\":{\"Raw\":{\"Data\":\"no base 64!\"}}}")) {
            assertError(call("POST", "/v2/email/outbound-emails", body), 400, "SerializationException", "");
        }
    }

    @Test
    void missingMembers_shouldBeABadRequest() throws Exception {
        assertError(call("POST", "/v2/email/outbound-emails", "{}"), 400, "BadRequestException", "'content'");
        assertError(call("POST", "/v2/email/outbound-emails", ""), 400, "BadRequestException", "'content'");
        assertError(call("POST", "/v2/email/identities", "{}"), 400, "BadRequestException", "'emailIdentity'");
    }

    @Test
    void encodedPaths_shouldBeDecoded() throws Exception {
        assertThat(call("POST", "/v2/email/identities", "{\"EmailIdentity\":\"a+b@wire.pe\"}").statusCode())
                .isEqualTo(200);

        assertThat(call("GET", "/v2/email/identities/a%2Bb%40wire.pe", "").statusCode()).isEqualTo(200);
        assertThat(call("GET", "/v2/email/identities/a+b@wire.pe", "").statusCode()).isEqualTo(200);
        assertError(call("GET", "/v2/email/identities/a%20b%40wire.pe", ""), 404, "NotFoundException", "a b@wire.pe");
    }

    @Test
    void unsignedCalls_shouldBeRefused() throws Exception {
        assertError(MailContract.get(server, "/v2/email/account"), 403, "MissingAuthenticationTokenException", "Missing");
        assertError(MailContract.get(server, "/v2/email/account", "Authorization", "Bearer x"), 403,
                "IncompleteSignatureException", "AWS4-HMAC-SHA256");
    }

    @Test
    void wrongKeys_shouldBeRefused() {
        try (var stranger = MailContract.client(server.endpoint(), "stranger", "local");
                var liar = MailContract.client(server.endpoint(), "local", "wrong")) {
            assertThatThrownBy(() -> stranger.getAccount(_ -> {}))
                    .asInstanceOf(type(SesV2Exception.class))
                    .satisfies(refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                            .isEqualTo("UnrecognizedClientException"));
            assertThatThrownBy(() -> liar.getAccount(_ -> {}))
                    .asInstanceOf(type(SesV2Exception.class))
                    .satisfies(refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                            .isEqualTo("InvalidSignatureException"));
        }
    }

    @Test
    void signatures_shouldBeCheckedByTheTrueTime_whateverTheServicesClockSays() {
        var clock = new MovableClock();
        try (var moved = SesServer.start(SesSettings.inMemory().withClock(clock));
                var ses = MailContract.client(moved)) {
            clock.move(Duration.ofDays(400));

            assertThat(ses.getAccount(_ -> {}).sendingEnabled()).isTrue();
        }
    }

    @Test
    void settings_shouldNotTellTheSecret() {
        assertThat(SesSettings.inMemory().withCredentials("key", "hush").toString()).doesNotContain("hush");
    }
}
