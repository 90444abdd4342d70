package portero.local.dynamodb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Starts DynamoDB Local for a caller in another class loader, which shares only the JDK's types with it.
 *
 * <p>Takes {@code port} and {@code folder}, both optional; gives the endpoint and how to stop.
 */
public final class DynamoDbPart implements Function<Map<String, String>, Map.Entry<URI, AutoCloseable>> {
    @Override
    public Map.Entry<URI, AutoCloseable> apply(Map<String, String> settings) {
        try {
            var local = DynamoDbLocal.start(new DynamoDbLocal.Settings(
                    Integer.parseInt(settings.getOrDefault("port", "0")),
                    Optional.ofNullable(settings.get("folder")).map(Path::of)));
            return Map.entry(local.endpoint(), local);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.getMessage(), failure);
        }
    }
}
