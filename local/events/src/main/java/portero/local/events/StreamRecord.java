package portero.local.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * A change of an item, in the form in which Lambda hands it to functions.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Using AWS Lambda with Amazon DynamoDB</a>
 */
record StreamRecord(String sequenceNumber, Instant created, String json) {

    static StreamRecord of(Record change, String stream) {
        var record = JsonFile.JSON
                .createObjectNode()
                .put("eventID", change.eventID())
                .put("eventName", change.eventNameAsString())
                .put("eventVersion", change.eventVersion())
                .put("eventSource", "aws:dynamodb")
                .put("awsRegion", change.awsRegion());
        var data = change.dynamodb();
        var dynamoDb = record.putObject("dynamodb")
                .put("ApproximateCreationDateTime", data.approximateCreationDateTime().getEpochSecond());
        if (data.hasKeys()) {
            item(dynamoDb.putObject("Keys"), data.keys());
        }
        if (data.hasNewImage()) {
            item(dynamoDb.putObject("NewImage"), data.newImage());
        }
        if (data.hasOldImage()) {
            item(dynamoDb.putObject("OldImage"), data.oldImage());
        }
        dynamoDb.put("SequenceNumber", data.sequenceNumber())
                .put("SizeBytes", data.sizeBytes())
                .put("StreamViewType", data.streamViewTypeAsString());
        if (change.userIdentity() != null) {
            record.putObject("userIdentity")
                    .put("principalId", change.userIdentity().principalId())
                    .put("type", change.userIdentity().type());
        }
        record.put("eventSourceARN", stream);
        return new StreamRecord(data.sequenceNumber(), data.approximateCreationDateTime(), record.toString());
    }

    private static void item(ObjectNode node, Map<String, AttributeValue> attributes) {
        attributes.forEach((name, value) -> value(node.putObject(name), value));
    }

    private static void value(ObjectNode node, AttributeValue value) {
        switch (value.type()) {
            case S -> node.put("S", value.s());
            case N -> node.put("N", value.n());
            case B -> node.put("B", base64(value.b()));
            case BOOL -> node.put("BOOL", value.bool());
            case NUL -> node.put("NULL", true);
            case SS -> value.ss().forEach(node.putArray("SS")::add);
            case NS -> value.ns().forEach(node.putArray("NS")::add);
            case BS -> {
                var items = node.putArray("BS");
                value.bs().forEach(bytes -> items.add(base64(bytes)));
            }
            case M -> item(node.putObject("M"), value.m());
            case L -> {
                var items = node.putArray("L");
                value.l().forEach(each -> value(items.addObject(), each));
            }
            // DynamoDB Local writes an empty map into its stream as nothing at all.
            case UNKNOWN_TO_SDK_VERSION -> node.putObject("M");
        }
    }

    private static String base64(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
    }
}
