package portero.local.events;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import portero.local.template.Location;
import portero.local.template.TemplateException;
import portero.local.template.Trigger;

/** What a template says of one event of a function; anything that it cannot mean is refused where the event stands. */
record Given(String owner, Map<String, Object> properties, Location at) {
    static Given of(Trigger trigger, Set<String> allowed) {
        return new Given("The event " + trigger.name(), trigger.properties(), trigger.location()).only(allowed);
    }

    Given only(Set<String> allowed) {
        properties.keySet().stream().filter(name -> !allowed.contains(name)).findFirst().ifPresent(name -> {
            throw refused("has no property " + name);
        });
        return this;
    }

    TemplateException refused(String why) {
        return new TemplateException(at, owner + " " + why);
    }

    boolean has(String name) {
        return properties.containsKey(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(properties.get(name)).map(value -> {
            if (value instanceof Map || value instanceof List) {
                throw refused("needs a text as its " + name);
            }
            return value.toString();
        });
    }

    String required(String name) {
        return text(name).orElseThrow(() -> refused("needs " + name));
    }

    Optional<String> oneOf(String name, Set<String> allowed) {
        return text(name).map(value -> {
            if (!allowed.contains(value)) {
                throw refused("cannot have the " + name + " " + value);
            }
            return value;
        });
    }

    Optional<Integer> whole(String name, int least, int most) {
        return text(name).map(value -> {
            try {
                var number = Integer.parseInt(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notWhole) {
                // Said below, as for a number out of range.
            }
            throw refused("needs a whole number from " + least + " to " + most + " as its " + name + ", not " + value);
        });
    }

    boolean flag(String name, boolean otherwise) {
        return oneOf(name, Set.of("true", "false")).map(Boolean::parseBoolean).orElse(otherwise);
    }

    List<?> list(String name) {
        return switch (properties.getOrDefault(name, List.of())) {
            case List<?> list -> list;
            default -> throw refused("needs a list as its " + name);
        };
    }

    Optional<Given> map(String name, Set<String> allowed) {
        return Optional.ofNullable(properties.get(name)).map(value -> of(owner + "'s " + name, value).only(allowed));
    }

    Given of(String what, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new TemplateException(at, what + " must be a map");
        }
        var copy = new LinkedHashMap<String, Object>();
        map.forEach((name, member) -> copy.put(String.valueOf(name), member));
        return new Given(what, copy, at);
    }

    /** Where EventBridge and its scheduler send what they could not deliver. */
    Optional<String> deadLetters() {
        return map("DeadLetterConfig", Set.of("Arn", "QueueLogicalId", "Type"))
                .map(config -> config.text("Arn").or(() -> config.text("QueueLogicalId")).orElse(owner));
    }

    /** Checked, though what it is about cannot fail here: functions on this machine are always there to be called. */
    void checkRetryPolicy() {
        map("RetryPolicy", Set.of("MaximumEventAgeInSeconds", "MaximumRetryAttempts")).ifPresent(policy -> {
            policy.whole("MaximumEventAgeInSeconds", 60, 86_400);
            policy.whole("MaximumRetryAttempts", 0, 185);
        });
    }

    boolean enabled() {
        return oneOf("State", Set.of("DISABLED", "ENABLED")).orElse("ENABLED").equals("ENABLED");
    }
}
