package portero.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Of created objects EventBridge hears, at least once, where the bucket is set so. */
class ObjectEventsTest extends S3Contract {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void upload_shouldBeToldInAwsForm() throws Exception {
        eventsGoToEventBridge();

        upload("quarantine/one").send(BYTES);

        var event = heard();
        var tag = client.headObject(head -> head.bucket(BUCKET).key("quarantine/one")).eTag();
        assertThat(event.path("version").asString()).isEqualTo("0");
        assertThat(event.path("source").asString()).isEqualTo("aws.s3");
        assertThat(event.path("detail-type").asString()).isEqualTo("Object Created");
        assertThat(event.path("account").asString()).isEqualTo("000000000000");
        assertThat(event.path("region").asString()).isEqualTo("us-east-1");
        assertThat(event.path("time").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(event.at("/resources/0").asString()).isEqualTo("arn:aws:s3:::" + BUCKET);
        assertThat(event.at("/detail/version").asString()).isEqualTo("0");
        assertThat(event.at("/detail/bucket/name").asString()).isEqualTo(BUCKET);
        assertThat(event.at("/detail/object/key").asString()).isEqualTo("quarantine/one");
        assertThat(event.at("/detail/object/size").asInt()).isEqualTo(BYTES.length);
        assertThat('"' + event.at("/detail/object/etag").asString() + '"').isEqualTo(tag);
        assertThat(event.at("/detail/object/sequencer").asString()).matches("[0-9A-F]{16}");
        assertThat(event.at("/detail/reason").asString()).isEqualTo("PutObject");
        assertThat(event.at("/detail/requester").asString()).isEqualTo("000000000000");
        assertThat(event.at("/detail/source-ip-address").asString()).isEqualTo("127.0.0.1");
        assertThat(event.at("/detail/request-id").asString()).matches("[0-9A-F]{16}");
    }

    @Test
    void copyAndMultipartUpload_shouldBeToldWithTheirReason() throws Exception {
        put("one");
        eventsGoToEventBridge();

        client.copyObject(copy -> copy.sourceBucket(BUCKET)
                .sourceKey("one")
                .destinationBucket(BUCKET)
                .destinationKey("clean/año uno"));
        var copied = heard();
        var upload = client.createMultipartUpload(create -> create.bucket(BUCKET).key("two"));
        var part = client.uploadPart(
                put -> put.bucket(BUCKET).key("two").uploadId(upload.uploadId()).partNumber(1),
                RequestBody.fromBytes(BYTES));
        client.completeMultipartUpload(complete -> complete.bucket(BUCKET)
                .key("two")
                .uploadId(upload.uploadId())
                .multipartUpload(parts -> parts.parts(
                        CompletedPart.builder().partNumber(1).eTag(part.eTag()).build())));
        var completed = heard();

        assertThat(copied.at("/detail/reason").asString()).isEqualTo("CopyObject");
        assertThat(copied.at("/detail/object/key").asString()).isEqualTo("clean/año uno");
        assertThat(completed.at("/detail/reason").asString()).isEqualTo("CompleteMultipartUpload");
        assertThat(completed.at("/detail/object/key").asString()).isEqualTo("two");
        assertThat(completed.at("/detail/object/sequencer").asString())
                .isGreaterThan(copied.at("/detail/object/sequencer").asString());
        assertNothingIsHeard();
    }

    @Test
    void nothing_shouldBeTold_whereTheBucketIsNotSetSo() throws Exception {
        put("one");

        assertNothingIsHeard();
    }

    @Test
    void nothing_shouldBeTold_ofAnUploadThatWasRefused() throws Exception {
        eventsGoToEventBridge();
        var other = BYTES.clone();
        other[0] = '!';
        upload("quarantine/one").send(BYTES);
        heard();

        upload("quarantine/one").send(BYTES);
        upload("quarantine/two").send(other);

        assertNothingIsHeard();
    }

    @Test
    void event_shouldComeAgain_untilTheBusTakesIt() throws Exception {
        eventsGoToEventBridge();
        stop();
        var tries = new AtomicInteger();
        start(event -> {
            if (tries.incrementAndGet() < 3) {
                throw new IllegalStateException("busy");
            }
            events.add(event);
        });

        put("one");

        assertThat(heard().at("/detail/object/key").asString()).isEqualTo("one");
        assertThat(tries).hasValue(3);
    }

    @Test
    void event_shouldBeToldAtTheNextStart_whenThisOneEndedBefore() throws Exception {
        eventsGoToEventBridge();
        stop();
        start(_ -> {
            throw new IllegalStateException("The bus is gone");
        });
        put("one");
        put("two");
        client.deleteObject(delete -> delete.bucket(BUCKET).key("two"));

        stop();
        start(events::add);

        assertThat(heard().at("/detail/object/key").asString()).isEqualTo("one");
        assertNothingIsHeard();
        assertThat(noted()).isZero();
    }

    @Test
    void event_shouldBeToldOnce_whenAllGoesWell() throws Exception {
        eventsGoToEventBridge();
        put("one");
        heard();

        stop();
        start(events::add);

        assertNothingIsHeard();
    }

    @Test
    void noteOfAnObjectThatWasNeverStored_shouldBeForgotten() throws Exception {
        eventsGoToEventBridge();
        stop();
        Files.writeString(
                folder.resolve("announcements/0000000000000001.json"),
                """
                {"sequencer": "0000000000000001", "bucket": "attachments", "key": "lost", "reason": "PUT",
                 "requestId": "0000000000000001"}""");
        Files.writeString(folder.resolve("announcements/0000000000000002.half"), "{\"seq");

        start(events::add);

        assertNothingIsHeard();
        assertThat(noted()).isZero();
    }

    @Test
    void otherDestinations_shouldBeRefused() {
        var queue = QueueConfiguration.builder()
                .queueArn("arn:aws:sqs:us-east-1:000000000000:created")
                .events(Event.S3_OBJECT_CREATED)
                .build();

        assertThatThrownBy(() -> client.putBucketNotificationConfiguration(
                        put -> put.bucket(BUCKET).notificationConfiguration(to -> to.queueConfigurations(List.of(queue)))))
                .isInstanceOfSatisfying(S3Exception.class, refused -> assertThat(refused.statusCode()).isEqualTo(501));
    }

    private JsonNode heard() throws InterruptedException {
        return JSON.readTree(Optional.ofNullable(events.poll(10, TimeUnit.SECONDS)).orElseThrow());
    }

    private void assertNothingIsHeard() throws InterruptedException {
        assertThat(events.poll(300, TimeUnit.MILLISECONDS)).isNull();
    }

    private long noted() throws IOException {
        try (var files = Files.list(folder.resolve("announcements"))) {
            return files.count();
        }
    }
}
