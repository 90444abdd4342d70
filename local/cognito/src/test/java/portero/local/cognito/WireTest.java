package portero.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderException;

/** The raw wire, emulator only: what no SDK would send, and signatures. */
class WireTest {
    private static final String TARGET = "AWSCognitoIdentityProviderService.";
    private static final String JSON = "application/x-amz-json-1.1";
    private static CognitoServer server;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        server = CognitoServer.start(CognitoSettings.inMemory().withPasswordIterations(10));
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        server.close();
    }

    private static HttpResponse<String> post(String target, String contentType, String body) throws Exception {
        var request = HttpRequest.newBuilder(server.endpoint().resolve("/"))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (target != null) {
            request.header("X-Amz-Target", target);
        }
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(server.endpoint().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void assertError(HttpResponse<String> answer, String type) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains(type);
        assertThat(answer.headers().firstValue("Content-Type")).contains(JSON);
        assertThat(new ObjectMapper().readTree(answer.body()).path("__type").asText()).isEqualTo(type);
    }

    @Test
    void endpoint_shouldBeLoopbackWithoutPath() {
        assertThat(server.endpoint().toString()).matches("http://127\\.0\\.0\\.1:\\d+");
    }

    @Test
    void initiateAuth_shouldNeedNoSignature() throws Exception {
        assertError(
                post(TARGET + "InitiateAuth", JSON, "{\"ClientId\":\"unknown\",\"AuthFlow\":\"USER_PASSWORD_AUTH\"}"),
                "ResourceNotFoundException");
    }

    @Test
    void malformedJson_shouldBeASerializationException() throws Exception {
        for (String body : List.of("{", "", "{\"ClientId\":}", "{} {}", "{\"ClientId\":\"a\",\"ClientId\":\"b\"}")) {
            assertError(post(TARGET + "InitiateAuth", JSON, body), "SerializationException");
        }
    }

    @Test
    void wrongTypes_shouldBeASerializationException() throws Exception {
        for (String body
                : List.of("[]", "null", "\"text\"", "{\"ClientId\":1}", "{\"ClientId\":\"a\",\"AuthParameters\":[]}")) {
            assertError(post(TARGET + "InitiateAuth", JSON, body), "SerializationException");
        }
    }

    @Test
    void allMissingMembers_shouldBeNamedAtOnce() throws Exception {
        HttpResponse<String> answer = post(TARGET + "InitiateAuth", JSON, "{\"ClientId\":null}");

        assertError(answer, "InvalidParameterException");
        assertThat(answer.body()).contains("2 validation errors detected", "'clientId'", "'authFlow'");
    }

    @Test
    void sensitiveValues_shouldNotBeRepeatedInRefusals() throws Exception {
        HttpResponse<String> answer = post(TARGET + "GetUser", JSON, "{\"AccessToken\":\"my secret\"}");

        assertError(answer, "InvalidParameterException");
        assertThat(answer.body()).doesNotContain("my secret");
    }

    @Test
    void unknownMembers_shouldBeIgnored() throws Exception {
        assertError(post(TARGET + "GetUser", JSON, "{\"AccessToken\":\"a.b.c\",\"Extra\":{}}"),
                "NotAuthorizedException");
    }

    @Test
    void unknownOperation_shouldBeRefused() throws Exception {
        assertError(post(TARGET + "MakeCoffee", JSON, "{}"), "UnknownOperationException");
        assertError(post("DynamoDB_20120810.ListTables", JSON, "{}"), "UnknownOperationException");
    }

    @Test
    void missingTargetOrOtherContentType_shouldFindNoOperation() throws Exception {
        for (HttpResponse<String> answer : List.of(
                post(null, JSON, "{}"),
                post(TARGET + "GetUser", "application/json", "{}"),
                post(TARGET + "GetUser", null, "{}"),
                get("/"))) {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("UnknownOperationException");
        }
    }

    @Test
    void bodyBeyondAMegabyte_shouldBeRefused() throws Exception {
        String body = "{\"AccessToken\":\"" + "a".repeat(1 << 20) + "\"}";

        assertThat(post(TARGET + "GetUser", JSON, body).statusCode()).isEqualTo(413);
    }

    @Test
    void wellKnownDocuments_shouldBeMissing_forUnknownPools() throws Exception {
        assertThat(get("/us-east-1_000000000/.well-known/jwks.json").statusCode()).isEqualTo(404);
        assertThat(get("/us-east-1_000000000/.well-known/openid-configuration").statusCode()).isEqualTo(404);
        assertThat(get("/us-east-1_000000000/.well-known/other").statusCode()).isEqualTo(404);
    }

    @Test
    void administratorsOperations_shouldNeedASignature() throws Exception {
        for (String operation
                : List.of("ListUserPools", "AdminGetUser", "AdminInitiateAuth", "AdminRespondToAuthChallenge",
                "ListUsers")) {
            assertError(post(TARGET + operation, JSON, "{}"), "MissingAuthenticationTokenException");
        }
    }

    private static void list(String accessKeyId, String secretAccessKey) {
        try (CognitoIdentityProviderClient client = IdentityService.client(server.endpoint(), accessKeyId,
                secretAccessKey)) {
            client.listUserPools(request -> request.maxResults(1));
        }
    }

    @Test
    void signature_shouldBeRefused_whenTheKeyIsUnknown() {
        assertThatThrownBy(() -> list("other", "local"))
                .asInstanceOf(type(CognitoIdentityProviderException.class))
                .extracting(refusal -> refusal.awsErrorDetails().errorCode())
                .isEqualTo("UnrecognizedClientException");
    }

    @Test
    void signature_shouldBeRefused_whenTheSecretIsWrong() {
        assertThatThrownBy(() -> list("local", "other"))
                .asInstanceOf(type(CognitoIdentityProviderException.class))
                .extracting(refusal -> refusal.awsErrorDetails().errorCode())
                .isEqualTo("InvalidSignatureException");
    }

    @Test
    void signature_shouldBeRefused_whenItIsForAnotherRegion() {
        var client = CognitoIdentityProviderClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.SA_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        try (client) {
            assertThatThrownBy(() -> client.listUserPools(request -> request.maxResults(1)))
                    .asInstanceOf(type(CognitoIdentityProviderException.class))
                    .extracting(refusal -> refusal.awsErrorDetails().errorCode())
                    .isEqualTo("InvalidSignatureException");
        }
    }

    @Test
    void signature_shouldBeRefused_whenTheHeaderIsIncomplete() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(server.endpoint().resolve("/"))
                        .header("X-Amz-Target", TARGET + "ListUserPools")
                        .header("Content-Type", JSON)
                        .header("Authorization",
                                "AWS4-HMAC-SHA256 Credential=local/20261123/us-east-1/cognito-idp/aws4_request")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"MaxResults\":1}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertError(answer, "IncompleteSignatureException");
    }
}
