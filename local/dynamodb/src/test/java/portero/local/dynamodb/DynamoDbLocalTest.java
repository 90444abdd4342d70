package portero.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class DynamoDbLocalTest {
    @TempDir
    Path folder;

    @Test
    void keeps_its_tables_in_a_folder_across_a_restart() throws IOException {
        var settings = new DynamoDbLocal.Settings(0, Optional.of(folder.resolve("tables")));
        try (var local = DynamoDbLocal.start(settings);
                var client = client(local.endpoint())) {
            createTable(client);
            client.putItem(put -> put.tableName("notes").item(note("1")));
        }

        try (var local = DynamoDbLocal.start(settings);
                var client = client(local.endpoint())) {
            var found = client.getItem(get -> get.tableName("notes").key(note("1")));

            assertThat(found.item()).isEqualTo(note("1"));
        }
    }

    @Test
    void forgets_its_tables_without_a_folder() throws IOException {
        try (var local = DynamoDbLocal.start(DynamoDbLocal.Settings.inMemory());
                var client = client(local.endpoint())) {
            createTable(client);
        }

        try (var local = DynamoDbLocal.start(DynamoDbLocal.Settings.inMemory());
                var client = client(local.endpoint())) {
            assertThat(client.listTables().tableNames()).isEmpty();
        }
    }

    @Test
    void says_why_a_transaction_was_cancelled() throws IOException {
        try (var local = DynamoDbLocal.start(DynamoDbLocal.Settings.inMemory());
                var client = client(local.endpoint())) {
            createTable(client);
            client.putItem(put -> put.tableName("notes").item(note("1")));

            var firstOnly = TransactWriteItem.builder()
                    .put(put -> put.tableName("notes").item(note("1")).conditionExpression("attribute_not_exists(pk)"))
                    .build();

            assertThatThrownBy(() -> client.transactWriteItems(write -> write.transactItems(firstOnly)))
                    .isInstanceOfSatisfying(TransactionCanceledException.class, refusal -> assertThat(
                                    refusal.cancellationReasons().getFirst().code())
                            .isEqualTo("ConditionalCheckFailed"));
        }
    }

    // DynamoDB Local by itself answers before it commits: a message that a request had confirmed was gone once it was killed.
    @Test
    void confirms_a_transaction_only_when_it_outlives_being_killed() throws IOException {
        var settings = new DynamoDbLocal.Settings(0, Optional.of(folder));
        try (var local = DynamoDbLocal.start(settings);
                var client = client(local.endpoint())) {
            createTable(client);

            var uncommitted = IntStream.range(0, 50).filter(number -> {
                var put = TransactWriteItem.builder()
                        .put(each -> each.tableName("notes").item(note("" + number)))
                        .build();
                client.transactWriteItems(write -> write.transactItems(put));
                return rollbackJournal();
            });

            assertThat(uncommitted).isEmpty();
        }
    }

    /** Whether SQLite would undo something if it were started now. */
    private boolean rollbackJournal() {
        try (var files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith("-journal"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void listens_on_the_loopback_address_only() throws IOException {
        try (var local = DynamoDbLocal.start(DynamoDbLocal.Settings.inMemory())) {
            var others = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.equals(InetAddress.ofLiteral("127.0.0.1")))
                    .toList();

            assertThat(others).allSatisfy(address -> assertThatThrownBy(
                            () -> new Socket(address, local.endpoint().getPort()).close())
                    .isInstanceOf(IOException.class));
        }
    }

    @Test
    void lets_no_web_page_read_its_answers() throws IOException, InterruptedException {
        try (var local = DynamoDbLocal.start(DynamoDbLocal.Settings.inMemory());
                var browser = HttpClient.newHttpClient()) {
            var listTables = HttpRequest.newBuilder(local.endpoint())
                    .header("Origin", "https://elsewhere.example")
                    .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
                    .header("Content-Type", "application/x-amz-json-1.0")
                    .header("Authorization", "AWS4-HMAC-SHA256 Credential=local/20261123/us-east-1/dynamodb/aws4_request")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();

            var answer = browser.send(listTables, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    @Test
    void answers_to_its_own_name_only() throws IOException {
        try (var local = DynamoDbLocal.start(DynamoDbLocal.Settings.inMemory());
                var socket = new Socket("127.0.0.1", local.endpoint().getPort())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void says_which_port_is_taken() throws IOException {
        try (var local = DynamoDbLocal.start(DynamoDbLocal.Settings.inMemory())) {
            var port = local.endpoint().getPort();

            assertThatThrownBy(() -> DynamoDbLocal.start(new DynamoDbLocal.Settings(port, Optional.empty())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + port);
        }
    }

    private static void createTable(DynamoDbClient client) {
        client.createTable(create -> create.tableName("notes")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("pk")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("pk")
                        .keyType(KeyType.HASH)
                        .build()));
    }

    private static Map<String, AttributeValue> note(String id) {
        return Map.of("pk", AttributeValue.fromS(id));
    }

    private static DynamoDbClient client(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
