package portero.local.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file so that whoever reads it, even after a crash, finds the old content or the new, never a part. */
public final class WholeFile {
    private static final String FRESH = ".new";

    private WholeFile() {}

    public static void write(Path file, byte[] content) throws IOException {
        Path fresh = fresh(file);
        Files.write(fresh, content);
        putInPlace(fresh, file);
    }

    /** Where to write content that {@link #putInPlace} then makes the file's. */
    public static Path fresh(Path file) {
        return file.resolveSibling(file.getFileName() + FRESH);
    }

    public static void putInPlace(Path fresh, Path file) throws IOException {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes the file and what a crash left of writing it. */
    public static void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(fresh(file));
    }
}
