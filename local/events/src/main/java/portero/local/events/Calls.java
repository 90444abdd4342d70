package portero.local.events;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import portero.local.gateway.Invocation;
import portero.local.gateway.Invoker;
import portero.local.template.Function;

/** Calls functions by their names. */
final class Calls {
    /** More than Lambda's ten seconds: a laptop under load starts slower. */
    private static final Duration START = Duration.ofSeconds(60);

    private final Map<String, Function> functions;
    private final Invoker invoker;
    private final Journal journal;

    Calls(Map<String, Function> functions, Invoker invoker, Journal journal) {
        this.functions = functions;
        this.invoker = invoker;
        this.journal = journal;
    }

    Optional<Function> function(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    /**
     * Calls and waits for how it ends.
     *
     * @param source what the log names as the cause
     * @throws IllegalStateException if there is nothing to call, such as no code
     */
    Invocation call(String source, String name, byte[] event, String requestId) {
        var function = function(name).orElseThrow(() -> new IllegalStateException("There is no function " + name));
        var began = System.nanoTime();
        Invocation invocation;
        try {
            invocation = invoker.invoke(function, event, START.plus(function.timeout()), requestId);
        } catch (RuntimeException e) {
            throw new IllegalStateException(name + " cannot be called: " + e.getMessage(), e);
        }
        journal.called(source, name, requestId, Duration.ofNanos(System.nanoTime() - began), invocation);
        return invocation;
    }
}
