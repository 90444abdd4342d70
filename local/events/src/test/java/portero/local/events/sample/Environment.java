package portero.local.events.sample;

import java.util.Map;

/** Where the sample function reads its environment, so that it can be bound. */
public final class Environment {
    private static final ThreadLocal<Map<String, String>> BOUND = new ThreadLocal<>();

    private Environment() {}

    public static void bind(Map<String, String> variables) {
        BOUND.set(variables);
    }

    static Map<String, String> read() {
        var bound = BOUND.get();
        return bound == null ? System.getenv() : bound;
    }
}
