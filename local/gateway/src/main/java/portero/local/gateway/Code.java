package portero.local.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipFile;

/** A function's code as Lambda lays it out: classes at the top, jars in {@code lib}. */
record Code(Path folder) {

    /** Unpacks a zip to a folder named by its content, once; a folder is taken as it is. */
    static Code unpack(Path source, Path work) {
        if (Files.isDirectory(source)) {
            return new Code(source);
        }
        try {
            var folder = work.resolve("code").resolve(hash(source));
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder.getParent());
                var unfinished = Files.createTempDirectory(folder.getParent(), "unpacking");
                extract(source, unfinished);
                settle(unfinished, folder);
            }
            return new Code(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the code at " + source + ": " + e.getMessage(), e);
        }
    }

    /** The class path in Lambda's order: the task's root, then its jars by name. */
    List<Path> classPath() {
        var paths = new ArrayList<Path>();
        paths.add(folder);
        paths.addAll(jars(folder.resolve("lib")));
        return List.copyOf(paths);
    }

    static List<Path> jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static URL[] urls(List<Path> paths) {
        return paths.stream().map(Code::url).toArray(URL[]::new);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(path.toString(), e);
        }
    }

    private static String hash(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            try (var in = Files.newInputStream(file)) {
                var buffer = new byte[65_536];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void extract(Path zip, Path target) throws IOException {
        try (var file = new ZipFile(zip.toFile())) {
            for (var entry : file.stream().toList()) {
                var path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("An entry of the zip lies outside it: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    try (var in = file.getInputStream(entry)) {
                        Files.copy(in, path);
                    }
                }
            }
        }
    }

    private static void settle(Path unfinished, Path folder) throws IOException {
        try {
            Files.move(unfinished, folder);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException | AtomicMoveNotSupportedException e) {
            // Somebody else unpacked the same content meanwhile.
            try (var files = Files.walk(unfinished)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
