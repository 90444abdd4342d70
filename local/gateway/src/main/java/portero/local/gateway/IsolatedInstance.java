package portero.local.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import portero.local.template.Function;

/** A function in its own JVM, which asks a runtime API of its own for work. */
final class IsolatedInstance implements Instance {
    private final Process process;
    private final RuntimeApi api;
    private final Thread killer;
    private volatile boolean usable = true;

    private IsolatedInstance(Process process, RuntimeApi api) {
        this.process = process;
        this.api = api;
        this.killer = new Thread(process::destroyForcibly);
    }

    static Instance start(
            Function function, Code code, InvokerSettings settings, Consumer<String> log, Duration limit)
            throws NotStarted, InterruptedException {
        try {
            var environment = FunctionEnvironment.of(function, code, settings);
            var api = RuntimeApi.start(FunctionEnvironment.arn(function, environment));
            var builder = new ProcessBuilder(command(function, code, settings)).redirectErrorStream(true);
            builder.directory(code.folder().toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
            builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
            var instance = new IsolatedInstance(builder.start(), api);
            Runtime.getRuntime().addShutdownHook(instance.killer);
            var output = Thread.ofVirtual().start(() -> instance.copyOutput(log));
            instance.process.onExit().thenAccept(ended -> {
                // Its last lines come first.
                joined(output);
                api.exited(ended.exitValue());
            });
            instance.awaitStart(limit);
            return instance;
        } catch (IOException e) {
            throw new NotStarted(Invocation.Kind.INIT, "Runtime.InvalidEntrypoint", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Invocation run(Call call) {
        long began = System.nanoTime();
        try {
            var answer = api.invoke(call).get(call.limit().toNanos(), TimeUnit.NANOSECONDS);
            usable = process.isAlive();
            return switch (answer) {
                case RuntimeApi.Answered(var payload) -> new Invocation.Answer(payload, timing(began));
                case RuntimeApi.Failed(var type, var message) ->
                        new Invocation.Fault(Invocation.Kind.FUNCTION, type, message, timing(began));
            };
        } catch (TimeoutException e) {
            usable = false;
            return new Invocation.Fault(
                    Invocation.Kind.TIMEOUT,
                    "Sandbox.Timedout",
                    InvocationReport.timedOut(call),
                    timing(began));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            usable = false;
            Thread.currentThread().interrupt();
            return new Invocation.Fault(
                    Invocation.Kind.BUSY, "Interrupted", "The gateway is closing", timing(began));
        }
    }

    @Override
    public boolean usable() {
        return usable && process.isAlive();
    }

    @Override
    public void close() {
        usable = false;
        process.destroyForcibly();
        api.close();
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException e) {
            // The JVM is going down and the hook runs by itself.
            return;
        }
    }

    /** Takes the runtime API away and leaves the process to itself, as the death of this JVM would. */
    void abandon() {
        api.close();
    }

    boolean awaitEnd(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void awaitStart(Duration limit) throws NotStarted, InterruptedException {
        try {
            var failure = api.started().get(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (failure.isPresent()) {
                close();
                throw new NotStarted(
                        Invocation.Kind.INIT, failure.get().type(), failure.get().message());
            }
        } catch (TimeoutException e) {
            close();
            throw new NotStarted(Invocation.Kind.TIMEOUT, "Sandbox.Timedout", "The function did not start in time");
        } catch (ExecutionException e) {
            close();
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            close();
            throw e;
        }
    }

    private void copyOutput(Consumer<String> log) {
        try (var lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
            lines.lines().forEach(log);
        } catch (IOException | UncheckedIOException e) {
            // The process was killed with its pipe open: there is no more to read.
            return;
        }
    }

    private static void joined(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Invocation.Timing timing(long began) {
        var timing = Invocation.Timing.of(Instances.since(began));
        return new Invocation.Timing(timing.init(), timing.duration(), peakMemory(process.pid()));
    }

    /** Linux tells the most that a process has held; elsewhere it stays unknown. */
    private static OptionalInt peakMemory(long pid) {
        var status = Path.of("/proc", Long.toString(pid), "status");
        try {
            for (var line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    return OptionalInt.of(Integer.parseInt(line.replaceAll("\\D", "")) / 1024);
                }
            }
        } catch (IOException e) {
            return OptionalInt.empty();
        }
        return OptionalInt.empty();
    }

    private static List<String> command(Function function, Code code, InvokerSettings settings) throws IOException {
        var paths = new ArrayList<>(code.classPath());
        paths.addAll(Code.jars(settings.runtime()));
        var classPath = String.join(
                System.getProperty("path.separator"), paths.stream().map(Path::toString).toList());
        // Lambda leaves the heap 85 % of the memory, and picks the same collector and compiler.
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + function.memoryMegabytes() * 85 / 100 + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-D" + NativeClient.PROPERTY + "=" + NativeClient.unpack(settings),
                "-cp",
                classPath,
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                function.handler());
    }
}
