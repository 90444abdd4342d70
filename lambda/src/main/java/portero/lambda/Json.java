package portero.lambda;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the objects that answers are made of. */
public final class Json {
    private Json() {}

    /**
     * An object of names and values in turn, in that order. Empty optionals are left out; enum constants, dates, ids and
     * the like are written as text.
     */
    public static Map<String, Object> object(Object... namesAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            var name = (String) namesAndValues[i];
            var value = namesAndValues[i + 1];
            if (value instanceof Optional<?> optional) {
                optional.ifPresent(present -> object.put(name, plain(present)));
            } else {
                object.put(name, plain(value));
            }
        }
        return object;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Map<?, ?> map -> map;
            case List<?> list -> list.stream().map(Json::plain).toList();
            case Number number -> number;
            case Boolean flag -> flag;
            case Enum<?> constant -> Codes.of(constant);
            default -> value.toString();
        };
    }
}
