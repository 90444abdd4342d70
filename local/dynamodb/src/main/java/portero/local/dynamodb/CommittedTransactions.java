package portero.local.dynamodb;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;

/**
 * Answers a transaction once it is committed, as DynamoDB does.
 *
 * <p>DynamoDB Local hands the commit to the one thread that writes, and answers without waiting for it: whoever is killed
 * in between loses what was confirmed. It waits for every other piece of work of that thread, which does one after the other.
 */
final class CommittedTransactions extends LocalDynamoDBRequestHandler {
    private static final ListTablesRequest ANYTHING = ListTablesRequest.builder().limit(1).build();

    /** @param folder null to keep nothing */
    CommittedTransactions(@Nullable String folder, boolean oneDatabaseForAllRegions, boolean tablesTakeTimeToBecomeActive) {
        super(0, folder == null, folder, oneDatabaseForAllRegions, tablesTakeTimeToBecomeActive);
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(
            String accessKey, String region, TransactWriteItemsRequest request) {
        var answer = super.transactWriteItems(accessKey, region, request);
        awaitCommit(accessKey, region);
        return answer;
    }

    @Override
    public ExecuteTransactionResponse executeTransaction(
            String accessKey, String region, ExecuteTransactionRequest request) {
        var answer = super.executeTransaction(accessKey, region, request);
        awaitCommit(accessKey, region);
        return answer;
    }

    private void awaitCommit(String accessKey, String region) {
        listTables(accessKey, region, ANYTHING);
    }
}
