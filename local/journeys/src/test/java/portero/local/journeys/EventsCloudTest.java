package portero.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import portero.local.journeys.sample.ReportFunction;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** What calls functions besides HTTP, with a template of its own. One cloud for all, as each start takes seconds. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EventsCloudTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path FOLDER = TestCloud.folder();
    private static final Path DATA = FOLDER.resolve("data");

    private static RunProcess run;

    @BeforeAll
    static void start() throws IOException {
        Files.copy(
                Path.of("src/test/resources/events.yaml"),
                FOLDER.resolve("template.yaml"),
                StandardCopyOption.REPLACE_EXISTING);
        try (var zip = new ZipOutputStream(Files.newOutputStream(FOLDER.resolve("sample.zip")));
                var code = ReportFunction.class.getResourceAsStream("ReportFunction.class")) {
            zip.putNextEntry(new ZipEntry("portero/local/journeys/sample/ReportFunction.class"));
            code.transferTo(zip);
        }
        run = started();
    }

    @AfterAll
    static void stop() {
        run.close();
        TestCloud.delete(FOLDER);
    }

    private static RunProcess started() {
        return RunProcess.started(
                "--template", FOLDER.resolve("template.yaml").toString(), "--data", DATA.toString(), "--port", "0");
    }

    private static RunProcess.Ended word(String... words) {
        var arguments = new String[words.length + 2];
        System.arraycopy(words, 0, arguments, 0, words.length);
        arguments[words.length] = "--data";
        arguments[words.length + 1] = DATA.toString();
        return RunProcess.ended(arguments);
    }

    private static JsonNode door() throws IOException {
        return JSON.readTree(DATA.resolve("running.json").toFile()).path("control");
    }

    private static JsonNode answer(RunProcess.Ended ended) throws IOException {
        var line = ended.said().lines().filter(each -> each.startsWith("{\"event\"")).findFirst();
        return JSON.readTree(line.orElseThrow(() -> new AssertionError(ended.said())));
    }

    @Test
    @Order(1)
    void fire_shouldCallTheFunctionAsItsScheduleWould_andTellItsAnswer() throws Exception {
        var fired = word("fire", "send-report");

        assertThat(fired.status()).isZero();
        assertThat(fired.said()).contains("START RequestId:", "REPORT RequestId:");
        assertThat(answer(fired).at("/event/source").asText()).isEqualTo("aws.scheduler");
        assertThat(answer(fired).path("page").asText()).isEqualTo(run.url().toString());
        assertThat(answer(fired).path("offset").asText()).isEqualTo("PT0S");
    }

    @Test
    @Order(1)
    void fire_shouldEndWithOne_whenTheFunctionFails() {
        var fired = word("fire", "BrokenFunction");

        assertThat(fired.status()).isEqualTo(1);
        assertThat(fired.said()).contains("Status: error", "As it was told");
    }

    @Test
    @Order(1)
    void fire_shouldSayWhichSchedulesThereAre_whenNoneIsMeant() {
        var unscheduled = word("fire", "unscheduled");
        var unnamed = word("fire");

        assertThat(unscheduled.status()).isEqualTo(1);
        assertThat(unscheduled.said()).contains("No schedule calls unscheduled", "send-report", "broken");
        assertThat(unnamed.status()).isEqualTo(1);
        assertThat(unnamed.said()).contains("Which function?");
    }

    @Test
    @Order(1)
    void clock_shouldRefuseToGoBack_orWhatItDoesNotUnderstand() {
        assertThat(word("clock", "-1d").said()).contains("not moved back", "./run clock reset");
        assertThat(word("clock", "+1w").said()).contains("such as +8d or +1d12h");
        assertThat(word("clock", "+0s").said()).contains("moves nothing");
        assertThat(word("clock", "+4000d").said()).contains("ten years");
        assertThat(word("clock").said()).contains("the system's time");
        assertThat(word("clock", "+1w").status()).isEqualTo(1);
    }

    @Test
    @Order(1)
    void words_shouldBeToldOf() {
        assertThat(run.said()).contains("Inbox (mail) at  http://127.0.0.1:");
        assertThat(word("help").said()).contains("./run fire NAME", "./run clock [+8d | reset]");
        assertThat(word("env").said())
                .contains("export AWS_ENDPOINT_URL_DYNAMODB_STREAMS='http://127.0.0.1:")
                .contains("export PORTERO_INBOX_URL='http://127.0.0.1:")
                .contains("export CLOCK_OFFSET_FILE='");
    }

    @Test
    @Order(1)
    void control_shouldRefuseWhoHasNotItsToken_andAnswerOnTheLoopbackAddressOnly() throws Exception {
        var url = URI.create(door().path("url").asText());
        try (var client = HttpClient.newHttpClient()) {
            for (var request : List.of(
                    HttpRequest.newBuilder(url.resolve("/clock")).build(),
                    HttpRequest.newBuilder(url.resolve("/clock"))
                            .header("authorization", "Bearer " + "0".repeat(64))
                            .build(),
                    HttpRequest.newBuilder(url.resolve("/fire"))
                            .header("authorization", "Bearer ")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"function\":\"SendReportFunction\"}"))
                            .build())) {
                assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(401);
            }
            var own = HttpRequest.newBuilder(url.resolve("/clock"))
                    .header("authorization", "Bearer " + door().path("token").asText())
                    .build();
            assertThat(client.send(own, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
        assertThat(url.getHost()).isEqualTo("127.0.0.1");
        for (var address : others()) {
            assertThat(refuses(address, url.getPort())).as("%s", address).isTrue();
        }
        assertThat(Files.readString(DATA.resolve("log.jsonl"))).doesNotContain(door().path("token").asText());
    }

    private static List<InetAddress> others() throws IOException {
        return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.getHostAddress().equals("127.0.0.1"))
                .toList();
    }

    private static boolean refuses(InetAddress address, int port) throws IOException {
        try (var _ = new Socket(address, port)) {
            return false;
        } catch (ConnectException refused) {
            return true;
        }
    }

    @Test
    @Order(1)
    void changeOfATable_shouldCallTheFunctionThatFollowsIt() throws Exception {
        try (var tables = aimed(DynamoDbClient.builder(), "AWS_ENDPOINT_URL_DYNAMODB").build()) {
            tables.putItem(put -> put.tableName("notes").item(Map.of("pk", AttributeValue.fromS("one"))));

            awaitCall("NotesFunction.Changes");
        }
    }

    @Test
    @Order(1)
    void mailThatBounces_shouldCallTheFunctionWhoseRuleMatches() throws Exception {
        try (var mail = aimed(SesV2Client.builder(), "AWS_ENDPOINT_URL_SESV2").build()) {
            mail.sendEmail(send -> send.fromEmailAddress("office@example.org")
                    .configurationSetName("mails")
                    .destination(to -> to.toAddresses("bounce@simulator.amazonses.com"))
                    .content(content -> content.simple(simple -> simple.subject(subject -> subject.data("Hello"))
                            .body(body -> body.text(text -> text.data("How are you?"))))));

            awaitCall("FeedbackFunction.Bounces");
        }
    }

    @Test
    @Order(1)
    void upload_shouldCallTheFunctionWhoseRuleNamesItsFolder() throws Exception {
        var bucket = JSON.readTree(DATA.resolve("running.json").toFile())
                .at("/outputs/Bucket")
                .asText();
        try (var files = aimed(S3Client.builder().forcePathStyle(true), "AWS_ENDPOINT_URL_S3").build();
                var browser = HttpClient.newHttpClient()) {
            files.putObject(put -> put.bucket(bucket).key("clean/one"), RequestBody.fromString("one"));
            var link = signed(bucket, "quarantine/one");
            var upload = HttpRequest.newBuilder(URI.create(link.url().toString()))
                    .header("if-none-match", "*")
                    .PUT(HttpRequest.BodyPublishers.ofString("one"));

            var taken = browser.send(upload.build(), HttpResponse.BodyHandlers.ofString());
            var again = browser.send(upload.build(), HttpResponse.BodyHandlers.ofString());

            assertThat(taken.statusCode()).isEqualTo(200);
            assertThat(again.statusCode()).isEqualTo(412);
            awaitCall("UploadsFunction.Uploads");
        }
    }

    private static PresignedPutObjectRequest signed(String bucket, String key) throws IOException {
        var environment = JSON.readTree(DATA.resolve("running.json").toFile()).path("environment");
        var credentials = AwsBasicCredentials.create(
                environment.path("AWS_ACCESS_KEY_ID").asText(),
                environment.path("AWS_SECRET_ACCESS_KEY").asText());
        try (var presigner = S3Presigner.builder()
                .endpointOverride(URI.create(environment.path("AWS_ENDPOINT_URL_S3").asText()))
                .region(Region.of(environment.path("AWS_REGION").asText()))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build()) {
            return presigner.presignPutObject(sign -> sign.signatureDuration(Duration.ofMinutes(1))
                    .putObjectRequest(put -> put.bucket(bucket).key(key).ifNoneMatch("*")));
        }
    }

    private static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B aimed(B builder, String endpoint)
            throws IOException {
        var environment = JSON.readTree(DATA.resolve("running.json").toFile()).path("environment");
        return builder.endpointOverride(URI.create(environment.path(endpoint).asText()))
                .region(Region.of(environment.path("AWS_REGION").asText()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        environment.path("AWS_ACCESS_KEY_ID").asText(),
                        environment.path("AWS_SECRET_ACCESS_KEY").asText())))
                .httpClientBuilder(UrlConnectionHttpClient.builder());
    }

    /** The log tells each call once it has ended. */
    private static void awaitCall(String event) throws IOException, InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (calls(event).isEmpty() && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(calls(event)).hasSize(1).first().asString().doesNotContain("error");
    }

    private static List<String> calls(String event) throws IOException {
        try (var lines = Files.lines(DATA.resolve("log.jsonl"))) {
            return lines.filter(line -> line.contains("\"event\":\"" + event + "\"")).toList();
        }
    }

    @Test
    @Order(2)
    void clock_shouldMoveFunctionsSchedulesAndDates_andStayMovedAfterARestart() throws Exception {
        var moved = word("clock", "+8d", "+1h30m");

        assertThat(moved.status()).isZero();
        assertThat(moved.said()).contains(", 8d1h30m ahead of the system's time");
        assertThat(answer(word("fire", "send-report")).path("offset").asText()).isEqualTo("PT193H30M");
        Thread.sleep(2_000);
        assertThat(callsAhead()).as("once by word, and once for all eight days").isEqualTo(2);

        run.close();
        run = started();

        assertThat(run.said()).contains("8d1h30m ahead");
        assertThat(word("clock").said()).contains("8d1h30m ahead");
        var time = Instant.parse(answer(word("fire", "send-report")).at("/event/time").asText());
        assertThat(Duration.between(Instant.now(), time)).isBetween(Duration.ofDays(8), Duration.ofDays(9));
        Thread.sleep(1_000);
        assertThat(callsAhead()).isEqualTo(3);

        var reset = word("clock", "reset");

        assertThat(reset.said()).contains("the system's time", "stays as it is");
        assertThat(Files.readString(DATA.resolve("clock-offset"))).isEqualTo("PT0S");
    }

    /** How often the function was called, by its schedule or by word, since the clock was moved. */
    private static long callsAhead() throws IOException {
        var ahead = Instant.now().plus(Duration.ofDays(8));
        return calls("SendReportFunction.Daily").stream()
                .map(line -> Instant.parse(line.replaceFirst(".*\"time\":\"([^\"]+)\".*", "$1")))
                .filter(ahead::isBefore)
                .count();
    }
}
