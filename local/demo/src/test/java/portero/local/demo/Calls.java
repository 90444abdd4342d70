package portero.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import portero.adapters.dynamodb.Table;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The same table through a client that notes every call, and of each what it costs: its kind and the shape of its items. */
final class Calls implements AutoCloseable {
    private final List<String> seen = new ArrayList<>();
    private final DynamoDbClient client;
    private final Table table;

    Calls(Surroundings surroundings) {
        client = DynamoDbClient.builder()
                .endpointOverride(surroundings.tablesEndpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(new Noting()))
                .build();
        table = new Table(client, surroundings.tableName());
    }

    Table table() {
        return table;
    }

    /** What was called since the last look. */
    List<String> taken() {
        var taken = List.copyOf(seen);
        seen.clear();
        return taken;
    }

    private final class Noting implements ExecutionInterceptor {
        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            var name = context.request().getClass().getSimpleName();
            seen.add(switch (context.request()) {
                case TransactWriteItemsRequest transaction ->
                    name + transaction.transactItems().stream().map(Noting::shape).toList();
                case UpdateItemRequest update -> name + " " + update.updateExpression() + " if " + update.conditionExpression();
                default -> name;
            });
        }

        private static String shape(TransactWriteItem write) {
            var sizes = new TreeMap<String, Integer>();
            if (write.put() != null) {
                write.put().item().forEach((attribute, value) -> sizes.put(attribute, size(value)));
            }
            return sizes.toString();
        }

        private static int size(AttributeValue value) {
            return (value.s() == null ? value.n() : value.s()).length();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
