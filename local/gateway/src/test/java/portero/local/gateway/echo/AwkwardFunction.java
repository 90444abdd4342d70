package portero.local.gateway.echo;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Does what its path asks: sleeps, throws, leaves, answers too much, counts. */
public final class AwkwardFunction implements RequestHandler<Map<String, Object>, Object> {
    private static final AtomicInteger INSTANCES = new AtomicInteger();

    private final int instance = INSTANCES.incrementAndGet();
    private final AtomicBoolean busy = new AtomicBoolean();
    private int calls;

    @Override
    public Object handleRequest(Map<String, Object> event, Context context) {
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("Two requests in one instance");
        }
        try {
            calls++;
            return answer((String) event.get("rawPath"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } finally {
            busy.set(false);
        }
    }

    private Object answer(String path) throws InterruptedException {
        switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "sleep" -> Thread.sleep(60_000);
            case "nap" -> Thread.sleep(150);
            case "throw" -> throw new IllegalStateException("a secret detail");
            case "exit" -> System.exit(3);
            case "much" -> {
                return "x".repeat(6 * 1024 * 1024 + 1);
            }
            default -> {}
        }
        return Map.of("instance", instance, "calls", calls);
    }
}
