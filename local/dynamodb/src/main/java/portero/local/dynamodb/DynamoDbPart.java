package portero.local.dynamodb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Starts DynamoDB Local for a caller in another class loader, which shares only the JDK's types with it.
 *
 * <p>Takes {@code port} and {@code folder}, both optional; gives the endpoint and how to stop.
 */
public final class DynamoDbPart implements Function<Map<String, String>, Map.Entry<URI, AutoCloseable>> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public Map.Entry<URI, AutoCloseable> apply(Map<String, String> settings) {
        try {
            var local = DynamoDbLocal.start(new DynamoDbLocal.Settings(
                    Integer.parseInt(settings.getOrDefault("port", "0")),
                    Optional.ofNullable(settings.get("folder")).map(Path::of)));
            return Map.entry(local.endpoint(), () -> stop(local));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.getMessage(), failure);
        }
    }

    /** SQLite's threads end a moment after the service, and need their classes until then. */
    private static void stop(DynamoDbLocal local) throws IOException {
        local.close();
        try {
            for (var thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().startsWith("SQLiteQueue[")
                        && thread.getContextClassLoader() == DynamoDbPart.class.getClassLoader()) {
                    thread.join(PATIENCE);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
