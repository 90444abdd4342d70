package portero.adapters.dynamodb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import portero.local.dynamodb.DynamoDbLocal;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A fresh table as infrastructure/data.yaml declares it, in one DynamoDB Local for all test classes. */
final class TestTable implements AutoCloseable {
    private static final DynamoDbLocal LOCAL = start();

    private final DynamoDbClient client = DynamoDbClient.builder()
            .endpointOverride(LOCAL.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    private final String name = "table-" + UUID.randomUUID();

    /** Without the time to live: tests choose their own moment, and DynamoDB Local goes by the real one. */
    TestTable() {
        client.createTable(create -> create.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text("pk"), text("sk"), text("gsi1pk"), text("gsi1sk"))
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName("gsi1")
                        .keySchema(key("gsi1pk", KeyType.HASH), key("gsi1sk", KeyType.RANGE))
                        .projection(projection -> projection.projectionType(ProjectionType.ALL))
                        .build()));
    }

    Table table() {
        return new Table(client, name);
    }

    /** Everything whose partition key starts so. */
    List<Map<String, AttributeValue>> items(String start) {
        return client.scanPaginator(scan -> scan.tableName(name)).items().stream()
                .filter(item -> item.get("pk").s().startsWith(start))
                .toList();
    }

    @Override
    public void close() {
        client.deleteTable(delete -> delete.tableName(name));
        client.close();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static DynamoDbLocal start() {
        try {
            var local = DynamoDbLocal.start(DynamoDbLocal.Settings.inMemory());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(local)));
            return local;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void stop(DynamoDbLocal local) {
        try {
            local.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
