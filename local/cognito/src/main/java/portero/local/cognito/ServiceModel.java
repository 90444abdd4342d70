package portero.local.cognito;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import portero.local.wire.Json;

/** The published inputs of the operations and their constraints: types, lengths, patterns, ranges and enumerations. */
final class ServiceModel {

    /** @param signed whether callers must sign, as all administrators' operations do */
    record OperationModel(String input, boolean signed) {}

    private record Shape(
            String type,
            @Nullable Integer min,
            @Nullable Integer max,
            @Nullable Pattern pattern,
            List<String> values,
            Set<String> required,
            Map<String, String> members,
            String element,
            boolean sensitive) {}

    private final Map<String, OperationModel> operations = new HashMap<>();
    private final Map<String, Shape> shapes = new HashMap<>();

    private ServiceModel(JsonNode model) {
        model.get("operations").properties().forEach(operation -> operations.put(
                operation.getKey(),
                new OperationModel(
                        operation.getValue().get("input").asText(),
                        operation.getValue().get("signed").asBoolean())));
        model.get("shapes").properties().forEach(shape -> shapes.put(shape.getKey(), shape(shape.getValue())));
    }

    static ServiceModel load() {
        try (InputStream resource =
                Objects.requireNonNull(ServiceModel.class.getResourceAsStream("service-model.json"))) {
            return new ServiceModel(Json.MAPPER.readTree(resource));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Optional<OperationModel> operation(String name) {
        return Optional.ofNullable(operations.get(name));
    }

    Set<String> operationNames() {
        return Set.copyOf(operations.keySet());
    }

    /**
     * The known members of an input, absent ones and nulls left out; unknown members are ignored as the service does.
     *
     * @throws ServiceException SerializationException for a wrong type, InvalidParameterException for broken constraints
     */
    ObjectNode check(String inputShape, JsonNode input) {
        var violations = new ArrayList<String>();
        JsonNode checked = check(inputShape, "", input, violations);
        if (!violations.isEmpty()) {
            throw ServiceException.invalidParameter(violations.size()
                    + (violations.size() == 1 ? " validation error detected: " : " validation errors detected: ")
                    + String.join("; ", violations));
        }
        return (ObjectNode) checked;
    }

    private JsonNode check(String name, String path, JsonNode value, List<String> violations) {
        Shape shape = Objects.requireNonNull(shapes.get(name), name);
        return switch (shape.type) {
            case "structure" -> structure(shape, path, value, violations);
            case "list" -> list(shape, path, value, violations);
            case "map" -> map(shape, path, value, violations);
            case "string" -> text(shape, path, value, violations);
            case "integer" -> number(shape, path, value, violations);
            case "boolean" -> {
                if (!value.isBoolean()) {
                    throw wrongType(value, "Boolean");
                }
                yield value;
            }
            default -> throw new IllegalStateException(shape.type);
        };
    }

    private JsonNode structure(Shape shape, String path, JsonNode value, List<String> violations) {
        if (!value.isObject()) {
            throw wrongType(value, "structure");
        }
        ObjectNode checked = Json.object();
        shape.members.forEach((member, memberShape) -> {
            JsonNode given = value.get(member);
            String memberPath = path.isEmpty() ? lowerFirst(member) : path + "." + lowerFirst(member);
            if (given != null && !given.isNull()) {
                checked.set(member, check(memberShape, memberPath, given, violations));
            } else if (shape.required.contains(member)) {
                violations.add("Value null at '" + memberPath
                        + "' failed to satisfy constraint: Member must not be null");
            }
        });
        return checked;
    }

    private JsonNode list(Shape shape, String path, JsonNode value, List<String> violations) {
        if (!value.isArray()) {
            throw wrongType(value, "List");
        }
        range(shape, path, value.size(), "length", violations);
        var checked = Json.MAPPER.createArrayNode();
        for (int index = 0; index < value.size(); index++) {
            checked.add(check(shape.element, path + "." + (index + 1) + ".member", value.get(index), violations));
        }
        return checked;
    }

    private JsonNode map(Shape shape, String path, JsonNode value, List<String> violations) {
        if (!value.isObject()) {
            throw wrongType(value, "Map");
        }
        range(shape, path, value.size(), "length", violations);
        ObjectNode checked = Json.object();
        value.properties().forEach(entry -> {
            if (!entry.getValue().isNull()) {
                checked.set(entry.getKey(),
                        check(shape.element, path + "." + entry.getKey() + ".member", entry.getValue(), violations));
            }
        });
        return checked;
    }

    private JsonNode text(Shape shape, String path, JsonNode value, List<String> violations) {
        if (!value.isTextual()) {
            throw wrongType(value, "String");
        }
        String text = value.asText();
        range(shape, path, text.length(), "length", violations);
        if (shape.pattern != null && !shape.pattern.matcher(text).matches()) {
            violations.add(described(shape, path, text) + "Member must satisfy regular expression pattern: "
                    + shape.pattern);
        }
        if (!shape.values.isEmpty() && !shape.values.contains(text)) {
            violations.add(described(shape, path, text) + "Member must satisfy enum value set: " + shape.values);
        }
        return value;
    }

    private JsonNode number(Shape shape, String path, JsonNode value, List<String> violations) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrongType(value, "Integer");
        }
        range(shape, path, value.asInt(), "value", violations);
        return value;
    }

    private static void range(Shape shape, String path, int size, String measure, List<String> violations) {
        String subject = "Value at '" + path + "' failed to satisfy constraint: Member must have " + measure;
        if (shape.min != null && size < shape.min) {
            violations.add(subject + " greater than or equal to " + shape.min);
        }
        if (shape.max != null && size > shape.max) {
            violations.add(subject + " less than or equal to " + shape.max);
        }
    }

    private static String described(Shape shape, String path, String text) {
        return "Value " + (shape.sensitive ? "" : "'" + text + "' ") + "at '" + path
                + "' failed to satisfy constraint: ";
    }

    private static ServiceException wrongType(JsonNode value, String expected) {
        return new ServiceException(
                "SerializationException", value.getNodeType() + "_VALUE can not be converted to a " + expected);
    }

    private static Shape shape(JsonNode json) {
        var members = new LinkedHashMap<String, String>();
        if (json.has("members")) {
            json.get("members").properties()
                    .forEach(member -> members.put(member.getKey(), member.getValue().asText()));
        }
        return new Shape(
                json.get("type").asText(),
                json.has("min") ? json.get("min").asInt() : null,
                json.has("max") ? json.get("max").asInt() : null,
                json.has("pattern") ? Pattern.compile(json.get("pattern").asText()) : null,
                texts(json, "enum"),
                Set.copyOf(texts(json, "required")),
                members,
                json.path("member").asText(json.path("value").asText()),
                json.path("sensitive").asBoolean());
    }

    private static List<String> texts(JsonNode json, String name) {
        return json.path(name).valueStream().map(JsonNode::asText).toList();
    }

    private static String lowerFirst(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
