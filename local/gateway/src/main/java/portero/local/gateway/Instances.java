package portero.local.gateway;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import portero.local.template.Function;

/** All instances of one function: as many as are needed at once, up to a bound. */
final class Instances {
    private final Function function;
    private final Instance.Starter starter;
    private final Semaphore free;
    private final Deque<Instance> idle = new ArrayDeque<>();
    private final Set<Instance> all = new HashSet<>();
    private boolean closed;

    Instances(Function function, int bound, Instance.Starter starter) {
        this.function = function;
        this.starter = starter;
        this.free = new Semaphore(bound, true);
    }

    Invocation invoke(byte[] event, Duration limit, String requestId) {
        if (event.length > Invocation.PAYLOAD_LIMIT) {
            return new Invocation.Fault(
                    Invocation.Kind.TOO_LARGE,
                    "RequestEntityTooLarge",
                    "The event exceeds " + Invocation.PAYLOAD_LIMIT + " bytes",
                    Invocation.Timing.NONE);
        }
        long end = System.nanoTime() + limit.toNanos();
        try {
            if (!free.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return new Invocation.Fault(
                        Invocation.Kind.BUSY,
                        "TooManyRequestsException",
                        "All instances are at work",
                        Invocation.Timing.NONE);
            }
            try {
                return bounded(withInstance(event, end, requestId));
            } finally {
                free.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Invocation.Fault(
                    Invocation.Kind.BUSY, "Interrupted", "The gateway is closing", Invocation.Timing.NONE);
        }
    }

    void close() {
        Set<Instance> left;
        synchronized (this) {
            closed = true;
            left = Set.copyOf(all);
            all.clear();
            idle.clear();
        }
        left.forEach(Instance::close);
    }

    private Invocation withInstance(byte[] event, long end, String requestId) throws InterruptedException {
        var instance = takeIdle();
        if (instance != null) {
            return run(instance, event, end, requestId);
        }
        long began = System.nanoTime();
        Instance fresh;
        try {
            fresh = starter.start(Duration.ofNanos(end - began));
        } catch (Instance.NotStarted e) {
            var fault = new Invocation.Fault(
                    e.kind(), e.type(), String.valueOf(e.getMessage()), Invocation.Timing.NONE);
            return fault.startedIn(since(began));
        }
        var init = since(began);
        keep(fresh);
        return run(fresh, event, end, requestId).startedIn(init);
    }

    private Invocation run(Instance instance, byte[] event, long end, String requestId) {
        var limit = Duration.ofNanos(Math.clamp(end - System.nanoTime(), 0, function.timeout().toNanos()));
        long deadline = System.currentTimeMillis() + function.timeout().toMillis();
        try {
            return instance.run(new Instance.Call(event, requestId, limit, deadline));
        } finally {
            giveBack(instance);
        }
    }

    private static Invocation bounded(Invocation invocation) {
        if (invocation instanceof Invocation.Answer(var payload, var timing)
                && payload.length > Invocation.PAYLOAD_LIMIT) {
            return new Invocation.Fault(
                    Invocation.Kind.TOO_LARGE,
                    "Function.ResponseSizeTooLarge",
                    "Response payload size exceeded maximum allowed payload size (" + Invocation.PAYLOAD_LIMIT
                            + " bytes).",
                    timing);
        }
        return invocation;
    }

    private synchronized @Nullable Instance takeIdle() {
        for (var instance = idle.poll(); instance != null; instance = idle.poll()) {
            if (instance.usable()) {
                return instance;
            }
            all.remove(instance);
            instance.close();
        }
        return null;
    }

    private void keep(Instance instance) {
        synchronized (this) {
            if (!closed) {
                all.add(instance);
                return;
            }
        }
        instance.close();
    }

    private void giveBack(Instance instance) {
        synchronized (this) {
            if (!closed && instance.usable()) {
                // The one used last is the warmest.
                idle.push(instance);
                return;
            }
            all.remove(instance);
        }
        instance.close();
    }

    static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
