package portero.local.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Where the repository's own files are. */
final class House {
    /** The folder of {@code template.yaml}. */
    static final Path ROOT = root();

    private House() {}

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("template.yaml"))) {
            folder = Objects.requireNonNull(folder.getParent(), "No folder above has a template.yaml");
        }
        return folder;
    }

    /** The folders of Maven modules that have a certain folder, such as {@code target/classes}, in them; those folders. */
    static List<Path> inModules(String folder) {
        try (var paths = Files.find(ROOT, 4, (path, _) -> path.endsWith("pom.xml"))) {
            return paths.map(pom -> Objects.requireNonNull(pom.getParent()))
                    .filter(module -> !module.startsWith(ROOT.resolve("web")))
                    .map(module -> module.resolve(folder))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files below a folder whose names end so. */
    static List<Path> files(Path folder, String ending) {
        try (var paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
