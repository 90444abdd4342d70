package portero.adapters.inspection;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Takes zips apart and puts them together otherwise. */
final class Zips {
    private Zips() {}

    static byte[] zip(Map<String, byte[]> parts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setLevel(9);
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    static Map<String, byte[]> parts(byte[] zipped) throws IOException {
        var parts = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(zipped))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        }
        return parts;
    }

    static byte[] changed(byte[] zipped, Consumer<Map<String, byte[]>> change) throws IOException {
        var parts = parts(zipped);
        change.accept(parts);
        return zip(parts);
    }

    /** With {@code wanted} in place of {@code found} in a part, which must have it. */
    static byte[] replaced(byte[] zipped, String part, String found, String wanted) throws IOException {
        return changed(zipped, parts -> {
            var text = new String(parts.get(part), StandardCharsets.UTF_8);
            if (!text.contains(found)) {
                throw new IllegalArgumentException(part + " has no " + found + ": " + text);
            }
            parts.put(part, text.replace(found, wanted).getBytes(StandardCharsets.UTF_8));
        });
    }

    static byte[] with(byte[] zipped, String part, byte[] content) throws IOException {
        return changed(zipped, parts -> parts.put(part, content));
    }

    static byte[] with(byte[] zipped, String part, String content) throws IOException {
        return with(zipped, part, content.getBytes(StandardCharsets.UTF_8));
    }
}
