package portero.local.gateway;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import portero.local.template.Function;

/** Runs each function in processes of its own under Lambda's runtime interface client. */
public final class IsolatedInvoker implements Invoker {
    private final InvokerSettings settings;
    private final Map<String, Instances> instances = new ConcurrentHashMap<>();

    public IsolatedInvoker(InvokerSettings settings) {
        this.settings = settings;
    }

    @Override
    public Invocation invoke(Function function, byte[] event, Duration limit, String requestId) {
        return instances
                .computeIfAbsent(function.name(), name -> instancesOf(function))
                .invoke(event, limit, requestId);
    }

    @Override
    public void close() {
        instances.values().forEach(Instances::close);
    }

    private Instances instancesOf(Function function) {
        var code = Code.unpack(function.code(), settings.work());
        Consumer<String> log = settings.log();
        return new Instances(
                function,
                settings.instances(),
                limit -> IsolatedInstance.start(function, code, settings, log, limit));
    }
}
