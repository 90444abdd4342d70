package portero.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** A link that was signed for one upload of known bytes takes that upload, and no other. */
class UploadLinkTest extends S3Contract {
    @Test
    void link_shouldTakeWhatItWasSignedFor() {
        var answer = upload("quarantine/one").send(BYTES);

        assertThat(answer.statusCode()).isEqualTo(200);
        var kept = client.headObject(head -> head.bucket(BUCKET)
                .key("quarantine/one")
                .checksumMode(ChecksumMode.ENABLED));
        assertThat(kept.contentType()).isEqualTo("application/pdf");
        assertThat(kept.contentLength()).isEqualTo(BYTES.length);
        assertThat(kept.checksumSHA256()).isEqualTo(sha256(BYTES));
        assertThat(client.getObjectAsBytes(get -> get.bucket(BUCKET).key("quarantine/one")).asByteArray())
                .isEqualTo(BYTES);
    }

    @Test
    void link_shouldSignAllThatMustBeSent() {
        assertThat(upload("quarantine/one").url().getQuery())
                .contains("X-Amz-SignedHeaders=content-length;content-type;host;if-none-match;x-amz-checksum-sha256");
    }

    @Test
    void secondUpload_shouldBeRefused_whenTheKeyIsTaken() {
        upload("quarantine/one").send(BYTES);

        var again = upload("quarantine/one").send(BYTES);

        assertThat(code(again)).isEqualTo("412 PreconditionFailed");
    }

    @Test
    void uploadsAtOnce_shouldLeaveOneWinner() {
        var link = upload("quarantine/one");

        var winners = IntStream.range(0, 8)
                .parallel()
                .filter(_ -> link.send(BYTES).statusCode() == 200)
                .count();

        assertThat(winners).isEqualTo(1);
    }

    @Test
    void otherLength_shouldBeRefused() {
        var longer = upload("quarantine/one").send((new String(BYTES) + "!").getBytes());

        assertThat(code(longer)).isEqualTo("403 SignatureDoesNotMatch");
        assertAbsent("quarantine/one");
    }

    @Test
    void otherBytesOfTheSameLength_shouldBeRefused() {
        var other = BYTES.clone();
        other[0] = '!';

        var answer = upload("quarantine/one").send(other);

        assertThat(code(answer)).isEqualTo("400 BadDigest");
        assertAbsent("quarantine/one");
    }

    @Test
    void otherChecksum_shouldBeRefused() {
        var other = BYTES.clone();
        other[0] = '!';

        var answer = upload("quarantine/one").with("x-amz-checksum-sha256", sha256(other)).send(other);

        assertThat(code(answer)).isEqualTo("403 SignatureDoesNotMatch");
        assertAbsent("quarantine/one");
    }

    @Test
    void otherType_shouldBeRefused() {
        var answer = upload("quarantine/one").with("content-type", "text/html").send(BYTES);

        assertThat(code(answer)).isEqualTo("403 SignatureDoesNotMatch");
        assertAbsent("quarantine/one");
    }

    @Test
    void signedHeader_shouldNotBeLeftOut() {
        for (var name : upload("quarantine/one").headers().keySet()) {
            assertThat(upload("quarantine/one").without(name).send(BYTES).statusCode()).as(name).isEqualTo(403);
        }
        assertAbsent("quarantine/one");
    }

    @Test
    void unsignedHeaderForS3_shouldBeRefused() {
        var meta = upload("quarantine/one").with("x-amz-meta-owner", "me").send(BYTES);
        var acl = upload("quarantine/one").with("x-amz-acl", "public-read").send(BYTES);

        assertThat(code(meta)).isEqualTo("403 AccessDenied");
        assertThat(meta.body()).contains("not signed");
        assertThat(code(acl)).isEqualTo("403 AccessDenied");
        assertAbsent("quarantine/one");
    }

    @Test
    void otherKey_shouldBeRefused() {
        var answer = upload("quarantine/one").at("quarantine/one", "clean/one").send(BYTES);

        assertThat(code(answer)).isEqualTo("403 SignatureDoesNotMatch");
        assertAbsent("clean/one");
    }

    @Test
    void otherMethod_shouldBeRefused() {
        upload("quarantine/one").send(BYTES);

        assertThat(upload("quarantine/one").by("GET").send().statusCode()).isEqualTo(403);
        assertThat(upload("quarantine/one").by("DELETE").send().statusCode()).isEqualTo(403);
    }

    @Test
    void otherSecret_shouldBeRefused() {
        try (var stranger = presigner("local", "guessed");
                var unknown = presigner("nobody", "local")) {
            assertThat(code(upload(stranger, "quarantine/one", Duration.ofMinutes(1)).send(BYTES)))
                    .isEqualTo("403 SignatureDoesNotMatch");
            assertThat(code(upload(unknown, "quarantine/one", Duration.ofMinutes(1)).send(BYTES)))
                    .isEqualTo("403 InvalidAccessKeyId");
        }
        assertAbsent("quarantine/one");
    }

    @Test
    void expiredLink_shouldBeRefused() throws InterruptedException {
        var link = upload("quarantine/one", Duration.ofSeconds(1));
        Thread.sleep(2_100);

        var answer = link.send(BYTES);

        assertThat(code(answer)).isEqualTo("403 AccessDenied");
        assertThat(answer.body()).contains("expired");
        assertAbsent("quarantine/one");
    }

    @Test
    void longerLife_shouldBeRefused() {
        var answer = upload("quarantine/one", Duration.ofMinutes(1))
                .at("X-Amz-Expires=60", "X-Amz-Expires=600")
                .send(BYTES);

        assertThat(code(answer)).isEqualTo("403 SignatureDoesNotMatch");
    }

    private void assertAbsent(String key) {
        assertThatThrownBy(() -> client.headObject(head -> head.bucket(BUCKET).key(key)))
                .isInstanceOf(NoSuchKeyException.class);
    }
}
