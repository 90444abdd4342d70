package portero.local.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import portero.local.dynamodb.DynamoDbLocal;
import portero.local.events.sample.RecorderFunction;
import portero.local.gateway.Invoker;
import portero.local.gateway.InvokerSettings;
import portero.local.template.Deployed;
import portero.local.template.Deployment;
import portero.local.template.SamTemplate;
import portero.local.template.Services;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A small template with the sample function, its table in DynamoDB Local, and what calls the function. */
final class Stage implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final EventSettings.Pace FAST = new EventSettings.Pace(
            Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(100));
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
    private static final String HEAD =
            """
            Transform: AWS::Serverless-2016-10-31
            Metadata:
              InProcess:
                Environment: portero.local.events.sample.Environment::bind
            Resources:
              Failures:
                Type: AWS::SQS::Queue
                Properties: {QueueName: failures}
              Notes:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: notes
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
                  KeySchema: [{AttributeName: pk, KeyType: HASH}]
                  StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
              RecorderFunction:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: java25
                  MemorySize: 256
                  Timeout: 10
                  CodeUri: sample.zip
                  Handler: portero.local.events.sample.RecorderFunction
            """;

    final List<String> log = new CopyOnWriteArrayList<>();
    private final Path folder;
    private final InstantSource clock;
    private @Nullable DynamoDbLocal tables;
    private @Nullable DynamoDbClient client;
    private @Nullable Deployed deployed;
    private @Nullable Invoker invoker;
    private @Nullable Events events;

    private Stage(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** @param function what the template says of the function besides where its code is */
    static Stage start(Path folder, InstantSource clock, String function) throws IOException {
        var stage = new Stage(folder, clock);
        Files.createDirectories(stage.out());
        zip(folder.resolve("sample.zip"));
        Files.writeString(folder.resolve("template.yaml"), HEAD + function.indent(6));
        stage.services();
        stage.events();
        return stage;
    }

    private Path out() {
        return folder.resolve("out");
    }

    private void services() throws IOException {
        var local = DynamoDbLocal.start(new DynamoDbLocal.Settings(0, Optional.of(folder.resolve("tables"))));
        tables = local;
        client = DynamoDbClient.builder()
                .endpointOverride(local.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        var application = Deployment.deploy(
                SamTemplate.read(folder.resolve("template.yaml"), Map.of()),
                new Services(
                        local.endpoint(),
                        URI.create("http://127.0.0.1:1"),
                        URI.create("http://127.0.0.1:1"),
                        URI.create("http://127.0.0.1:1"),
                        "us-east-1",
                        CREDENTIALS,
                        "123456789012",
                        "stage",
                        folder.resolve("state.yaml")));
        deployed = application;
        invoker = Invoker.of(
                application.application(),
                InvokerSettings.of(Path.of("../gateway/target/runtime").toAbsolutePath(), folder.resolve("work"))
                        .withEnvironment(Map.of("OUT", out().toString()))
                        .withLog(_ -> {}),
                false);
    }

    void events() {
        events = Events.start(
                EventSettings.of(folder.resolve("events"), tables.endpoint(), "us-east-1", "123456789012", CREDENTIALS)
                        .withClock(clock)
                        .withLog(log::add)
                        .withPace(FAST),
                deployed,
                invoker);
    }

    Events running() {
        return events;
    }

    Deployed deployed() {
        return deployed;
    }

    void stopEvents() {
        events.close();
    }

    /** As after Ctrl-C and {@code ./run}. */
    void restart() throws IOException {
        close();
        services();
        events();
    }

    void put(String key, String text) {
        client.putItem(put -> put.tableName("notes").item(Map.of(
                "pk", AttributeValue.fromS(key), "text", AttributeValue.fromS(text))));
    }

    void put(Map<String, AttributeValue> item) {
        client.putItem(put -> put.tableName("notes").item(item));
    }

    void delete(String key) {
        client.deleteItem(delete -> delete.tableName("notes").key(Map.of("pk", AttributeValue.fromS(key))));
    }

    /** Makes the function fail on events with this text in them. */
    void fail(String text) throws IOException {
        Files.writeString(out().resolve("fails"), text);
    }

    /** Makes the function name the record with this text in it as failed. */
    void name(String text) throws IOException {
        Files.writeString(out().resolve("names"), text);
    }

    void heal() throws IOException {
        Files.deleteIfExists(out().resolve("fails"));
        Files.deleteIfExists(out().resolve("names"));
    }

    /** What the function was called with so far. */
    List<JsonNode> calls() {
        return lines(out().resolve("events.jsonl"));
    }

    List<JsonNode> deadLetters() {
        return lines(folder.resolve("events/dead-letters/failures.jsonl"));
    }

    /** The keys of the records of every call so far, a list each. */
    List<List<String>> keys() {
        return calls().stream()
                .map(call -> call.path("Records").valueStream()
                        .map(record -> record.at("/dynamodb/Keys/pk/S").asText())
                        .toList())
                .toList();
    }

    List<String> allKeys() {
        return keys().stream().flatMap(List::stream).toList();
    }

    private static List<JsonNode> lines(Path file) {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().map(Stage::json).toList()
                    : List.of();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static JsonNode json(String line) {
        try {
            return JsonFile.JSON.readTree(line);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    void await(BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).as("calls %s, log %s", calls(), log).isTrue();
    }

    /** Long enough for what must not happen to happen. */
    void quiet() throws InterruptedException {
        Thread.sleep(400);
    }

    @Override
    public void close() throws IOException {
        if (events != null) {
            events.close();
        }
        if (invoker != null) {
            invoker.close();
        }
        client.close();
        tables.close();
    }

    private static void zip(Path target) throws IOException {
        try (var out = new ZipOutputStream(Files.newOutputStream(target))) {
            var classes = Path.of(RecorderFunction.class.getResource("RecorderFunction.class").toURI()).getParent();
            try (var files = Files.list(classes)) {
                for (var file : files.sorted().toList()) {
                    out.putNextEntry(new ZipEntry("portero/local/events/sample/" + file.getFileName()));
                    Files.copy(file, out);
                }
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
