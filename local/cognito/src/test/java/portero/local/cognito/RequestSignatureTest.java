package portero.local.cognito;

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
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Signatures made by the SDK's own signer at a fixed time, emulator only. */
class RequestSignatureTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String BODY = "{\"MaxResults\":1}";
    private final RequestSignature signature = new RequestSignature(CognitoSettings.inMemory());

    private static Map<String, String> signedHeaders(Instant at) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://127.0.0.1:9229/"))
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
        signature.check(headers::get, body.getBytes(StandardCharsets.UTF_8), at);
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
}
