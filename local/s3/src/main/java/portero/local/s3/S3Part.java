package portero.local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Starts the local S3 for a caller in another class loader, which shares only the JDK's types with it.
 *
 * <p>Takes {@code folder}, {@code region}, {@code accountId}, {@code accessKeyId} and {@code secretAccessKey} as texts,
 * and, optional, {@code port} as text and {@code events} as a consumer of texts; gives the endpoint and how to stop.
 */
public final class S3Part implements Function<Map<String, Object>, Map.Entry<URI, AutoCloseable>> {
    @Override
    public Map.Entry<URI, AutoCloseable> apply(Map<String, Object> settings) {
        try {
            var local = S3Local.start(new S3Settings(
                    Integer.parseInt((String) settings.getOrDefault("port", "0")),
                    Path.of(text(settings, "folder")),
                    text(settings, "region"),
                    text(settings, "accountId"),
                    text(settings, "accessKeyId"),
                    text(settings, "secretAccessKey"),
                    events(settings)));
            return Map.entry(local.endpoint(), local);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.getMessage(), failure);
        }
    }

    private static String text(Map<String, Object> settings, String name) {
        return Optional.ofNullable((String) settings.get(name))
                .orElseThrow(() -> new IllegalArgumentException("S3 needs the setting " + name));
    }

    @SuppressWarnings("unchecked")
    private static Optional<Consumer<String>> events(Map<String, Object> settings) {
        return Optional.ofNullable((Consumer<String>) settings.get("events"));
    }
}
