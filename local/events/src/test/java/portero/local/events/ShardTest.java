package portero.local.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portero.local.gateway.Invocation;
import portero.local.gateway.Invoker;
import portero.local.template.Application;
import portero.local.template.Deployed;
import portero.local.template.Function;
import portero.local.template.Location;
import portero.local.template.Report;
import portero.local.template.Trigger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Shards that end, split and are trimmed: DynamoDB Local takes hours to do so, hence a stream that speaks its protocol. */
class ShardTest {
    private static final Location HERE = new Location(Path.of("template.yaml"), 1);
    private static final String STREAM = "arn:aws:dynamodb:us-east-1:123456789012:table/notes/stream/1";
    private static final EventSettings.Pace FAST = new EventSettings.Pace(
            Duration.ofMillis(10), Duration.ofMillis(10), Duration.ofMillis(10), Duration.ofMillis(10), Duration.ofMillis(50));

    /** A shard of the stream. */
    private static final class Shard {
        private final @Nullable String parent;
        private final List<String> records = new CopyOnWriteArrayList<>();
        private volatile boolean ended;

        Shard(@Nullable String parent, String... records) {
            this.parent = parent;
            this.records.addAll(List.of(records));
        }
    }

    private final Map<String, Shard> shards = new ConcurrentHashMap<>(new LinkedHashMap<>());
    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private volatile String fault = "";
    private volatile String faultOf = "GetRecords";
    private HttpServer server;
    private Events events;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // One thread alone would wait for what a connection cut off by a stopping reader never sends.
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        events.close();
        server.stop(0);
    }

    @Test
    void children_shouldBeReadAfterTheirParents() throws Exception {
        shards.put("a-child", new Shard("parent", "3", "4"));
        shards.put("b-child", new Shard("parent", "5"));
        shards.put("parent", new Shard(null, "1", "2"));
        start("TRIM_HORIZON");
        await("1", "2");
        Thread.sleep(100);
        assertThat(delivered).containsExactly("1", "2");

        shards.get("parent").ended = true;
        await("1", "2", "3", "4", "5");

        assertThat(delivered).startsWith("1", "2").hasSize(5);
    }

    @Test
    void newShards_shouldBeReadFromTheirStart_thoughTheStreamWasJoinedLate() throws Exception {
        shards.put("parent", new Shard(null, "1", "2"));
        start("LATEST");
        shards.get("parent").records.add("3");
        await("3");
        shards.put("child", new Shard("parent", "4"));
        shards.get("parent").ended = true;
        await("3", "4");

        assertThat(delivered).containsExactly("3", "4");
    }

    @Test
    void endedShard_shouldNotBeReadAgainAfterARestart() throws Exception {
        shards.put("parent", new Shard(null, "1"));
        shards.put("child", new Shard("parent", "2"));
        shards.get("parent").ended = true;
        start("TRIM_HORIZON");
        await("1", "2");
        events.close();

        start("TRIM_HORIZON");
        shards.get("child").records.add("3");
        await("1", "2", "3");

        assertThat(delivered).containsExactly("1", "2", "3");
    }

    @Test
    void expiredIterator_shouldBeReplaced() throws Exception {
        shards.put("only", new Shard(null, "1"));
        start("TRIM_HORIZON");
        await("1");

        fault = "ExpiredIteratorException";
        shards.get("only").records.add("2");
        await("1", "2");

        assertThat(delivered).containsExactly("1", "2");
    }

    @Test
    void trimmedRecords_shouldNotStopTheReading() throws Exception {
        shards.put("only", new Shard(null, "1"));
        start("TRIM_HORIZON");
        await("1");

        fault = "TrimmedDataAccessException";
        shards.get("only").records.set(0, "2");
        await("1", "2");

        assertThat(delivered).containsExactly("1", "2");
    }

    @Test
    void checkpointThatWasTrimmedMeanwhile_shouldNotStopTheReading() throws Exception {
        shards.put("only", new Shard(null, "1"));
        start("TRIM_HORIZON");
        await("1");
        events.close();

        fault = "TrimmedDataAccessException";
        faultOf = "GetShardIterator";
        shards.get("only").records.set(0, "2");
        start("TRIM_HORIZON");
        await("1", "2");

        assertThat(log).noneMatch(line -> line.contains("error"));
    }

    @Test
    void serverFault_shouldBeLogged_andReadingGoOn() throws Exception {
        shards.put("only", new Shard(null, "1"));
        start("TRIM_HORIZON");
        await("1");

        fault = "ValidationException";
        shards.get("only").records.add("2");
        await("1", "2");

        assertThat(log).anySatisfy(line -> assertThat(line).contains("\"error\":\"STREAM: "));
    }

    private void start(String position) {
        var function = new Function(
                "Recorder", "x.X", Path.of("x.zip"), "java25", 128, Duration.ofSeconds(3), Map.of(), HERE);
        var trigger = new Trigger(
                "Recorder", "Outbox", "DynamoDB", Map.of("Stream", STREAM, "StartingPosition", position), HERE);
        events = Events.start(
                EventSettings.of(
                                folder,
                                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                                "us-east-1",
                                "123456789012",
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                        .withLog(log::add)
                        .withPace(FAST),
                new Deployed(
                        new Application(Map.of("Recorder", function), Optional.empty(), Map.of(), Map.of()),
                        List.of(trigger),
                        Map.of(),
                        new Report(List.of(), List.of())),
                new Recorder());
    }

    private void await(String... sequence) throws InterruptedException {
        var end = System.nanoTime() + Stage.PATIENCE.toNanos();
        while (delivered.size() < sequence.length && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertThat(delivered).as("log %s", log).containsExactlyInAnyOrder(sequence);
    }

    /** Writes down the sequence numbers that reach the function. */
    private final class Recorder implements Invoker {
        @Override
        public Invocation invoke(Function function, byte[] event, Duration limit, String requestId) {
            try {
                for (var record : JsonFile.JSON.readTree(event).path("Records")) {
                    delivered.add(record.at("/dynamodb/SequenceNumber").asText());
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return new Invocation.Answer(new byte[0], new Invocation.Timing(
                    Optional.empty(), Duration.ZERO, OptionalInt.empty()));
        }

        @Override
        public void close() {}
    }

    // ------------------------------------------------------------------------------------------------ the stream

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            var request = JsonFile.JSON.readTree(exchange.getRequestBody().readAllBytes());
            var operation = target.substring(target.indexOf('.') + 1);
            var status = 200;
            ObjectNode body;
            if (operation.equals(faultOf) && !fault.isEmpty()) {
                status = 400;
                body = JsonFile.JSON
                        .createObjectNode()
                        .put("__type", "com.amazonaws.dynamodb.v20120810#" + fault)
                        .put("message", "as it was told");
                fault = "";
            } else {
                body = switch (operation) {
                    case "DescribeStream" -> describe();
                    case "GetShardIterator" -> iterator(request);
                    case "GetRecords" -> records(request.path("ShardIterator").asText());
                    default -> throw new IllegalStateException(operation);
                };
            }
            var bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private ObjectNode describe() {
        var body = JsonFile.JSON.createObjectNode();
        var list = body.putObject("StreamDescription").put("StreamArn", STREAM).putArray("Shards");
        shards.forEach((id, shard) -> {
            var node = list.addObject().put("ShardId", id);
            if (shard.parent != null) {
                node.put("ParentShardId", shard.parent);
            }
        });
        return body;
    }

    private ObjectNode iterator(JsonNode request) {
        var shard = request.path("ShardId").asText();
        var from = request.path("ShardIteratorType").asText().equals("TRIM_HORIZON")
                ? 0
                : shards.get(shard).records.indexOf(request.path("SequenceNumber").asText()) + 1;
        return JsonFile.JSON.createObjectNode().put("ShardIterator", shard + ":" + from);
    }

    private ObjectNode records(String iterator) {
        var colon = iterator.indexOf(':');
        var shard = shards.get(iterator.substring(0, colon));
        var ended = shard.ended;
        var all = new ArrayList<>(shard.records);
        var body = JsonFile.JSON.createObjectNode();
        var list = body.putArray("Records");
        for (var number : all.subList(Integer.parseInt(iterator.substring(colon + 1)), all.size())) {
            var record = list.addObject().put("eventID", number).put("eventName", "INSERT");
            var data = record.putObject("dynamodb")
                    .put("SequenceNumber", number)
                    .put("SizeBytes", 1)
                    .put("StreamViewType", "KEYS_ONLY")
                    .put("ApproximateCreationDateTime", Instant.now().getEpochSecond());
            data.putObject("Keys").putObject("pk").put("S", number);
        }
        if (!ended) {
            body.put("NextShardIterator", iterator.substring(0, colon) + ":" + all.size());
        }
        return body;
    }
}
