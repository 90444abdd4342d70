package portero.local.gateway;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The static page: files of one folder, and its index for every path that names no file. */
final class Page {
    private static final String HEADERS = "_headers.json";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("wav", "audio/wav"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("wasm", "application/wasm"));
    private static final Map<String, String> ENCODINGS = new LinkedHashMap<>();

    static {
        ENCODINGS.put("br", ".br");
        ENCODINGS.put("gzip", ".gz");
    }

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

    private final Path folder;
    private final Map<String, String> values;

    Page(Path folder, Map<String, String> values) {
        this.folder = folder.toAbsolutePath().normalize();
        this.values = values;
    }

    /** A file's answer, or 304 where the caller already has it. */
    Optional<HttpAnswer> find(RequestPath path, List<String> acceptEncoding, List<String> ifNoneMatch) {
        return file(path).map(file -> answer(file, acceptEncoding, ifNoneMatch));
    }

    private Optional<Path> file(RequestPath path) {
        var file = folder;
        for (var segment : path.segments()) {
            // One segment must stay one name, whatever it was decoded to.
            if (segment.startsWith(".") || segment.startsWith("_") || segment.matches(".*[/\\\\:].*")) {
                return Optional.empty();
            }
            file = file.resolve(segment);
        }
        if (Files.isRegularFile(file) && isInside(file)) {
            return Optional.of(file);
        }
        boolean namesAFile = path.segments().getLast().contains(".");
        return Optional.of(folder.resolve("index.html")).filter(index -> !namesAFile && Files.isRegularFile(index));
    }

    private boolean isInside(Path file) {
        try {
            return file.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private HttpAnswer answer(Path file, List<String> acceptEncoding, List<String> ifNoneMatch) {
        try {
            var headers = new LinkedHashMap<>(headers());
            headers.put("content-type", type(file));
            headers.put("cache-control", folder.relativize(file).startsWith("assets")
                    ? "public, max-age=31536000, immutable"
                    : "no-cache");
            headers.put("vary", "accept-encoding");
            var body = Files.readAllBytes(file);
            for (var encoding : ENCODINGS.entrySet()) {
                var compressed = file.resolveSibling(file.getFileName() + encoding.getValue());
                if (accepted(acceptEncoding).contains(encoding.getKey()) && Files.isRegularFile(compressed)) {
                    body = Files.readAllBytes(compressed);
                    headers.put("content-encoding", encoding.getKey());
                    break;
                }
            }
            var tag = tag(body);
            headers.put("etag", tag);
            return known(tag, ifNoneMatch)
                    ? new HttpAnswer(304, headers, List.of(), new byte[0])
                    : new HttpAnswer(200, headers, List.of(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> headers() throws IOException {
        var file = folder.resolve(HEADERS);
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        var headers = new JsonMapper()
                .readValue(Files.readAllBytes(file), new TypeReference<LinkedHashMap<String, String>>() {});
        headers.replaceAll((_, value) -> filled(value));
        return headers;
    }

    private String filled(String value) {
        return PLACE.matcher(value)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), "")));
    }

    private static String type(Path file) {
        var name = file.getFileName().toString();
        var extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(extension, "application/octet-stream");
    }

    private static Set<String> accepted(List<String> header) {
        return header.stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .filter(coding -> !coding.matches(".*;\\s*q=0(\\.0*)?\\s*"))
                .map(coding -> coding.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static boolean known(String tag, List<String> ifNoneMatch) {
        return ifNoneMatch.stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(one -> one.strip().replaceFirst("^W/", ""))
                .anyMatch(one -> one.equals(tag) || one.equals("*"));
    }

    private static String tag(byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(body);
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 22) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
