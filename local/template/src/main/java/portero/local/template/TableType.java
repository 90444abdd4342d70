package portero.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import portero.local.template.Value.Fields;
import portero.local.template.Value.Items;
import portero.local.template.Value.Text;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.SSESpecification;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateContinuousBackupsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;

/** {@code AWS::DynamoDB::Table}, by CreateTable, UpdateTable and UpdateTimeToLive. */
final class TableType implements ResourceType {
    static final String TYPE = "AWS::DynamoDB::Table";

    private static final String INDEXES = "GlobalSecondaryIndexes";
    private static final String TIME_TO_LIVE = "TimeToLiveSpecification";
    private static final String STREAM = "StreamSpecification";
    private static final String ENCRYPTION = "SSESpecification";
    private static final String BACKUPS = "PointInTimeRecoverySpecification";
    private static final String LOST = "the table would be made anew and lose its items";
    private static final Map<String, String> IGNORED = Map.of(
            BACKUPS, "nothing: there are no backups here",
            ENCRYPTION, "nothing: the table's file is not encrypted",
            "Tags", "nothing: tables have no tags here",
            "TableClass", "nothing: storage costs nothing here",
            "ContributorInsightsSpecification", "nothing: access is not measured here",
            "KinesisStreamSpecification", "nothing: there is no Kinesis here",
            "ResourcePolicy", "nothing: no policy is enforced here");
    private static final Map<String, String> WITHOUT = Map.of(
            "BillingMode", "PROVISIONED",
            "DeletionProtectionEnabled", "false");

    private final Supplier<DynamoDbClient> client;

    TableType(Supplier<DynamoDbClient> client) {
        this.client = client;
    }

    @Override
    public Set<String> attributes() {
        return Set.of("Arn", "StreamArn");
    }

    @Override
    public Map<String, String> replacing() {
        return Map.of(
                "KeySchema", LOST,
                "LocalSecondaryIndexes", LOST,
                "TableName", LOST);
    }

    @Override
    public Map<String, String> ignored() {
        return IGNORED;
    }

    @Override
    public void check(Fields properties, String name) {
        createTable(properties, name);
        timeToLive(properties, name);
        // DynamoDB Local takes both.
        if (properties.get("BillingMode").map(mode -> mode.text("BillingMode")).orElse("").equals("PAY_PER_REQUEST")
                && properties.get("ProvisionedThroughput").isPresent()) {
            throw new TemplateException(
                    properties.at("ProvisionedThroughput"), "a table that is paid per request has no ProvisionedThroughput");
        }
    }

    @Override
    public String create(Fields properties, String name) {
        var table = client.get().createTable(createTable(properties, name)).tableDescription().tableName();
        settled(table);
        timeToLive(properties, table)
                .filter(request -> request.timeToLiveSpecification().enabled())
                .ifPresent(client.get()::updateTimeToLive);
        return table;
    }

    @Override
    public Optional<Attributes> find(String id, Map<String, Object> properties) {
        try {
            var table = describe(id);
            var attributes = new LinkedHashMap<String, String>();
            attributes.put("Arn", table.tableArn());
            if (table.latestStreamArn() != null) {
                attributes.put("StreamArn", table.latestStreamArn());
            }
            return Optional.of(Attributes.of(table.tableName(), attributes));
        } catch (ResourceNotFoundException gone) {
            return Optional.empty();
        }
    }

    @Override
    public void update(String id, Fields properties, String name, Set<String> changed, Map<String, Object> before) {
        indexes(id, properties, changed, before);
        if (changed.contains("BillingMode") || changed.contains("ProvisionedThroughput")) {
            set(id, properties, Set.of("BillingMode", "ProvisionedThroughput"));
        }
        for (var each : List.of("DeletionProtectionEnabled", "OnDemandThroughput", "WarmThroughput")) {
            if (changed.contains(each)) {
                set(id, properties, Set.of(each));
            }
        }
        if (changed.contains(STREAM)) {
            if (before.containsKey(STREAM)) {
                client.get().updateTable(update -> update.tableName(id)
                        .streamSpecification(stream -> stream.streamEnabled(false)));
            }
            if (properties.get(STREAM).isPresent()) {
                set(id, properties, Set.of(STREAM));
            }
        }
        if (changed.contains(TIME_TO_LIVE)) {
            expire(id, properties, before);
        }
    }

    @Override
    public void delete(String id, Map<String, Object> properties) {
        client.get().deleteTable(delete -> delete.tableName(id));
    }

    private void set(String id, Fields properties, Set<String> names) {
        var request = Fields.empty(properties.at());
        var members = asRequest(properties);
        for (var name : names) {
            var value = members.get(name).or(() -> Optional.ofNullable(WITHOUT.get(name))
                    .map(text -> Text.of(text, properties.at())));
            if (value.isPresent()) {
                request = request.with(name, value.get());
            } else if (!name.equals("ProvisionedThroughput")) {
                throw new TemplateException(properties.at(), name + " cannot be taken away again; give it another value");
            }
        }
        client.get()
                .updateTable(RequestMapper.fill(UpdateTableRequest.builder(), request, TYPE)
                        .tableName(id)
                        .build());
        settled(id);
    }

    private void indexes(String id, Fields properties, Set<String> changed, Map<String, Object> before) {
        if (!changed.contains(INDEXES)) {
            return;
        }
        var at = properties.at(INDEXES);
        var had = new LinkedHashMap<String, Map<?, ?>>();
        if (before.get(INDEXES) instanceof List<?> list) {
            list.forEach(index -> {
                if (index instanceof Map<?, ?> map) {
                    had.put(String.valueOf(map.get("IndexName")), map);
                }
            });
        }
        var has = new LinkedHashMap<String, Fields>();
        properties.get(INDEXES).map(value -> value.items(INDEXES)).orElse(List.of()).forEach(index -> {
            var fields = index.fields("An index");
            has.put(fields.required("IndexName", "An index").text("IndexName"), fields);
        });
        var gone = had.keySet().stream().filter(name -> !has.containsKey(name)).toList();
        var added = has.keySet().stream().filter(name -> !had.containsKey(name)).toList();
        if (gone.size() + added.size() > 1) {
            throw new TemplateException(
                    at, "CloudFormation adds or removes one index at a time; this would change "
                            + String.join(", ", gone) + (gone.isEmpty() || added.isEmpty() ? "" : ", ")
                            + String.join(", ", added));
        }
        has.forEach((name, index) -> {
            var earlier = had.get(name);
            if (earlier == null) {
                return;
            }
            for (var part : List.of("KeySchema", "Projection")) {
                var now = index.get(part).map(value -> value.plain(Text::text)).orElse("");
                if (!now.equals(Optional.<Object>ofNullable(earlier.get(part)).orElse(""))) {
                    throw new TemplateException(
                            index.at(part), "the index " + name + " cannot change its " + part + "; give it another name");
                }
            }
            index.get("ProvisionedThroughput")
                    .filter(value -> !value.plain(Text::text).equals(earlier.get("ProvisionedThroughput")))
                    .ifPresent(throughput -> change(id, properties, "Update", index("ProvisionedThroughput", name, throughput)));
        });
        gone.forEach(name -> change(id, properties, "Delete", index("IndexName", name, Text.of(name, at))));
        added.forEach(name -> change(id, properties, "Create", tableIndex(has.get(name))));
    }

    private static Fields index(String member, String name, Value value) {
        return Fields.empty(value.at()).with("IndexName", Text.of(name, value.at())).with(member, value);
    }

    private void change(String id, Fields properties, String action, Fields index) {
        var updates = new Items(List.of(Fields.empty(index.at()).with(action, index)), index.at());
        var request = Fields.empty(properties.at()).with("GlobalSecondaryIndexUpdates", updates);
        if (action.equals("Create")) {
            request = request.with("AttributeDefinitions", properties.required("AttributeDefinitions", TYPE));
        }
        client.get()
                .updateTable(RequestMapper.fill(UpdateTableRequest.builder(), request, TYPE)
                        .tableName(id)
                        .build());
        settled(id);
    }

    private void expire(String id, Fields properties, Map<String, Object> before) {
        var now = timeToLive(properties, id);
        if (before.get(TIME_TO_LIVE) instanceof Map<?, ?> earlier
                && "true".equals(String.valueOf(earlier.get("Enabled")))) {
            client.get().updateTimeToLive(update -> update.tableName(id)
                    .timeToLiveSpecification(specification -> specification
                            .enabled(false)
                            .attributeName(String.valueOf(earlier.get("AttributeName")))));
        }
        now.filter(request -> request.timeToLiveSpecification().enabled()).ifPresent(client.get()::updateTimeToLive);
    }

    private static CreateTableRequest createTable(Fields properties, String name) {
        properties.get(BACKUPS).ifPresent(value -> RequestMapper.fill(
                UpdateContinuousBackupsRequest.builder(), Fields.empty(value.at()).with(BACKUPS, value), TYPE));
        if (properties.get("ImportSourceSpecification").isPresent()) {
            throw new TemplateException(
                    properties.at("ImportSourceSpecification"), "there is nothing to import a table from here");
        }
        var request = asRequest(properties);
        if (request.get("TableName").isEmpty()) {
            request = request.with("TableName", Text.of(name, properties.at()));
        }
        // Filled with the ignored ones as well, so that they are checked; then taken out, since nothing keeps them.
        var builder = RequestMapper.fill(CreateTableRequest.builder(), request, TYPE);
        return builder.sseSpecification((SSESpecification) null)
                .tableClass((String) null)
                .tags(List.of())
                .build();
    }

    private static Fields asRequest(Fields properties) {
        var request = properties.without(Set.of(
                TIME_TO_LIVE,
                BACKUPS,
                "ContributorInsightsSpecification",
                "KinesisStreamSpecification",
                "ResourcePolicy"));
        var stream = properties.get(STREAM)
                .map(value -> value.fields(STREAM).only(Set.of("ResourcePolicy", "StreamViewType"), TYPE + "." + STREAM));
        if (stream.isPresent()) {
            request = request.with(
                    STREAM,
                    stream.get()
                            .without(Set.of("ResourcePolicy"))
                            .with("StreamEnabled", Text.of("true", stream.get().at())));
        }
        var encryption = properties.get(ENCRYPTION).map(value -> value.fields(ENCRYPTION));
        if (encryption.isPresent()) {
            request = request.with(
                    ENCRYPTION,
                    RequestMapper.rename(encryption.get(), Map.of("SSEEnabled", "Enabled"), TYPE + "." + ENCRYPTION));
        }
        if (properties.get(INDEXES).isPresent()) {
            var indexes = new ArrayList<Value>();
            properties.required(INDEXES, TYPE).items(INDEXES).forEach(index -> indexes.add(tableIndex(index.fields("An index"))));
            request = request.with(INDEXES, new Items(indexes, properties.at(INDEXES)));
        }
        return request;
    }

    private static Fields tableIndex(Fields index) {
        return index.without(Set.of("ContributorInsightsSpecification"));
    }

    private static Optional<UpdateTimeToLiveRequest> timeToLive(Fields properties, String table) {
        return properties.get(TIME_TO_LIVE).map(value -> {
            value.fields(TIME_TO_LIVE).required("Enabled", TIME_TO_LIVE);
            return RequestMapper.fill(
                            UpdateTimeToLiveRequest.builder(), Fields.empty(value.at()).with(TIME_TO_LIVE, value), TYPE)
                    .tableName(table)
                    .build();
        });
    }

    private void settled(String table) {
        while (!settled(describe(table))) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for the table " + table, stopped);
            }
        }
    }

    private static boolean settled(TableDescription table) {
        return table.tableStatus() == TableStatus.ACTIVE
                && table.globalSecondaryIndexes().stream()
                        .map(GlobalSecondaryIndexDescription::indexStatus)
                        .allMatch(status -> status == IndexStatus.ACTIVE);
    }

    private TableDescription describe(String table) {
        return client.get()
                .describeTable(DescribeTableRequest.builder().tableName(table).build())
                .table();
    }
}
