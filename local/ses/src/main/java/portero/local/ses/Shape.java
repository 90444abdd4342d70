package portero.local.ses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import portero.local.wire.Json;

/** What a member of a request may be: its type and constraints. */
sealed interface Shape {
    Shape TEXT = new Text(Pattern.compile("(?s).*"), 0, Integer.MAX_VALUE);
    Shape FLAG = new Flag();
    Shape WHOLE = new Whole();
    Shape UNSERVED = new Unserved();

    /** Checks a value and leaves out what the service does not know. */
    JsonNode check(String path, JsonNode value);

    record Text(Pattern pattern, int shortest, int longest) implements Shape {
        @Override
        public JsonNode check(String path, JsonNode value) {
            if (!value.isTextual()) {
                throw wrongType(path, "a string");
            }
            String text = value.asText();
            if (text.length() < shortest || text.length() > longest) {
                throw violated(path, "Member must have length between " + shortest + " and " + longest);
            }
            if (!pattern.matcher(text).matches()) {
                throw violated(path, "Member must satisfy regular expression pattern: " + pattern);
            }
            return value;
        }
    }

    record Choice(List<String> choices) implements Shape {
        @Override
        public JsonNode check(String path, JsonNode value) {
            if (!value.isTextual()) {
                throw wrongType(path, "a string");
            }
            if (!choices.contains(value.asText())) {
                throw violated(path, "Member must satisfy enum value set: " + choices);
            }
            return value;
        }
    }

    record Flag() implements Shape {
        @Override
        public JsonNode check(String path, JsonNode value) {
            if (!value.isBoolean()) {
                throw wrongType(path, "a boolean");
            }
            return value;
        }
    }

    record Whole() implements Shape {
        @Override
        public JsonNode check(String path, JsonNode value) {
            if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                throw wrongType(path, "an integer");
            }
            return value;
        }
    }

    record Many(Shape element, int most) implements Shape {
        @Override
        public JsonNode check(String path, JsonNode value) {
            if (!value.isArray()) {
                throw wrongType(path, "a list");
            }
            if (value.size() > most) {
                throw violated(path, "Member must have length less than or equal to " + most);
            }
            ArrayNode checked = Json.MAPPER.createArrayNode();
            for (int index = 0; index < value.size(); index++) {
                checked.add(element.check(path + "." + (index + 1) + ".member", value.get(index)));
            }
            return checked;
        }
    }

    record Structure(Map<String, Shape> members, Set<String> required) implements Shape {
        @Override
        public ObjectNode check(String path, JsonNode value) {
            if (!value.isObject()) {
                throw wrongType(path, "an object");
            }
            ObjectNode checked = Json.object();
            members.forEach((name, shape) -> {
                JsonNode given = value.get(name);
                String memberPath = path.isEmpty() ? lowerFirst(name) : path + "." + lowerFirst(name);
                if (given != null && !given.isNull()) {
                    checked.set(name, shape.check(memberPath, given));
                } else if (required.contains(name)) {
                    throw violated(memberPath, "Member must not be null");
                }
            });
            return checked;
        }

        Structure with(String name, Shape shape) {
            var more = new LinkedHashMap<>(members);
            more.put(name, shape);
            return new Structure(more, required);
        }

        Structure requiring(String... names) {
            return new Structure(members, Set.of(names));
        }
    }

    /** Known to the service, but not served here: refused, since leaving it out would change what is asked. */
    record Unserved() implements Shape {
        @Override
        public JsonNode check(String path, JsonNode value) {
            throw ServiceException.badRequest("'" + path + "' is not served here");
        }
    }

    static Text text(String pattern, int shortest, int longest) {
        return new Text(Pattern.compile(pattern), shortest, longest);
    }

    static Choice choice(String... choices) {
        return new Choice(List.of(choices));
    }

    static Many many(Shape element) {
        return new Many(element, Integer.MAX_VALUE);
    }

    static Structure empty() {
        return new Structure(Map.of(), Set.of());
    }

    private static ServiceException wrongType(String path, String expected) {
        return new ServiceException(
                400, "SerializationException", (path.isEmpty() ? "The request" : path) + " must be " + expected);
    }

    private static ServiceException violated(String path, String constraint) {
        return ServiceException.badRequest(
                "1 validation error detected: Value at '" + path + "' failed to satisfy constraint: " + constraint);
    }

    private static String lowerFirst(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
