package portero.local.ses;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Hands events to the bus in their order, on one thread, so that no call waits for who listens. */
final class EventBus implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(EventBus.class.getName());

    private final Optional<Consumer<String>> bus;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("ses-events").daemon().factory());

    EventBus(Optional<Consumer<String>> bus) {
        this.bus = bus;
    }

    void put(String event) {
        bus.ifPresent(listener -> thread.execute(() -> {
            try {
                listener.accept(event);
            } catch (RuntimeException fault) {
                // Without the event: it names recipients.
                LOGGER.log(Level.ERROR, "An event was not taken", fault);
            }
        }));
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
