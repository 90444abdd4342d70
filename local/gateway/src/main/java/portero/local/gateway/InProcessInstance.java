package portero.local.gateway;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A handler with the one thread that makes it and calls it. */
final class InProcessInstance implements Instance {
    private final ExecutorService thread;
    private final RuntimeClient.Handler handler;
    private final Consumer<String> log;
    private volatile boolean usable = true;

    private InProcessInstance(ExecutorService thread, RuntimeClient.Handler handler, Consumer<String> log) {
        this.thread = thread;
        this.handler = handler;
        this.log = log;
    }

    static Instance start(RuntimeClient client, Consumer<String> log, Duration limit)
            throws NotStarted, InterruptedException {
        var thread = Executors.newSingleThreadExecutor(task -> {
            var fresh = Thread.ofPlatform().daemon().name(client.function().name()).unstarted(task);
            fresh.setContextClassLoader(client.codeLoader());
            return fresh;
        });
        try {
            var handler = thread.submit(() -> unchecked(client::newHandler));
            return new InProcessInstance(thread, handler.get(limit.toNanos(), TimeUnit.NANOSECONDS), log);
        } catch (ExecutionException e) {
            thread.shutdownNow();
            var thrown = thrown(e);
            RuntimeClient.faultTrace(thrown).lines().forEach(log);
            throw new NotStarted(
                    Invocation.Kind.INIT, RuntimeClient.faultType(thrown), RuntimeClient.faultMessage(thrown));
        } catch (TimeoutException e) {
            thread.shutdownNow();
            throw new NotStarted(Invocation.Kind.TIMEOUT, "Sandbox.Timedout", "The function did not start in time");
        }
    }

    @Override
    public Invocation run(Call call) {
        long began = System.nanoTime();
        var answer = thread.submit(() -> unchecked(() -> handler.call(call)));
        try {
            var payload = answer.get(call.limit().toNanos(), TimeUnit.NANOSECONDS);
            return new Invocation.Answer(payload, timing(began));
        } catch (ExecutionException e) {
            var thrown = thrown(e);
            RuntimeClient.faultTrace(thrown).lines().forEach(log);
            // The runtime ends on a VirtualMachineError, and the next call gets a new instance.
            usable = !(thrown instanceof VirtualMachineError);
            return new Invocation.Fault(
                    Invocation.Kind.FUNCTION,
                    RuntimeClient.faultType(thrown),
                    RuntimeClient.faultMessage(thrown),
                    timing(began));
        } catch (TimeoutException e) {
            usable = false;
            return new Invocation.Fault(
                    Invocation.Kind.TIMEOUT,
                    "Sandbox.Timedout",
                    InvocationReport.timedOut(call),
                    timing(began));
        } catch (InterruptedException e) {
            usable = false;
            Thread.currentThread().interrupt();
            return new Invocation.Fault(
                    Invocation.Kind.BUSY, "Interrupted", "The gateway is closing", timing(began));
        }
    }

    @Override
    public boolean usable() {
        return usable;
    }

    @Override
    public void close() {
        usable = false;
        thread.shutdownNow();
    }

    private static Invocation.Timing timing(long began) {
        return Invocation.Timing.of(Instances.since(began));
    }

    private static Throwable thrown(ExecutionException e) {
        var cause = e.getCause();
        return cause instanceof Thrown thrown ? thrown.getCause() : cause;
    }

    private static <T> T unchecked(Throwing<T> work) throws Thrown {
        try {
            return work.run();
        } catch (Throwable e) {
            throw new Thrown(e);
        }
    }

    private interface Throwing<T> {
        T run() throws Throwable;
    }

    private static final class Thrown extends Exception {
        private static final long serialVersionUID = 1L;

        Thrown(Throwable cause) {
            super(cause);
        }
    }
}
