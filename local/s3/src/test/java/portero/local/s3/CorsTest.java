package portero.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What pages of other origins may do with a bucket: what its CORS configuration says, and nothing before there is one. */
class CorsTest extends S3Contract {
    private static final String HEADERS = "content-type,if-none-match,x-amz-checksum-sha256";

    @Test
    void preflight_shouldAllowThePageWhatTheRuleSays() {
        pageMayUpload();

        var answer = preflight(PAGE, "PUT", HEADERS);

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains(
                        "\r\nAccess-Control-Allow-Origin: " + PAGE + "\r\n",
                        "\r\nAccess-Control-Allow-Methods: PUT, GET, HEAD\r\n",
                        "\r\nAccess-Control-Allow-Headers: content-type, if-none-match, x-amz-checksum-sha256\r\n",
                        "\r\nAccess-Control-Max-Age: 3600\r\n",
                        "\r\nVary: Origin, Access-Control-Request-Headers, Access-Control-Request-Method\r\n");
    }

    @Test
    void preflight_shouldRefuseOtherOriginsMethodsAndHeaders() {
        pageMayUpload();

        for (var refused : List.of(
                preflight("https://elsewhere.example", "PUT", HEADERS),
                preflight("http://127.0.0.1:80801", "PUT", HEADERS),
                preflight("null", "PUT", HEADERS),
                preflight(PAGE, "DELETE", HEADERS),
                preflight(PAGE, "PUT", HEADERS + ",x-amz-acl"))) {
            assertThat(refused)
                    .startsWith("HTTP/1.1 403")
                    .contains("<Code>AccessForbidden</Code>")
                    .doesNotContain("Access-Control-Allow");
        }
    }

    @Test
    void preflight_shouldBeRefused_beforeThereIsAConfiguration() {
        assertThat(preflight(PAGE, "PUT", HEADERS))
                .startsWith("HTTP/1.1 403")
                .contains("CORS is not enabled for this bucket");
    }

    @Test
    void preflight_shouldBeRefused_withoutAnOrigin() {
        pageMayUpload();

        assertThat(raw("OPTIONS /" + BUCKET + "/one HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("Origin request header needed");
    }

    @Test
    void upload_shouldLetThePageReadTheAnswer_refusalsIncluded() {
        pageMayUpload();
        var link = upload("quarantine/one").with("origin", PAGE);

        var first = link.send(BYTES);
        var second = link.send(BYTES);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("access-control-allow-origin")).hasValue(PAGE);
        assertThat(second.statusCode()).isEqualTo(412);
        assertThat(second.headers().firstValue("access-control-allow-origin")).hasValue(PAGE);
    }

    @Test
    void upload_shouldLetNoOtherPageReadTheAnswer() {
        pageMayUpload();

        var answer = upload("quarantine/one").with("origin", "https://elsewhere.example").send(BYTES);

        assertThat(answer.statusCode()).as("CORS is for browsers: the link itself is good").isEqualTo(200);
        assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    @Test
    void configuration_shouldBeReadChangedAndRemoved_andOutliveARestart() throws IOException {
        assertCode("NoSuchCORSConfiguration", () -> client.getBucketCors(get -> get.bucket(BUCKET)));

        pageMayUpload();
        stop();
        start(events::add);

        assertThat(client.getBucketCors(get -> get.bucket(BUCKET)).corsRules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.allowedOrigins()).containsExactly(PAGE));
        assertThat(preflight(PAGE, "PUT", HEADERS)).startsWith("HTTP/1.1 200");

        var other = CORSRule.builder()
                .allowedOrigins("https://*.example.org")
                .allowedMethods("GET")
                .build();
        client.putBucketCors(put -> put.bucket(BUCKET).corsConfiguration(cors -> cors.corsRules(List.of(other))));

        assertThat(preflight(PAGE, "GET", "")).startsWith("HTTP/1.1 403");
        assertThat(preflight("https://page.example.org", "GET", "")).startsWith("HTTP/1.1 200");

        client.deleteBucketCors(delete -> delete.bucket(BUCKET));

        assertThat(preflight("https://page.example.org", "GET", "")).startsWith("HTTP/1.1 403");
        assertCode("NoSuchCORSConfiguration", () -> client.getBucketCors(get -> get.bucket(BUCKET)));
    }

    @Test
    void configuration_shouldBeRefused_whenItIsNone() {
        var unknownMethod = CORSRule.builder().allowedOrigins("*").allowedMethods("PATCH").build();
        var noOrigin = CORSRule.builder().allowedMethods("GET").build();

        assertCode("InvalidRequest", () -> client.putBucketCors(put ->
                put.bucket(BUCKET).corsConfiguration(cors -> cors.corsRules(List.of(unknownMethod)))));
        assertCode("MalformedXML", () -> client.putBucketCors(put ->
                put.bucket(BUCKET).corsConfiguration(cors -> cors.corsRules(List.of(noOrigin)))));
        assertCode("NoSuchBucket", () -> client.getBucketCors(get -> get.bucket("elsewhere")));
    }

    @Test
    void configuration_shouldGoWithItsBucket() {
        pageMayUpload();
        client.deleteBucket(delete -> delete.bucket(BUCKET));

        client.createBucket(create -> create.bucket(BUCKET));

        assertThat(preflight(PAGE, "PUT", HEADERS)).startsWith("HTTP/1.1 403");
    }

    private static void assertCode(String code, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(S3Exception.class, refused -> assertThat(
                        refused.awsErrorDetails().errorCode())
                .isEqualTo(code));
    }

    private String preflight(String origin, String method, String headers) {
        return raw("OPTIONS /" + BUCKET + "/quarantine/one HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: " + origin
                + "\r\nAccess-Control-Request-Method: " + method
                + (headers.isEmpty() ? "" : "\r\nAccess-Control-Request-Headers: " + headers)
                + "\r\nConnection: close\r\n\r\n");
    }

    private String raw(String request) {
        try (var socket = new Socket("127.0.0.1", local.endpoint().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
