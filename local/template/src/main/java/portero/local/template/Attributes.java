package portero.local.template;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a resource answers to {@code Ref} and {@code Fn::GetAtt} once it is there. */
interface Attributes {
    String ref();

    Optional<String> get(String name);

    default Value.Kind kind() {
        return Value.Kind.STRING;
    }

    static Attributes of(String ref, Map<String, String> values) {
        return new Attributes() {
            @Override
            public String ref() {
                return ref;
            }

            @Override
            public Optional<String> get(String name) {
                return Optional.ofNullable(values.get(name));
            }
        };
    }

    /** For a rehearsal: something for every attribute that the type has. */
    static Attributes rehearsed(String ref, Set<String> names) {
        return new Attributes() {
            @Override
            public String ref() {
                return ref;
            }

            @Override
            public Optional<String> get(String name) {
                return names.contains(name) ? Optional.of(ref + "." + name) : Optional.empty();
            }

            @Override
            public Value.Kind kind() {
                return Value.Kind.LATER;
            }
        };
    }
}
