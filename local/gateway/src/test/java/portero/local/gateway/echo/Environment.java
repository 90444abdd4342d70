package portero.local.gateway.echo;

import java.util.Map;

/** The one place where the echo functions read their environment, so that it can be bound. */
public final class Environment {
    private static final ThreadLocal<Map<String, String>> BOUND = new ThreadLocal<>();

    private Environment() {}

    public static void bind(Map<String, String> variables) {
        BOUND.set(variables);
    }

    static Map<String, String> read() {
        var bound = BOUND.get();
        BOUND.remove();
        return bound == null ? System.getenv() : bound;
    }
}
