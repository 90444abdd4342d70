package portero.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/** A node of a template with its place; intrinsic functions stay what they are until a stack resolves them. */
sealed interface Value {
    Location at();

    /** A scalar as it is written. */
    record Text(String text, Kind kind, Location at) implements Value {
        static Text of(String text, Location at) {
            return new Text(text, Kind.STRING, at);
        }

        /** As YAML means it: a number and a flag are no text. */
        Object object() {
            return switch (kind) {
                case BOOLEAN -> text.equalsIgnoreCase("true");
                case NUMBER -> number();
                case NULL, STRING, LATER -> text;
            };
        }

        private Object number() {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException notWhole) {
                try {
                    return Double.valueOf(text);
                } catch (NumberFormatException otherNotation) {
                    return text;
                }
            }
        }
    }

    enum Kind {
        STRING,
        NUMBER,
        BOOLEAN,
        NULL,
        /** What a resource will say of itself; in a rehearsal it stands for any text, number or flag. */
        LATER
    }

    record Items(List<Value> items, Location at) implements Value {}

    record Fields(SequencedMap<String, Field> fields, Location at) implements Value {
        static Fields empty(Location at) {
            return new Fields(new LinkedHashMap<>(), at);
        }

        Optional<Value> get(String name) {
            return Optional.ofNullable(fields.get(name)).map(Field::value);
        }

        Value required(String name, String owner) {
            return get(name).orElseThrow(() -> new TemplateException(at, owner + " needs " + name));
        }

        /** Refuses the first name that is not allowed. */
        Fields only(Set<String> allowed, String owner) {
            fields.forEach((name, field) -> {
                if (!allowed.contains(name)) {
                    throw new TemplateException(
                            field.at(), owner + " has no property " + name + Nearest.hint(name, allowed));
                }
            });
            return this;
        }

        Fields with(String name, Value value) {
            var copy = new LinkedHashMap<>(fields);
            copy.put(name, new Field(value.at(), value));
            return new Fields(copy, at);
        }

        Fields without(Set<String> names) {
            var copy = new LinkedHashMap<>(fields);
            copy.keySet().removeAll(names);
            return new Fields(copy, at);
        }

        Fields renamed(Map<String, String> names) {
            var copy = new LinkedHashMap<String, Field>();
            fields.forEach((name, field) -> copy.put(names.getOrDefault(name, name), field));
            return new Fields(copy, at);
        }

        /** Plain maps and lists, all scalars as text. */
        Map<String, Object> texts() {
            return plainMap(Text::text);
        }

        /** Plain maps and lists, scalars as YAML means them. */
        Map<String, Object> objects() {
            return plainMap(Text::object);
        }

        private Map<String, Object> plainMap(Function<Text, Object> scalar) {
            var map = new LinkedHashMap<String, Object>();
            fields.forEach((name, field) -> map.put(name, field.value().plain(scalar)));
            return map;
        }

        /** Where the property is written, or the whole when it is absent. */
        Location at(String name) {
            return Optional.ofNullable(fields.get(name)).map(Field::at).orElse(at);
        }
    }

    /** A value with the place of its name. */
    record Field(Location at, Value value) {}

    /** A call of an intrinsic function. {@code Fn::Sub} is read as the {@link Join} that it abbreviates. */
    sealed interface Call extends Value {}

    record Ref(String name, Location at) implements Call {}

    record GetAtt(String resource, String attribute, Location at) implements Call {}

    record Join(String delimiter, Value items, Location at) implements Call {}

    record Select(Value index, Value items, Location at) implements Call {}

    record Split(String delimiter, Value text, Location at) implements Call {}

    record If(String condition, Value then, Value otherwise, Location at) implements Call {}

    record FindInMap(Value map, Value first, Value second, Location at) implements Call {}

    record Base64(Value text, Location at) implements Call {}

    record Equals(Value left, Value right, Location at) implements Call {}

    record And(List<Value> conditions, Location at) implements Call {}

    record Or(List<Value> conditions, Location at) implements Call {}

    record Not(Value condition, Location at) implements Call {}

    record Condition(String name, Location at) implements Call {}

    default Fields fields(String what) {
        if (this instanceof Fields fields) {
            return fields;
        }
        throw new TemplateException(at(), what + " must be a map, not " + described());
    }

    default List<Value> items(String what) {
        if (this instanceof Items items) {
            return items.items();
        }
        throw new TemplateException(at(), what + " must be a list, not " + described());
    }

    default String text(String what) {
        if (this instanceof Text text && text.kind() != Kind.NULL) {
            return text.text();
        }
        throw new TemplateException(at(), what + " must be text, not " + described());
    }

    default boolean isLater() {
        return this instanceof Text text && text.kind() == Kind.LATER;
    }

    default boolean flag(String what) {
        if (isLater()) {
            return false;
        }
        return switch (text(what)) {
            case "true" -> true;
            case "false" -> false;
            case String other -> throw new TemplateException(at(), what + " must be true or false, not " + other);
        };
    }

    default int whole(String what, int least, int most) {
        if (isLater()) {
            return least;
        }
        var text = text(what);
        try {
            var number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notWhole) {
            // Said below, as for a number out of range.
        }
        throw new TemplateException(
                at(), what + " must be a whole number from " + least + " to " + most + ", not " + text);
    }

    default String described() {
        return switch (this) {
            case Text(var text, var kind, var _) -> kind == Kind.NULL ? "empty" : "'" + text + "'";
            case Items _ -> "a list";
            case Fields _ -> "a map";
            case Call call -> "a call of " + call.getClass().getSimpleName();
        };
    }

    /** Maps, lists and scalars without places; how a scalar becomes an object is the caller's. */
    default Object plain(Function<Text, Object> scalar) {
        return switch (this) {
            case Text text -> scalar.apply(text);
            case Items(var items, var _) -> {
                var list = new ArrayList<>();
                items.forEach(item -> list.add(item.plain(scalar)));
                yield list;
            }
            case Fields fields -> fields.plainMap(scalar);
            case Call call -> throw new IllegalStateException(call.at() + ": not resolved");
        };
    }
}
