package portero.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Objects by the SDK and by link: put, get, head, list, copy, delete; and who may. */
class ObjectContractTest extends S3Contract {
    // ------------------------------------------------------------------------------------------------ objects

    @Test
    void object_shouldBeFoundUnderItsKey_withItsTypeAndMetadata() {
        client.putObject(
                put -> put.bucket(BUCKET)
                        .key("clean/año 1+2%.pdf")
                        .contentType("application/pdf")
                        .metadata(Map.of("owner", "one")),
                RequestBody.fromBytes(BYTES));

        var found = client.getObjectAsBytes(get -> get.bucket(BUCKET).key("clean/año 1+2%.pdf"));

        assertThat(found.asByteArray()).isEqualTo(BYTES);
        assertThat(found.response().contentType()).isEqualTo("application/pdf");
        assertThat(found.response().metadata()).containsExactly(Map.entry("owner", "one"));
    }

    @Test
    void absentKey_shouldBeNotFound() {
        assertThatThrownBy(() -> client.getObject(get -> get.bucket(BUCKET).key("none")))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> client.headObject(head -> head.bucket(BUCKET).key("none")))
                .isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void absentBucket_shouldBeNotFound() {
        assertRefused("NoSuchBucket", () -> client.listObjectsV2(list -> list.bucket("elsewhere")));
    }

    @Test
    void put_shouldBeRefused_ifNoneMayBeThere() {
        put("one");

        assertRefused("PreconditionFailed", () -> client.putObject(
                put -> put.bucket(BUCKET).key("one").ifNoneMatch("*"), RequestBody.fromBytes(BYTES)));
    }

    @Test
    void put_shouldReplace_whereNothingIsAsked() {
        put("one");

        client.putObject(put -> put.bucket(BUCKET).key("one"), RequestBody.fromString("other"));

        assertThat(client.getObjectAsBytes(get -> get.bucket(BUCKET).key("one")).asUtf8String()).isEqualTo("other");
    }

    @Test
    void get_shouldGiveTheRangeAskedFor() {
        put("one");

        var start = client.getObjectAsBytes(get -> get.bucket(BUCKET).key("one").range("bytes=0-3"));

        assertThat(start.asUtf8String()).isEqualTo("%PDF");
        assertRefused("InvalidRange", () -> client.getObject(
                get -> get.bucket(BUCKET).key("one").range("bytes=900-999")));
    }

    @Test
    void copy_shouldKeepBytesAndType() {
        upload("quarantine/one").send(BYTES);

        client.copyObject(copy -> copy.sourceBucket(BUCKET)
                .sourceKey("quarantine/one")
                .destinationBucket(BUCKET)
                .destinationKey("clean/one"));

        var copied = client.getObjectAsBytes(get -> get.bucket(BUCKET).key("clean/one"));
        assertThat(copied.asByteArray()).isEqualTo(BYTES);
        assertThat(copied.response().contentType()).isEqualTo("application/pdf");
    }

    @Test
    void copy_shouldBeRefused_whereTheSourceIsAbsentOrAnother() {
        put("one");
        var tag = client.headObject(head -> head.bucket(BUCKET).key("one")).eTag();

        client.copyObject(copy -> copy.sourceBucket(BUCKET)
                .sourceKey("one")
                .copySourceIfMatch(tag)
                .destinationBucket(BUCKET)
                .destinationKey("two"));

        assertRefused("PreconditionFailed", () -> client.copyObject(copy -> copy.sourceBucket(BUCKET)
                .sourceKey("one")
                .copySourceIfMatch("\"0123456789abcdef0123456789abcdef\"")
                .destinationBucket(BUCKET)
                .destinationKey("three")));
        assertRefused("NoSuchKey", () -> client.copyObject(copy -> copy.sourceBucket(BUCKET)
                .sourceKey("none")
                .destinationBucket(BUCKET)
                .destinationKey("three")));
    }

    @Test
    void delete_shouldSucceed_whetherTheKeyIsThereOrNot() {
        put("one");

        var deleted = client.deleteObject(delete -> delete.bucket(BUCKET).key("one"));
        var again = client.deleteObject(delete -> delete.bucket(BUCKET).key("one"));

        assertThat(deleted.sdkHttpResponse().statusCode()).isEqualTo(204);
        assertThat(again.sdkHttpResponse().statusCode()).isEqualTo(204);
        assertThatThrownBy(() -> client.headObject(head -> head.bucket(BUCKET).key("one")))
                .isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void deleteOfMany_shouldTellEach() {
        put("one");
        put("two");

        var deleted = client.deleteObjects(delete -> delete.bucket(BUCKET)
                .delete(keys -> keys.objects(List.of(
                        ObjectIdentifier.builder().key("one").build(),
                        ObjectIdentifier.builder().key("two").build()))));

        assertThat(deleted.deleted()).hasSize(2);
        assertThat(client.listObjectsV2(list -> list.bucket(BUCKET)).contents()).isEmpty();
    }

    @Test
    void list_shouldGiveKeysOfAPrefixInOrder_aPageAtATime() {
        List.of("quarantine/b", "quarantine/a", "clean/c", "quarantine/c").forEach(this::put);

        var first = client.listObjectsV2(list -> list.bucket(BUCKET).prefix("quarantine/").maxKeys(2));
        var second = client.listObjectsV2(list -> list.bucket(BUCKET)
                .prefix("quarantine/")
                .continuationToken(first.nextContinuationToken()));

        assertThat(first.contents()).extracting(S3Object::key).containsExactly("quarantine/a", "quarantine/b");
        assertThat(first.isTruncated()).isTrue();
        assertThat(second.contents()).extracting(S3Object::key).containsExactly("quarantine/c");
    }

    @Test
    void multipartUpload_shouldBecomeOneObject() {
        var upload = client.createMultipartUpload(create -> create.bucket(BUCKET).key("one"));
        var part = client.uploadPart(
                put -> put.bucket(BUCKET).key("one").uploadId(upload.uploadId()).partNumber(1),
                RequestBody.fromBytes(BYTES));

        client.completeMultipartUpload(complete -> complete.bucket(BUCKET)
                .key("one")
                .uploadId(upload.uploadId())
                .multipartUpload(parts -> parts.parts(
                        CompletedPart.builder().partNumber(1).eTag(part.eTag()).build())));

        assertThat(client.getObjectAsBytes(get -> get.bucket(BUCKET).key("one")).asByteArray()).isEqualTo(BYTES);
    }

    @Test
    void objects_shouldBeThereAfterARestart() throws IOException {
        upload("clean/one").send(BYTES);

        stop();
        start(events::add);

        var kept = client.getObjectAsBytes(get -> get.bucket(BUCKET).key("clean/one"));
        assertThat(kept.asByteArray()).isEqualTo(BYTES);
        assertThat(kept.response().contentType()).isEqualTo("application/pdf");
    }

    // ------------------------------------------------------------------------------------------------ links to read

    @Test
    void linkToRead_shouldGiveTheNameAndTypeItWasSignedWith() {
        put("clean/one");

        var answer = read(presigner, Duration.ofMinutes(1)).send();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(new String(BYTES, StandardCharsets.UTF_8));
        assertThat(answer.headers().firstValue("content-disposition"))
                .hasValue("attachment; filename*=UTF-8''informe%20del%20a%C3%B1o.pdf");
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/pdf");
    }

    @Test
    void linkToRead_shouldBeRefused_whenItsNameTypeOrKeyIsAnother() {
        put("clean/one");
        put("clean/two");
        var link = read(presigner, Duration.ofMinutes(1));

        assertThat(code(link.at("informe", "virus").send())).isEqualTo("403 SignatureDoesNotMatch");
        assertThat(code(link.at("application%2Fpdf", "text%2Fhtml").send())).isEqualTo("403 SignatureDoesNotMatch");
        assertThat(code(link.at("clean/one", "clean/two").send())).isEqualTo("403 SignatureDoesNotMatch");
    }

    @Test
    void linkToRead_shouldBeRefused_whenItHasExpired() throws InterruptedException {
        put("clean/one");
        var link = read(presigner, Duration.ofSeconds(1));
        Thread.sleep(2_100);

        assertThat(code(link.send())).isEqualTo("403 AccessDenied");
    }

    private static Link read(S3Presigner presigner, Duration life) {
        return Link.of(presigner.presignGetObject(sign -> sign.signatureDuration(life)
                .getObjectRequest(get -> get.bucket(BUCKET)
                        .key("clean/one")
                        .responseContentDisposition("attachment; filename*=UTF-8''informe%20del%20a%C3%B1o.pdf")
                        .responseContentType("application/pdf"))));
    }

    // ------------------------------------------------------------------------------------------------ who may

    @Test
    void stranger_shouldBeRefusedEverything() {
        put("clean/one");
        var object = local.endpoint().resolve("/" + BUCKET + "/clean/one");

        for (var method : List.of("GET", "HEAD", "PUT", "POST", "DELETE")) {
            for (var target : List.of(object, local.endpoint().resolve("/" + BUCKET), local.endpoint().resolve("/"),
                    local.endpoint().resolve("/healthz"))) {
                assertThat(new Link(method, target, Map.of()).send().statusCode()).as(method + " " + target).isEqualTo(403);
            }
        }
    }

    @Test
    void stranger_shouldBeRefused_evenWhatWasPutForEverybody() {
        client.putObject(
                put -> put.bucket(BUCKET).key("open").acl("public-read"), RequestBody.fromBytes(BYTES));

        assertThat(code(new Link("GET", local.endpoint().resolve("/" + BUCKET + "/open"), Map.of()).send()))
                .isEqualTo("403 AccessDenied");
    }

    @Test
    void wrongSecretKeyOrRegion_shouldBeRefused() {
        try (var secret = client("local", "guessed", Region.US_EAST_1);
                var key = client("nobody", "local", Region.US_EAST_1);
                var region = client("local", "local", Region.SA_EAST_1)) {
            assertRefused("SignatureDoesNotMatch", () -> secret.listObjectsV2(list -> list.bucket(BUCKET)));
            assertRefused("InvalidAccessKeyId", () -> key.listObjectsV2(list -> list.bucket(BUCKET)));
            assertRefused("AuthorizationHeaderMalformed", () -> region.listObjectsV2(list -> list.bucket(BUCKET)));
            assertRefused("SignatureDoesNotMatch", () -> secret.getBucketCors(get -> get.bucket(BUCKET)));
            assertRefused("InvalidAccessKeyId", () -> key.getBucketCors(get -> get.bucket(BUCKET)));
        }
    }

    @Test
    void twoSignatures_shouldBeRefused() {
        var answer = upload("quarantine/one")
                .with("authorization", "AWS4-HMAC-SHA256 Credential=local/20261123/us-east-1/s3/aws4_request")
                .send(BYTES);

        assertThat(code(answer)).isEqualTo("400 InvalidArgument");
    }

    @Test
    void olderSignature_shouldBeRefused() {
        var uri = URI.create(local.endpoint() + "/" + BUCKET + "/one?AWSAccessKeyId=local&Expires=4000000000&Signature=x");

        assertThat(code(new Link("GET", uri, Map.of()).send())).isEqualTo("403 AccessDenied");
        assertThat(code(new Link("GET", local.endpoint().resolve("/" + BUCKET), Map.of("authorization", "AWS local:x"))
                        .send()))
                .isEqualTo("400 InvalidRequest");
    }

    // ------------------------------------------------------------------------------------------------ where

    @Test
    void onlyTheLoopbackAddress_shouldAnswer() throws IOException {
        var others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.equals(InetAddress.ofLiteral("127.0.0.1")))
                .toList();

        assertThat(others).allSatisfy(address -> assertThatThrownBy(
                        () -> new Socket(address, local.endpoint().getPort()).close())
                .isInstanceOf(IOException.class));
    }

    @Test
    void otherName_shouldNotBeAnswered_aBucketsOwnIncluded() throws IOException {
        for (var host : List.of("elsewhere.example", BUCKET + ".localhost")) {
            try (var socket = new Socket("127.0.0.1", local.endpoint().getPort())) {
                socket.getOutputStream()
                        .write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));

                var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

                assertThat(answer).startsWith("HTTP/1.1 404");
            }
        }
    }

    @Test
    void takenPort_shouldBeNamed() {
        var port = local.endpoint().getPort();

        assertThatThrownBy(() -> S3Local.start(S3Settings.in(folder.resolve("other")).withPort(port)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + port);
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(S3Exception.class, refused -> assertThat(
                        refused.awsErrorDetails().errorCode())
                .isEqualTo(code));
    }
}
