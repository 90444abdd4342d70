package portero.local.wire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Signatures made by the SDK's own signer at a fixed time. */
class RequestSignatureTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final URI ROOT = URI.create("http://127.0.0.1:9229/");
    private static final String BODY = "{\"MaxResults\":1}";
    private final RequestSignature signature = new RequestSignature("local", "local", "us-east-1", "cognito-idp");

    private static Map<String, String> signedHeaders(Instant at) {
        return signedHeaders(at, SdkHttpMethod.POST, ROOT);
    }

    private static Map<String, String> signedHeaders(Instant at, SdkHttpMethod method, URI uri) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(method)
                .uri(uri)
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("X-Amz-Target", "AWSCognitoIdentityProviderService.ListUserPools")
                .build();
        var signed = AwsV4HttpSigner.create().sign(sign -> sign
                .identity(AwsCredentialsIdentity.create("local", "local"))
                .request(request)
                .payload(ContentStreamProvider.fromUtf8String(BODY))
                .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "cognito-idp")
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)));
        var headers = new HashMap<String, String>();
        signed.request().headers()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return headers;
    }

    private void check(Map<String, String> headers, String body, Instant at) {
        check(headers, "POST", ROOT, body, at);
    }

    private void check(Map<String, String> headers, String method, URI uri, String body, Instant at) {
        var request = new RequestSignature.Request(method, uri, headers::get, body.getBytes(StandardCharsets.UTF_8));
        signature.check(request, at);
    }

    @Test
    void check_shouldAccept_whatTheSdkSigned_withinFiveMinutes() {
        Map<String, String> headers = signedHeaders(NOON);

        assertThatCode(() -> check(headers, BODY, NOON.plusSeconds(300))).doesNotThrowAnyException();
        assertThatCode(() -> check(headers, BODY, NOON.minusSeconds(300))).doesNotThrowAnyException();
    }

    @Test
    void check_shouldRefuse_whenSignedLongAgoOrAhead() {
        Map<String, String> headers = signedHeaders(NOON);

        assertThatThrownBy(() -> check(headers, BODY, NOON.plusSeconds(301))).hasMessageContaining("expired");
        assertThatThrownBy(() -> check(headers, BODY, NOON.minusSeconds(301))).hasMessageContaining("expired");
    }

    @Test
    void check_shouldRefuse_whenTheBodyWasChanged() {
        Map<String, String> headers = signedHeaders(NOON);

        assertThatThrownBy(() -> check(headers, "{\"MaxResults\":2}", NOON)).hasMessageContaining("does not match");
    }

    @Test
    void check_shouldRefuse_whenASignedHeaderWasChanged() {
        Map<String, String> headers = signedHeaders(NOON);
        headers.put("host", "elsewhere:9229");

        assertThatThrownBy(() -> check(headers, BODY, NOON)).hasMessageContaining("does not match");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/v2/email/identities/a%2Bb%40school.pe",
        "/v2/email/suppression/addresses?PageSize=10&NextToken=a%3D%3D&Reason=BOUNCE&Reason=COMPLAINT",
        "/v2/email/identities/%C3%B1%20~?empty"
    })
    void check_shouldAccept_whatTheSdkSigned_forAnyPathAndQuery(String target) {
        URI uri = ROOT.resolve(target);

        Map<String, String> headers = signedHeaders(NOON, SdkHttpMethod.PUT, uri);

        assertThatCode(() -> check(headers, "PUT", uri, BODY, NOON)).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(headers, "GET", uri, BODY, NOON)).hasMessageContaining("does not match");
        assertThatThrownBy(() -> check(headers, "PUT", ROOT, BODY, NOON)).hasMessageContaining("does not match");
    }

    @Test
    void check_shouldRefuse_whenSignedForAnotherService() {
        Map<String, String> headers = signedHeaders(NOON);
        var another = new RequestSignature("local", "local", "us-east-1", "ses");

        assertThatThrownBy(() -> another.check(
                        new RequestSignature.Request(
                                "POST", ROOT, headers::get, BODY.getBytes(StandardCharsets.UTF_8)),
                        NOON))
                .isInstanceOf(RequestSignature.Refused.class)
                .hasMessageContaining("valid region and service");
    }
}
