package portero.adapters.dynamodb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import portero.domain.Unavailable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The one table, and the few ways in which it is asked; whatever passes by itself ends in {@link Unavailable}. */
public final class Table {
    private static final int BATCH = 100;
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final DynamoDbClient client;
    private final String name;

    public Table(DynamoDbClient client, String name) {
        this.client = client;
        this.name = name;
    }

    String name() {
        return name;
    }

    Optional<Map<String, AttributeValue>> get(String pk, String sk) {
        var item = asking(() -> client.getItem(get -> get.tableName(name).key(Items.key(pk, sk)).consistentRead(true)))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(item);
    }

    /** The items that exist, in no order; a hundred keys a request. */
    List<Map<String, AttributeValue>> getAll(Collection<Map<String, AttributeValue>> keys) {
        var found = new ArrayList<Map<String, AttributeValue>>();
        var rest = new ArrayList<>(keys.stream().distinct().toList());
        while (!rest.isEmpty()) {
            var some = List.copyOf(rest.subList(0, Math.min(BATCH, rest.size())));
            rest.subList(0, some.size()).clear();
            var answer = asking(() -> client.batchGetItem(get -> get.requestItems(
                    Map.of(name, KeysAndAttributes.builder().keys(some).consistentRead(true).build()))));
            found.addAll(answer.responses().getOrDefault(name, List.of()));
            var left = answer.unprocessedKeys().get(name);
            if (left != null) {
                rest.addAll(left.keys());
            }
        }
        return found;
    }

    /** A page of a partition. */
    QueryResponse query(String pk, int limit, @Nullable Map<String, AttributeValue> after) {
        return query("pk = :pk", Map.of(":pk", Items.s(pk)), limit, after);
    }

    /** A page of a partition whose sort keys start with {@code prefix}, which DynamoDB wants not empty. */
    QueryResponse query(String pk, String prefix, int limit, @Nullable Map<String, AttributeValue> after) {
        return query(
                "pk = :pk AND begins_with(sk, :prefix)",
                Map.of(":pk", Items.s(pk), ":prefix", Items.s(prefix)),
                limit,
                after);
    }

    /** A page of a partition, of those whose sort keys lie between the two, which belong to it. */
    QueryResponse queryBetween(
            String pk, String first, String last, int limit, @Nullable Map<String, AttributeValue> after) {
        return query(
                "pk = :pk AND sk BETWEEN :first AND :last",
                Map.of(":pk", Items.s(pk), ":first", Items.s(first), ":last", Items.s(last)),
                limit,
                after);
    }

    private QueryResponse query(
            String condition,
            Map<String, AttributeValue> values,
            int limit,
            @Nullable Map<String, AttributeValue> after) {
        return asking(() -> client.query(QueryRequest.builder()
                .tableName(name)
                .consistentRead(true)
                .keyConditionExpression(condition)
                .expressionAttributeValues(values)
                .limit(limit)
                .exclusiveStartKey(after)
                .build()));
    }

    /** A page of an index partition, in the order of its sort keys. */
    QueryResponse queryIndex(String pk, int limit, @Nullable Map<String, AttributeValue> after) {
        return queryIndex("gsi1pk = :pk", Map.of(":pk", Items.s(pk)), limit, after);
    }

    /** A page of an index partition, of those whose sort keys come before {@code end}. */
    QueryResponse queryIndexBefore(String pk, String end, int limit, @Nullable Map<String, AttributeValue> after) {
        return queryIndex(
                "gsi1pk = :pk AND gsi1sk < :end", Map.of(":pk", Items.s(pk), ":end", Items.s(end)), limit, after);
    }

    private QueryResponse queryIndex(
            String condition,
            Map<String, AttributeValue> values,
            int limit,
            @Nullable Map<String, AttributeValue> after) {
        return asking(() -> client.query(QueryRequest.builder()
                .tableName(name)
                .indexName(Items.GSI1)
                .keyConditionExpression(condition)
                .expressionAttributeValues(values)
                .limit(limit)
                .exclusiveStartKey(after)
                .build()));
    }

    /**
     * The named attributes of what a filter leaves of a page of an index partition; the page's limit counts what the filter
     * looks at.
     *
     * @param forward in the order of the sort keys, not against it
     * @param values of the filter's placeholders, of which {@code :pk} is not one
     */
    QueryResponse queryIndex(
            String pk,
            boolean forward,
            @Nullable String filter,
            Map<String, AttributeValue> values,
            String attributes,
            int limit,
            @Nullable Map<String, AttributeValue> after) {
        var all = new HashMap<>(values);
        all.put(":pk", Items.s(pk));
        return asking(() -> client.query(QueryRequest.builder()
                .tableName(name)
                .indexName(Items.GSI1)
                .keyConditionExpression("gsi1pk = :pk")
                .filterExpression(filter)
                .expressionAttributeValues(all)
                .projectionExpression(attributes)
                .scanIndexForward(forward)
                .limit(limit)
                .exclusiveStartKey(after)
                .build()));
    }

    void put(Map<String, AttributeValue> item) {
        asking(() -> client.putItem(put -> put.tableName(name).item(item)));
    }

    /** Removes an item; what it was, to the one of many that removed it. */
    Optional<Map<String, AttributeValue>> take(String pk, String sk) {
        try {
            return Optional.of(asking(() -> client.deleteItem(delete -> delete.tableName(name)
                            .key(Items.key(pk, sk))
                            .conditionExpression("attribute_exists(pk)")
                            .returnValues(ReturnValue.ALL_OLD)))
                    .attributes());
        } catch (ConditionalCheckFailedException gone) {
            return Optional.empty();
        }
    }

    void delete(String pk, String sk) {
        asking(() -> client.deleteItem(delete -> delete.tableName(name).key(Items.key(pk, sk))));
    }

    /** Changes one item; false when its condition does not hold. */
    boolean update(String pk, String sk, String expression, String condition, Map<String, AttributeValue> values) {
        return updated(pk, sk, expression, condition, values, ReturnValue.NONE).isPresent();
    }

    /** Changes one item; what it is now, or empty when its condition does not hold. */
    Optional<Map<String, AttributeValue>> updated(
            String pk, String sk, String expression, String condition, Map<String, AttributeValue> values) {
        return updated(pk, sk, expression, condition, values, ReturnValue.ALL_NEW);
    }

    private Optional<Map<String, AttributeValue>> updated(
            String pk,
            String sk,
            String expression,
            String condition,
            Map<String, AttributeValue> values,
            ReturnValue wanted) {
        try {
            return Optional.of(asking(() -> client.updateItem(UpdateItemRequest.builder()
                            .tableName(name)
                            .key(Items.key(pk, sk))
                            .updateExpression(expression)
                            .conditionExpression(condition)
                            .expressionAttributeValues(values)
                            .returnValues(wanted)
                            .build()))
                    .attributes());
        } catch (ConditionalCheckFailedException otherwise) {
            return Optional.empty();
        }
    }

    /** Writes all or nothing; false when a condition does not hold. */
    boolean transact(TransactWriteItem... writes) {
        return obstacle(List.of(writes)).isEmpty();
    }

    /** Writes all or nothing; the place of the first write whose condition does not hold, if any. */
    OptionalInt obstacle(List<TransactWriteItem> writes) {
        try {
            asking(() -> client.transactWriteItems(transaction -> transaction.transactItems(writes)));
            return OptionalInt.empty();
        } catch (TransactionCanceledException cancelled) {
            var reasons = cancelled.cancellationReasons();
            var first = IntStream.range(0, reasons.size())
                    .filter(place -> "ConditionalCheckFailed".equals(reasons.get(place).code()))
                    .findFirst();
            if (first.isPresent()) {
                return first;
            }
            // Another transaction touched the same items at the same moment, or the table is busy: it passes by itself.
            throw new Unavailable("dynamodb", WAIT, cancelled);
        }
    }

    TransactWriteItem putting(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder().put(put -> put.tableName(name).item(item)).build();
    }

    TransactWriteItem puttingNew(Map<String, AttributeValue> item) {
        return puttingIf(item, "attribute_not_exists(pk)", null);
    }

    TransactWriteItem puttingIf(
            Map<String, AttributeValue> item, String condition, @Nullable Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(name)
                        .item(item)
                        .conditionExpression(condition)
                        .expressionAttributeValues(values)
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.NONE))
                .build();
    }

    TransactWriteItem updating(
            String pk, String sk, String expression, String condition, Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName(name)
                        .key(Items.key(pk, sk))
                        .updateExpression(expression)
                        .conditionExpression(condition)
                        .expressionAttributeValues(values))
                .build();
    }

    /** Changes an item, or makes it, whatever it is. */
    TransactWriteItem updating(String pk, String sk, String expression, Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName(name)
                        .key(Items.key(pk, sk))
                        .updateExpression(expression)
                        .expressionAttributeValues(values))
                .build();
    }

    TransactWriteItem checking(String pk, String sk, String condition, Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(name)
                        .key(Items.key(pk, sk))
                        .conditionExpression(condition)
                        .expressionAttributeValues(values))
                .build();
    }

    TransactWriteItem deletingIf(String pk, String sk, String condition, Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .delete(delete -> delete.tableName(name)
                        .key(Items.key(pk, sk))
                        .conditionExpression(condition)
                        .expressionAttributeValues(values))
                .build();
    }

    TransactWriteItem deleting(String pk, String sk) {
        return TransactWriteItem.builder()
                .delete(delete -> delete.tableName(name).key(Items.key(pk, sk)))
                .build();
    }

    private static <T> T asking(Supplier<T> call) {
        try {
            return call.get();
        } catch (DynamoDbException refused) {
            if (refused.isThrottlingException() || refused.statusCode() >= 500) {
                throw new Unavailable("dynamodb", WAIT, refused);
            }
            throw refused;
        } catch (SdkClientException unreachable) {
            throw new Unavailable("dynamodb", WAIT, unreachable);
        }
    }
}
