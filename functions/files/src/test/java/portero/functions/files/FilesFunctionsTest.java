package portero.functions.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.jr.ob.JSON;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portero.lambda.Environment;
import portero.lambda.EventFunction;
import portero.local.dynamodb.DynamoDbLocal;
import portero.local.s3.S3Local;
import portero.local.s3.S3Settings;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The functions as Lambda calls them, with the events that S3 and GuardDuty give, on a real table and bucket. */
class FilesFunctionsTest {
    private static final String TABLE = "table";
    private static final String BUCKET = "attachments";
    private static final BlockingQueue<String> EVENTS = new LinkedBlockingQueue<>();

    @TempDir
    static Path folder;

    private static DynamoDbLocal tables;
    private static S3Local s3;
    private static DynamoDbClient table;
    private static S3Client bucket;
    private static InspectAttachmentFunction inspect;
    private static InspectAttachmentFunction inspectWithScan;
    private static RecordScanFunction recordScan;
    private static SweepAttachmentsFunction sweep;

    @BeforeAll
    static void open() throws IOException {
        tables = DynamoDbLocal.start(DynamoDbLocal.Settings.inMemory());
        s3 = S3Local.start(S3Settings.in(folder).withEvents(EVENTS::add));
        System.setProperty("aws.endpointUrlDynamoDb", tables.endpoint().toString());
        System.setProperty("aws.endpointUrlS3", s3.endpoint().toString());
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        table = DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
        bucket = S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
        bucket.createBucket(create -> create.bucket(BUCKET));
        bucket.putBucketNotificationConfiguration(put -> put.bucket(BUCKET)
                .notificationConfiguration(events -> events.eventBridgeConfiguration(_ -> {})));
        createTable();
        bind("disabled");
        inspect = new InspectAttachmentFunction();
        sweep = new SweepAttachmentsFunction();
        bind("enabled");
        inspectWithScan = new InspectAttachmentFunction();
        recordScan = new RecordScanFunction();
    }

    @AfterAll
    static void close() throws IOException {
        table.close();
        bucket.close();
        s3.close();
        tables.close();
    }

    private static void bind(String malwareScan) {
        Environment.bind(Map.of("TABLE", TABLE, "BUCKET", BUCKET, "MALWARE_SCAN", malwareScan));
    }

    @Test
    void keeps_an_uploaded_photo_and_comes_to_the_same_when_s3_tells_twice() throws Exception {
        announce("a", picture(), Instant.now());
        var told = upload("a", picture());

        var first = call(inspect, told);
        var second = call(inspect, told);

        assertThat(first).containsEntry("result", "passed");
        assertThat(second).containsEntry("result", "cleared");
        assertThat(item("a")).containsEntry("attachmentState", AttributeValue.fromS("CLEAN"));
        assertThat(objects("a")).containsExactly("clean/" + id("a"));
        assertThat(bucket.headObject(head -> head.bucket(BUCKET).key("clean/" + id("a"))).contentType()).isEqualTo("image/png");
    }

    @Test
    void refuses_a_program_called_a_photo_and_leaves_nothing_of_it() throws Exception {
        var program = "MZ This program cannot be run in DOS mode".getBytes(StandardCharsets.US_ASCII);
        announce("b", program, Instant.now());

        var answer = call(inspect, upload("b", program));

        assertThat(answer).containsEntry("result", "refused");
        assertThat(item("b"))
                .containsEntry("attachmentState", AttributeValue.fromS("REFUSED"))
                .containsEntry("rejection", AttributeValue.fromS("TYPE_NOT_ALLOWED"));
        assertThat(objects("b")).isEmpty();
    }

    @Test
    void keeps_it_in_quarantine_until_guardduty_has_told() throws Exception {
        announce("c", picture(), Instant.now());
        var inspected = call(inspectWithScan, upload("c", picture()));
        var waiting = objects("c");

        var scanned = call(recordScan, scan("c", "NO_THREATS_FOUND"));

        assertThat(inspected).containsEntry("result", "awaits-scan");
        assertThat(waiting).containsExactly("quarantine/" + id("c"));
        assertThat(scanned).containsEntry("result", "passed");
        assertThat(objects("c")).containsExactly("clean/" + id("c"));
    }

    @Test
    void refuses_what_guardduty_finds_a_threat_in() throws Exception {
        announce("d", picture(), Instant.now());
        upload("d", picture());

        var answer = call(recordScan, scan("d", "THREATS_FOUND"));

        assertThat(answer).containsEntry("result", "refused");
        assertThat(item("d")).containsEntry("rejection", AttributeValue.fromS("MALWARE"));
        assertThat(objects("d")).isEmpty();
    }

    @Test
    void makes_nothing_of_a_scan_that_failed() throws Exception {
        announce("e", picture(), Instant.now());
        upload("e", picture());

        var answer = call(recordScan, scan("e", "FAILED"));

        assertThat(answer).containsEntry("result", "notScanned");
        assertThat(item("e")).containsEntry("attachmentState", AttributeValue.fromS("EXPECTED"));
    }

    @Test
    void sweeps_what_no_ticket_has_after_a_day() throws Exception {
        announce("f", picture(), Instant.now().minusSeconds(25 * 3600));
        upload("f", picture());

        var counts = call(sweep, "{}");

        assertThat(counts).containsEntry("forgotten", 1).containsEntry("failed", 0);
        assertThat(item("f")).isEmpty();
        assertThat(objects("f")).isEmpty();
    }

    // ------------------------------------------------------------------------------------------------ surroundings

    private static String id(String letter) {
        return letter.repeat(26);
    }

    private static void announce(String letter, byte[] content, Instant at) throws Exception {
        var hash = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(content));
        table.putItem(put -> put.tableName(TABLE).item(Map.of(
                "pk", AttributeValue.fromS("ATTACHMENT#" + id(letter)),
                "sk", AttributeValue.fromS("-"),
                "uploadedBy", AttributeValue.fromS("dddddddddddddddd"),
                "fileName", AttributeValue.fromS("foto.png"),
                "size", AttributeValue.fromN(Integer.toString(content.length)),
                "sha256", AttributeValue.fromS(hash),
                "createdAt", AttributeValue.fromN(Long.toString(at.toEpochMilli())),
                "attachmentState", AttributeValue.fromS("EXPECTED"),
                "gsi1pk", AttributeValue.fromS("ANNOUNCED#" + LocalDate.ofInstant(at, ZoneId.of("America/Lima"))),
                "gsi1sk", AttributeValue.fromS(id(letter)))));
    }

    /** What S3 tells of the upload. */
    private static String upload(String letter, byte[] content) throws InterruptedException {
        bucket.putObject(put -> put.bucket(BUCKET).key("quarantine/" + id(letter)), RequestBody.fromBytes(content));
        while (true) {
            var event = EVENTS.poll(10, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
            if (event.contains("quarantine/" + id(letter))) {
                return event;
            }
        }
    }

    private static String scan(String letter, String status) {
        return """
                {"source": "aws.guardduty",
                 "detail-type": "GuardDuty Malware Protection Object Scan Result",
                 "detail": {"scanStatus": "COMPLETED",
                  "s3ObjectDetails": {"bucketName": "%s", "objectKey": "quarantine/%s"},
                  "scanResultDetails": {"scanResultStatus": "%s", "threats": null}}}
                """.formatted(BUCKET, id(letter), status);
    }

    private static byte[] picture() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    private static Map<String, AttributeValue> item(String letter) {
        return table.getItem(get -> get.tableName(TABLE).key(Map.of(
                        "pk", AttributeValue.fromS("ATTACHMENT#" + id(letter)), "sk", AttributeValue.fromS("-"))))
                .item();
    }

    private static List<String> objects(String letter) {
        return bucket.listObjectsV2(list -> list.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .filter(key -> key.endsWith(id(letter)))
                .toList();
    }

    private static Map<String, Object> call(EventFunction function, String event) throws IOException {
        var context = (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(), new Class<?>[] {Context.class}, (_, method, _) -> switch (method.getName()) {
                    case "getAwsRequestId" -> "request";
                    case "getRemainingTimeInMillis" -> 60_000;
                    default -> null;
                });
        var answer = new ByteArrayOutputStream();
        function.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, context);
        return new HashMap<>(JSON.std.mapFrom(answer.toByteArray()));
    }

    private static void createTable() {
        table.createTable(create -> create.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(Stream.of("pk", "sk", "gsi1pk", "gsi1sk")
                        .map(name -> AttributeDefinition.builder()
                                .attributeName(name)
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .toList())
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName("gsi1")
                        .keySchema(key("gsi1pk", KeyType.HASH), key("gsi1sk", KeyType.RANGE))
                        .projection(projection -> projection.projectionType(ProjectionType.ALL))
                        .build()));
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
