package portero.local.gateway;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/** Ends connections that send a request's head too slowly: an idle timeout starts anew with every byte. */
final class HeadWatch extends AbstractLifeCycle implements Connection.Listener {
    private final Duration limit;
    private final Map<Connection, Wait> waits = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("gateway-heads").factory());

    HeadWatch(Duration limit) {
        this.limit = limit;
    }

    /**
     * @param serving a request is at work, so that no head is awaited
     * @param bytes how many had come in when the wait began to count
     */
    private record Wait(boolean serving, long bytes, long since) {}

    @Override
    protected void doStart() {
        long pause = Math.max(50, limit.toMillis() / 10);
        timer.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() {
        timer.shutdownNow();
    }

    @Override
    public void onOpened(Connection connection) {
        waits.put(connection, new Wait(false, 0, System.nanoTime()));
    }

    @Override
    public void onClosed(Connection connection) {
        waits.remove(connection);
    }

    void begin(Connection connection) {
        waits.computeIfPresent(connection, (key, wait) -> new Wait(true, 0, System.nanoTime()));
    }

    void end(Connection connection) {
        waits.computeIfPresent(
                connection, (key, wait) -> new Wait(false, connection.getBytesIn(), System.nanoTime()));
    }

    private void look() {
        waits.forEach((connection, wait) -> {
            if (wait.serving() || connection.getBytesIn() == wait.bytes()) {
                waits.replace(connection, wait, new Wait(wait.serving(), wait.bytes(), System.nanoTime()));
            } else if (Instances.since(wait.since()).compareTo(limit) > 0) {
                connection.getEndPoint().close();
            }
        });
    }
}
