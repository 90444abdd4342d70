package portero.local.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.SequencedMap;
import portero.local.template.Value.Field;
import portero.local.template.Value.Fields;
import portero.local.template.Value.Items;
import portero.local.template.Value.Text;

/** SAM's short form of a table: rewritten, as SAM does it, into an {@code AWS::DynamoDB::Table}. */
final class SimpleTable {
    static final String TYPE = "AWS::Serverless::SimpleTable";

    private static final Set<String> PROPERTIES = Set.of(
            "PointInTimeRecoverySpecification",
            "PrimaryKey",
            "ProvisionedThroughput",
            "SSESpecification",
            "TableName",
            "Tags");

    private SimpleTable() {}

    static Fields table(Fields simple) {
        simple.only(PROPERTIES, TYPE);
        var key = simple.get("PrimaryKey")
                .map(value -> value.fields("PrimaryKey").only(Set.of("Name", "Type"), "PrimaryKey"))
                .orElseGet(() -> fields(simple.at(), "Name", "id", "Type", "String"));
        var name = key.required("Name", "PrimaryKey").text("Name");
        var type = key.required("Type", "PrimaryKey");
        var letter = switch (type.text("Type")) {
            case "String" -> "S";
            case "Number" -> "N";
            case "Binary" -> "B";
            case String other -> throw new TemplateException(
                    type.at(), "a primary key is a String, Number or Binary, not " + other);
        };
        var at = key.at();
        var table = simple.without(Set.of("PrimaryKey"))
                .with(
                        "AttributeDefinitions",
                        new Items(List.of(fields(at, "AttributeName", name, "AttributeType", letter)), at))
                .with("KeySchema", new Items(List.of(fields(at, "AttributeName", name, "KeyType", "HASH")), at));
        return table.get("ProvisionedThroughput").isPresent()
                ? table
                : table.with("BillingMode", Text.of("PAY_PER_REQUEST", at));
    }

    private static Fields fields(Location at, String first, String one, String second, String two) {
        SequencedMap<String, Field> fields = new LinkedHashMap<>();
        fields.put(first, new Field(at, Text.of(one, at)));
        fields.put(second, new Field(at, Text.of(two, at)));
        return new Fields(fields, at);
    }
}
