package portero.local.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;

/** Fills an empty table by a program that only the command line names: this module knows nothing of what it writes. */
final class Demo {
    private Demo() {}

    /** The logins that were made, as a JSON array; empty when there was nothing to do. */
    static String seed(Path part, Map<String, String> outputs) {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        try (var loader = new URLClassLoader("demo", jars(part), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            return program(loader, part).apply(outputs);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Function<Map<String, String>, String> program(ClassLoader loader, Path part) {
        return ServiceLoader.load(Function.class, loader)
                .findFirst()
                .orElseThrow(() -> new Refused("No jar in " + part + " offers demo data."));
    }

    private static URL[] jars(Path part) throws IOException {
        var urls = new ArrayList<URL>();
        try (var files = Files.newDirectoryStream(part, "*.jar")) {
            for (var file : files) {
                urls.add(file.toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }
}
