package portero.lambda;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables of one function. They are read here, once, while the function is made, so that several
 * functions can live in one JVM, each seeing only its own.
 */
public final class Environment {
    private static final ThreadLocal<@Nullable Map<String, String>> BOUND = new ThreadLocal<>();

    private final Map<String, String> variables;

    private Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** Gives the functions made on this thread from now on these variables instead of the process's own. */
    public static void bind(Map<String, String> variables) {
        BOUND.set(Map.copyOf(variables));
    }

    /** The variables bound to this thread, or else the process's own. */
    public static Environment current() {
        var bound = BOUND.get();
        return new Environment(bound == null ? System.getenv() : bound);
    }

    /** As configuration keys: {@code USER_POOL_ID} becomes {@code portero.user-pool-id}. */
    Map<String, Object> asProperties() {
        var properties = new LinkedHashMap<String, Object>();
        variables.forEach((name, value) -> properties.put(
                "portero." + name.toLowerCase(Locale.ROOT).replace('_', '-'), value));
        return properties;
    }
}
