package portero.local.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import portero.local.cloud.Cloud;

/** One local cloud for all journeys of this JVM, on a free port and in a folder of its own, gone at the end. */
final class TestCloud {
    static final Path HOME = House.ROOT;

    private static @Nullable Cloud cloud;

    private TestCloud() {}

    static synchronized Cloud running() {
        if (cloud == null) {
            var data = folder();
            var started = Cloud.start(HOME, "--port", "0", "--data", data.toString());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                started.close();
                delete(data);
            }));
            cloud = started;
        }
        return cloud;
    }

    static Path folder() {
        try {
            return Files.createTempDirectory("portero-journeys-");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
