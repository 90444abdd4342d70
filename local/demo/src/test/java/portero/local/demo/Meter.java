package portero.local.demo;

import java.util.stream.Stream;
import portero.adapters.dynamodb.Table;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The same table through a client that adds up what DynamoDB says that each call took of its capacity. */
final class Meter implements AutoCloseable {
    private final DynamoDbClient client;
    private final Table table;
    private double read;
    private double written;

    Meter(Surroundings surroundings) {
        client = DynamoDbClient.builder()
                .endpointOverride(surroundings.tablesEndpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(new Reading()))
                .build();
        table = new Table(client, surroundings.tableName());
    }

    Table table() {
        return table;
    }

    double read() {
        return read;
    }

    double written() {
        return written;
    }

    private final class Reading implements ExecutionInterceptor {
        private static final ReturnConsumedCapacity TOTAL = ReturnConsumedCapacity.TOTAL;

        @Override
        public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
            return switch (context.request()) {
                case GetItemRequest get -> get.toBuilder().returnConsumedCapacity(TOTAL).build();
                case BatchGetItemRequest get -> get.toBuilder().returnConsumedCapacity(TOTAL).build();
                case QueryRequest query -> query.toBuilder().returnConsumedCapacity(TOTAL).build();
                case UpdateItemRequest update -> update.toBuilder().returnConsumedCapacity(TOTAL).build();
                case TransactWriteItemsRequest write -> write.toBuilder().returnConsumedCapacity(TOTAL).build();
                default -> throw new AssertionError("Not measured: " + context.request());
            };
        }

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            switch (context.response()) {
                case GetItemResponse got -> read += sum(Stream.of(got.consumedCapacity()));
                case BatchGetItemResponse got -> read += sum(got.consumedCapacity().stream());
                case QueryResponse found -> read += sum(Stream.of(found.consumedCapacity()));
                case UpdateItemResponse updated -> written += sum(Stream.of(updated.consumedCapacity()));
                case TransactWriteItemsResponse wrote -> written += sum(wrote.consumedCapacity().stream());
                default -> throw new AssertionError("Not measured: " + context.response());
            }
        }

        private static double sum(Stream<ConsumedCapacity> some) {
            return some.mapToDouble(ConsumedCapacity::capacityUnits).sum();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
