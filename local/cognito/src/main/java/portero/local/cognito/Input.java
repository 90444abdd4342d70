package portero.local.cognito;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import portero.local.wire.Json;

/** An operation's checked input, or a part of it. */
record Input(ObjectNode json) {

    String text(String name) {
        return Objects.requireNonNull(json.get(name), name).asText();
    }

    Optional<String> optionalText(String name) {
        return Optional.ofNullable(json.get(name)).map(JsonNode::asText);
    }

    boolean flag(String name) {
        return json.path(name).asBoolean();
    }

    int number(String name, int otherwise) {
        return json.path(name).asInt(otherwise);
    }

    boolean has(String name) {
        return json.has(name);
    }

    Input part(String name) {
        return json.get(name) instanceof ObjectNode part ? new Input(part) : new Input(Json.object());
    }

    List<String> texts(String name) {
        return json.path(name).valueStream().map(JsonNode::asText).toList();
    }

    Map<String, String> textMap(String name) {
        var map = new LinkedHashMap<String, String>();
        json.path(name).properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    /** A list of Name and Value pairs; a missing value counts as blank, a repeated name is refused. */
    Map<String, String> attributes(String name) {
        var attributes = new LinkedHashMap<String, String>();
        for (JsonNode pair : json.path(name)) {
            if (attributes.putIfAbsent(pair.path("Name").asText(), pair.path("Value").asText("")) != null) {
                throw ServiceException.invalidParameter("Duplicate attribute: " + pair.path("Name").asText());
            }
        }
        return attributes;
    }
}
