package portero.local.gateway;

import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import portero.local.template.Application;
import portero.local.template.Function;

/** Runs all functions in this JVM, each capability's code in a class loader that sees only the JDK and itself. */
public final class InProcessInvoker implements Invoker {
    private final String binding;
    private final InvokerSettings settings;
    private final Map<String, Instances> instances = new ConcurrentHashMap<>();
    private final Map<Path, URLClassLoader> loaders = new ConcurrentHashMap<>();

    /** @param binding the class and static method that take a function's environment, as {@code Class::method} */
    public InProcessInvoker(String binding, InvokerSettings settings) {
        this.binding = binding;
        this.settings = settings;
    }

    /** What a template's metadata names as the way to bind an environment, if it allows one JVM for all. */
    public static Optional<String> binding(Application application) {
        return application.metadata().get("InProcess") instanceof Map<?, ?> inProcess
                        && inProcess.get("Environment") instanceof String name
                ? Optional.of(name)
                : Optional.empty();
    }

    @Override
    public Invocation invoke(Function function, byte[] event, Duration limit, String requestId) {
        return instances
                .computeIfAbsent(function.name(), name -> instancesOf(function))
                .invoke(event, limit, requestId);
    }

    /** Leaves the class loaders open: frameworks leave shutdown hooks behind, which still load classes. */
    @Override
    public void close() {
        instances.values().forEach(Instances::close);
    }

    private Instances instancesOf(Function function) {
        var code = Code.unpack(function.code(), settings.work());
        var loader = loaders.computeIfAbsent(code.folder(), folder -> codeLoader(code));
        var environment = FunctionEnvironment.of(function, code, settings);
        var client = new RuntimeClient(function, environment, binding, loader, Code.jars(settings.runtime()));
        return new Instances(
                function, settings.instances(), limit -> InProcessInstance.start(client, settings.log(), limit));
    }

    private URLClassLoader codeLoader(Code code) {
        var paths = new ArrayList<>(code.classPath());
        // Lambda offers the interfaces too; a zip that brings its own comes first.
        Code.jars(settings.runtime()).stream()
                .filter(jar -> jar.getFileName().toString().startsWith("aws-lambda-java-core"))
                .forEach(paths::add);
        return new URLClassLoader("functions", Code.urls(paths), ClassLoader.getPlatformClassLoader());
    }
}
