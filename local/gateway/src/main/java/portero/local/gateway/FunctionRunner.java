package portero.local.gateway;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import portero.local.template.Function;

/** Invokes a function once, as {@code aws lambda invoke} would, in a process of its own. */
public final class FunctionRunner {
    /** More than Lambda's ten seconds: a laptop under load starts slower. */
    private static final Duration START = Duration.ofSeconds(60);

    private final InvokerSettings settings;

    public FunctionRunner(InvokerSettings settings) {
        this.settings = settings;
    }

    public InvocationReport invoke(Function function, byte[] event) {
        var requestId = UUID.randomUUID().toString();
        var log = new ConcurrentLinkedQueue<String>();
        Invocation invocation;
        try (var invoker = new IsolatedInvoker(settings.withLog(log::add))) {
            invocation = invoker.invoke(function, event, START.plus(function.timeout()), requestId);
        }
        return new InvocationReport(function, requestId, invocation, List.copyOf(log));
    }
}
