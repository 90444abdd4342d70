package portero.local.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder in which the local cloud keeps what it holds; one process at a time. */
final class DataFolder implements AutoCloseable {
    private static final String MARK = "portero-data";

    private final Path folder;
    private @Nullable FileLock lock;

    DataFolder(Path folder) {
        this.folder = folder;
    }

    Path resolve(String name) {
        return folder.resolve(name);
    }

    /** Takes the folder for this process, first emptying it if asked to. */
    void open(boolean fresh) {
        try {
            var isNew = !Files.isDirectory(folder) || isEmpty();
            if (!isNew && !Files.exists(resolve(MARK))) {
                throw new Refused(folder + " holds something else; name another folder with --data.");
            }
            Files.createDirectories(folder);
            onlyOwner(folder, "rwx------");
            var channel = FileChannel.open(
                    resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new Refused("Another ./run uses " + folder
                        + ".\nStop it first (Ctrl-C where it runs), or name another folder with --data.");
            }
            if (fresh) {
                empty();
            }
            Files.writeString(resolve(MARK), "What ./run keeps. ./run --fresh empties it.\n");
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot use the folder " + folder, failure);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldHere) {
            return null;
        }
    }

    private boolean isEmpty() throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private void empty() throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder) && !file.equals(resolve("lock"))) {
                    Files.delete(file);
                }
            }
        }
    }

    Optional<String> read(String name) {
        try {
            var file = resolve(name);
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Replaces a file in one step; nobody else on this machine may read it. */
    void write(String name, String text) {
        try {
            var half = resolve(name + ".half");
            Files.deleteIfExists(half);
            Files.createFile(half);
            onlyOwner(half, "rw-------");
            Files.writeString(half, text);
            Files.move(half, resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void delete(String name) {
        try {
            Files.deleteIfExists(resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void onlyOwner(Path path, String permissions) throws IOException {
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.acquiredBy().close();
        }
    }
}
