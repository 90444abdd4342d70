package portero.lambda;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import portero.domain.Secret;
import portero.domain.accounts.PasswordPolicy;

/**
 * The fields of a JSON body. Each reader notes what is wrong and goes on, so that the sender learns of every mistake at
 * once; {@link #check} then ends the request if there was any.
 */
public final class Fields {
    private final Map<String, Object> values;
    private final String path;
    private final List<FieldError> errors;

    Fields(Map<String, Object> values) {
        this(values, "", new ArrayList<>());
    }

    private Fields(Map<String, Object> values, String path, List<FieldError> errors) {
        this.values = values;
        this.path = path;
        this.errors = errors;
    }

    /** A text that must be there and not blank; the empty string if it is not. */
    public String text(String name, int longest) {
        return optionalText(name, longest).orElseGet(() -> {
            missing(name);
            return "";
        });
    }

    /** What somebody wrote, with at most so many code points and no control characters but line ends; must be there. */
    public String prose(String name, int longest) {
        var text = text(name, 4 * longest).replace("\r\n", "\n").replaceAll("[\\p{Cntrl}&&[^\n\t]]", "").strip();
        if (text.codePointCount(0, text.length()) > longest) {
            wrong(name, FieldCode.TOO_LONG);
        }
        return text;
    }

    /** Different texts that {@code parse} understands, at most so many; none if they are absent. */
    public <T> List<T> list(String name, int most, Function<String, Optional<T>> parse) {
        if (values.get(name) == null) {
            return List.of();
        }
        if (!(values.get(name) instanceof List<?> list)) {
            wrong(name, FieldCode.MALFORMED);
            return List.of();
        }
        if (list.size() > most) {
            wrong(name, FieldCode.TOO_LONG);
            return List.of();
        }
        var found = new ArrayList<T>();
        for (var value : list) {
            var parsed = value instanceof String text ? parse.apply(text) : Optional.<T>empty();
            parsed.ifPresentOrElse(found::add, () -> wrong(name, FieldCode.MALFORMED));
        }
        return found.stream().distinct().toList();
    }

    /** A token or code that must be there. */
    public Secret secret(String name, int longest) {
        return new Secret(text(name, longest));
    }

    /** A password that must be there, in the one form in which passwords are set and compared. */
    public Secret password(String name) {
        return new Secret(PasswordPolicy.normalise(text(name, 256)));
    }

    /** A text that may be absent, null or blank. */
    public Optional<String> optionalText(String name, int longest) {
        return switch (values.get(name)) {
            case null -> Optional.empty();
            case String text when text.isBlank() -> Optional.empty();
            case String text when text.length() > longest -> wrong(name, FieldCode.TOO_LONG);
            case String text -> Optional.of(text);
            default -> wrong(name, FieldCode.MALFORMED);
        };
    }

    /** A text that {@code parse} understands; noted as missing or malformed otherwise. */
    public <T> Optional<T> parsed(String name, int longest, Function<String, Optional<T>> parse) {
        var text = optionalText(name, longest);
        if (text.isEmpty()) {
            missing(name);
        }
        return text.flatMap(value -> understood(name, value, parse));
    }

    /** A text that may be absent; noted as malformed if {@code parse} does not understand it. */
    public <T> Optional<T> optionalParsed(String name, int longest, Function<String, Optional<T>> parse) {
        return optionalText(name, longest).flatMap(value -> understood(name, value, parse));
    }

    private <T> Optional<T> understood(String name, String value, Function<String, Optional<T>> parse) {
        var result = parse.apply(value);
        return result.isPresent() ? result : wrong(name, FieldCode.MALFORMED);
    }

    /** One of an enum's constants, written as {@link Codes} writes them. */
    public <E extends Enum<E>> Optional<E> code(String name, Class<E> type) {
        var text = optionalText(name, 64);
        if (text.isEmpty()) {
            missing(name);
        }
        return text.flatMap(value -> known(name, Codes.parse(type, value)));
    }

    /** One of an enum's constants, written as {@link Codes} writes them; may be absent. */
    public <E extends Enum<E>> Optional<E> optionalCode(String name, Class<E> type) {
        return optionalText(name, 64).flatMap(value -> known(name, Codes.parse(type, value)));
    }

    /** One of an enum's constants by its own name, as registers write them; may be absent. */
    public <E extends Enum<E>> Optional<E> optionalName(String name, Class<E> type) {
        return optionalText(name, 64).flatMap(value -> known(name, List.of(type.getEnumConstants()).stream()
                .filter(constant -> constant.name().equals(value))
                .findFirst()));
    }

    /** One of an enum's constants by its own name, as registers write them. */
    public <E extends Enum<E>> Optional<E> name(String name, Class<E> type) {
        var found = optionalName(name, type);
        if (found.isEmpty()) {
            missing(name);
        }
        return found;
    }

    private <E> Optional<E> known(String name, Optional<E> constant) {
        return constant.isPresent() ? constant : wrong(name, FieldCode.UNKNOWN_VALUE);
    }

    /** A whole number that must be there; 0 if it is not. */
    public long number(String name) {
        return switch (values.get(name)) {
            case Integer number -> number;
            case Long number -> number;
            case null -> {
                missing(name);
                yield 0;
            }
            default -> {
                wrong(name, FieldCode.MALFORMED);
                yield 0;
            }
        };
    }

    /** True or false; false where absent. */
    public boolean flag(String name) {
        return switch (values.get(name)) {
            case Boolean flag -> flag;
            case null -> false;
            default -> {
                wrong(name, FieldCode.MALFORMED);
                yield false;
            }
        };
    }

    /** An object that must be there; its own fields are noted with this one's name before theirs. */
    public Fields object(String name) {
        if (values.get(name) instanceof Map<?, ?> map) {
            var inner = new LinkedHashMap<String, Object>();
            map.forEach((key, value) -> inner.put(String.valueOf(key), value));
            return new Fields(inner, path + name + ".", errors);
        }
        if (values.get(name) == null) {
            missing(name);
        } else {
            wrong(name, FieldCode.MALFORMED);
        }
        return new Fields(Map.of(), path + name + ".", new ArrayList<>());
    }

    /** An object that may be absent. */
    public Optional<Fields> optionalObject(String name) {
        return values.get(name) == null ? Optional.empty() : Optional.of(object(name));
    }

    /** Notes a mistake found by a rule over several fields. */
    public void note(String name, FieldCode code) {
        errors.add(new FieldError(path + name, code));
    }

    /** Ends the request with {@code invalid-fields} if anything was noted. */
    public void check() {
        if (!errors.isEmpty()) {
            throw RequestRefused.because(errors);
        }
    }

    private void missing(String name) {
        var full = path + name;
        if (errors.stream().noneMatch(error -> error.field().equals(full))) {
            errors.add(new FieldError(full, FieldCode.MISSING));
        }
    }

    private <T> Optional<T> wrong(String name, FieldCode code) {
        errors.add(new FieldError(path + name, code));
        return Optional.empty();
    }
}
