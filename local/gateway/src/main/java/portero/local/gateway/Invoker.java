package portero.local.gateway;

import java.time.Duration;
import portero.local.template.Application;
import portero.local.template.Function;

/** Runs functions as Lambda does: an instance serves one request at a time and may be used again. */
public interface Invoker extends AutoCloseable {

    /**
     * @param limit what the caller waits, starting an instance included; the function's own timeout counts from
     *     when its handler is called
     */
    Invocation invoke(Function function, byte[] event, Duration limit, String requestId);

    @Override
    void close();

    /**
     * All functions in this JVM where the template says how their environment is bound, else each in a process of
     * its own.
     */
    static Invoker of(Application application, InvokerSettings settings, boolean isolated) {
        return InProcessInvoker.binding(application)
                .filter(binding -> !isolated)
                .<Invoker>map(binding -> new InProcessInvoker(binding, settings))
                .orElseGet(() -> new IsolatedInvoker(settings));
    }
}
