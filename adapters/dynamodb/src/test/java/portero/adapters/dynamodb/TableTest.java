package portero.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portero.domain.Unavailable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** What DynamoDB answers under load, which DynamoDB Local never does: so a server of three lines answers here. */
class TableTest {
    private record Answer(int status, String body) {}

    /** Two transactions that touch one item at the same moment: nothing was decided, so "no" would be a lie. */
    @Test
    void asks_to_try_again_when_transactions_meet() throws IOException {
        try (var service = new Service(_ -> cancelled("TransactionConflict"))) {
            var table = service.table();

            assertThatThrownBy(() -> table.transact(table.putting(Items.key("a", "b"))))
                    .isInstanceOfSatisfying(Unavailable.class, busy -> {
                        assertThat(busy.system()).isEqualTo("dynamodb");
                        assertThat(busy.waitFor()).isPositive();
                    });
        }
    }

    @Test
    void says_no_when_a_condition_failed_whatever_else_happened() throws IOException {
        try (var service = new Service(_ -> cancelled("ConditionalCheckFailed"))) {
            var table = service.table();

            var done = table.transact(table.putting(Items.key("a", "b")));

            assertThat(done).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded"})
    void asks_to_try_again_when_the_table_is_busy(String error) throws IOException {
        try (var service = new Service(_ -> error(400, error))) {
            var table = service.table();

            assertThatThrownBy(() -> table.get("a", "b")).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void asks_to_try_again_when_the_service_fails() throws IOException {
        try (var service = new Service(_ -> error(500, "InternalServerError"))) {
            var table = service.table();

            assertThatThrownBy(() -> table.put(Items.key("a", "b"))).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void asks_to_try_again_when_nobody_answers() throws IOException {
        Table table;
        try (var service = new Service(_ -> error(500, "InternalServerError"))) {
            table = service.table();
        }

        assertThatThrownBy(() -> table.get("a", "b")).isInstanceOf(Unavailable.class);
    }

    /** A missing permission or table does not pass by itself, and must not look as if it did. */
    @ParameterizedTest
    @ValueSource(strings = {"AccessDeniedException", "ResourceNotFoundException", "ValidationException"})
    void does_not_hide_what_will_not_pass_by_itself(String error) throws IOException {
        try (var service = new Service(_ -> error(400, error))) {
            var table = service.table();

            assertThatThrownBy(() -> table.get("a", "b")).isInstanceOf(DynamoDbException.class);
        }
    }

    /** Under load a batch comes back in part; forgetting the rest would make people vanish from lists. */
    @Test
    void asks_again_for_what_a_batch_left_out() throws IOException {
        var first = """
                {"Responses":{"t":[{"pk":{"S":"a"},"sk":{"S":"1"}}]},\
                "UnprocessedKeys":{"t":{"Keys":[{"pk":{"S":"b"},"sk":{"S":"1"}}]}}}""";
        var second = """
                {"Responses":{"t":[{"pk":{"S":"b"},"sk":{"S":"1"}}]},"UnprocessedKeys":{}}""";
        try (var service = new Service(call -> new Answer(200, call == 0 ? first : second))) {
            var table = service.table();

            var found = table.getAll(List.of(Items.key("a", "1"), Items.key("b", "1")));

            assertThat(found).containsExactly(Items.key("a", "1"), Items.key("b", "1"));
        }
    }

    private static Answer cancelled(String code) {
        return new Answer(
                400,
                """
                {"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","message":"cancelled",\
                "CancellationReasons":[{"Code":"None"},{"Code":"%s"}]}"""
                        .formatted(code));
    }

    private static Answer error(int status, String type) {
        return new Answer(
                status, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#%s\",\"message\":\"no\"}".formatted(type));
    }

    private static final class Service implements AutoCloseable {
        private final HttpServer http;

        Service(IntFunction<Answer> answers) throws IOException {
            var calls = new AtomicInteger();
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                var answer = answers.apply(calls.getAndIncrement());
                var body = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
                exchange.sendResponseHeaders(answer.status(), body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            http.start();
        }

        Table table() {
            return new Table(
                    DynamoDbClient.builder()
                            .endpointOverride(URI.create("http://127.0.0.1:" + http.getAddress().getPort()))
                            .region(Region.US_EAST_1)
                            .credentialsProvider(
                                    StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                            .overrideConfiguration(
                                    override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                            .httpClientBuilder(UrlConnectionHttpClient.builder())
                            .build(),
                    "t");
        }

        @Override
        public void close() {
            http.stop(0);
        }
    }
}
