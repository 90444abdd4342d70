package portero.local.template;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * Starts a service from a folder of jars in a class loader of its own, so that its libraries do not mix with ours.
 *
 * <p>One of the jars must offer, in {@code META-INF/services/java.util.function.Function}, a function from settings to
 * the address where the service answers and how to stop it: only the JDK's types are shared.
 */
public final class PartLoader {
    private PartLoader() {}

    /** A running service and its class loader. */
    public static final class Part implements AutoCloseable {
        private final URI endpoint;
        private final AutoCloseable service;
        private final URLClassLoader loader;

        private Part(URI endpoint, AutoCloseable service, URLClassLoader loader) {
            this.endpoint = endpoint;
            this.service = service;
            this.loader = loader;
        }

        public URI endpoint() {
            return endpoint;
        }

        @Override
        public void close() throws IOException {
            try (loader) {
                service.close();
            } catch (IOException failure) {
                throw failure;
            } catch (Exception failure) {
                throw new IOException("The service at " + endpoint + " did not stop", failure);
            }
        }
    }

    /**
     * Starts the part and returns once it answers.
     *
     * @throws IOException if the folder is not a part
     */
    public static Part start(Path folder, Map<String, ?> settings) throws IOException {
        var loader = loader(folder);
        try {
            var started = PartLoader.<Map.Entry<URI, AutoCloseable>>call(folder, loader, settings);
            return new Part(started.getKey(), started.getValue(), loader);
        } catch (IOException | RuntimeException | Error failure) {
            loader.close();
            throw failure;
        }
    }

    /**
     * Runs a part that has done its work when it returns, and gives what it returned.
     *
     * @throws IOException if the folder is not a part
     */
    public static String run(Path folder, Map<String, ?> settings) throws IOException {
        try (var loader = loader(folder)) {
            return call(folder, loader, settings);
        }
    }

    private static <T> T call(Path folder, ClassLoader loader, Map<String, ?> settings) throws IOException {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return PartLoader.<T>program(folder, loader).apply(Map.copyOf(settings));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T> Function<Map<String, ?>, T> program(Path folder, ClassLoader loader) throws IOException {
        return ServiceLoader.load(Function.class, loader)
                .findFirst()
                .orElseThrow(() -> new IOException("No jar in " + folder + " offers a function that starts it"));
    }

    private static URLClassLoader loader(Path folder) throws IOException {
        return new URLClassLoader(folder.getFileName().toString(), jars(folder), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] jars(Path folder) throws IOException {
        var urls = new ArrayList<URL>();
        try (var files = Files.newDirectoryStream(folder, "*.jar")) {
            for (var file : files) {
                urls.add(file.toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }
}
