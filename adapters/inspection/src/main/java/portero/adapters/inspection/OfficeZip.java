package portero.adapters.inspection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import portero.domain.files.FileType;
import portero.domain.files.Rejection;

/** Opens Word and Excel files as ECMA-376 packs them, part by part, and never unpacks more than a bound. */
final class OfficeZip {
    private static final int MOST_ENTRIES = 3_000;
    private static final long MOST_UNPACKED = 200L << 20;
    private static final long MOST_OF_ONE = 100L << 20;
    /** Beyond this size nothing that somebody wrote packs so well. */
    private static final long SUSPICIOUS = 10L << 20;
    private static final int HIGHEST_RATIO = 200;
    private static final int END_LENGTH = 22;

    private static final String TYPES = "[Content_Types].xml";
    private static final String RELATIONSHIPS = "_rels/.rels";
    private static final Map<String, FileType> MAIN_PARTS = Map.of(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", FileType.DOCX,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", FileType.XLSX);

    private static final Pattern PATH_TRICK =
            Pattern.compile("^/|\\\\|^[A-Za-z]:|(^|/)\\.\\.?(/|$)|\\p{Cntrl}");
    private static final Pattern ACTIVE_PART = Pattern.compile(
            "(^|/)(vbaproject|vbadata|activex|embeddings|macrosheets|dialogsheets|customui|webextensions|externallinks)"
                    + "|(^|/)(connections\\.xml|oleobject[^/]*)$");

    private final byte[] content;
    private final Map<String, byte[]> parts = new LinkedHashMap<>();

    private OfficeZip(byte[] content) {
        this.content = content;
    }

    /** What it is by its main part, once nothing in it was found wrong. */
    static FileType inspect(byte[] content) throws IOException {
        return new OfficeZip(content).inspect();
    }

    private FileType inspect() throws IOException {
        unpack();
        if (!parts.containsKey(TYPES)) {
            throw new Objection(Rejection.TYPE_NOT_ALLOWED);
        }
        var types = PartTypes.read(parts.get(TYPES));
        var type = type(types);
        for (var part : parts.entrySet()) {
            look(part.getKey(), part.getValue(), types);
        }
        return type;
    }

    private FileType type(PartTypes types) {
        if (types.all().stream().anyMatch(PartTypes::isActive)) {
            throw Objection.active();
        }
        if (!parts.containsKey(RELATIONSHIPS)) {
            throw Objection.unreadable();
        }
        var main = Relationships.read(parts.get(RELATIONSHIPS)).stream()
                .filter(relationship -> relationship.isOf("officeDocument"))
                .map(relationship -> relationship.target().replaceFirst("^/", ""))
                .toList();
        if (main.size() != 1 || !parts.containsKey(main.getFirst())) {
            throw Objection.unreadable();
        }
        return Optional.ofNullable(MAIN_PARTS.get(types.of(main.getFirst())))
                .orElseThrow(() -> new Objection(Rejection.TYPE_NOT_ALLOWED));
    }

    private static void look(String name, byte[] part, PartTypes types) {
        if (ACTIVE_PART.matcher(name.toLowerCase(Locale.ROOT)).find() || Stowaways.isOne(part)) {
            throw Objection.active();
        }
        if (name.toLowerCase(Locale.ROOT).endsWith(".rels")) {
            Relationships.read(part).forEach(Relationships.Relationship::check);
        } else if (isXml(name, types)) {
            OfficeXml.inspect(part);
        }
    }

    private static boolean isXml(String name, PartTypes types) {
        var small = name.toLowerCase(Locale.ROOT);
        var type = types.of(name);
        return small.endsWith(".xml") || small.endsWith(".vml") || type.endsWith("+xml") || type.endsWith("/xml");
    }

    // ------------------------------------------------------------------------------------------------ unpacking

    private void unpack() throws IOException {
        var budget = new Bytes.Budget(MOST_UNPACKED);
        var listed = new ArrayList<String>();
        try (var zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(content))
                .get()) {
            for (var entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                listed.add(entry.getName());
                if (listed.size() > MOST_ENTRIES) {
                    throw Objection.tooLarge();
                }
                check(entry);
                if (!entry.isDirectory()) {
                    parts.put(entry.getName(), unpack(zip, entry, budget));
                }
            }
        }
        if (!endsWithItsDirectory()) {
            throw Objection.active();
        }
        if (!listed.equals(inPassing())) {
            // Who reads it from the start would see another file than who reads it from its directory.
            throw Objection.active();
        }
        var names = new HashSet<String>();
        if (!listed.stream().allMatch(name -> names.add(name.toLowerCase(Locale.ROOT)))) {
            throw Objection.active();
        }
    }

    private static void check(ZipArchiveEntry entry) {
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw new Objection(Rejection.ENCRYPTED);
        }
        if (PATH_TRICK.matcher(entry.getName()).find() || entry.isUnixSymlink()) {
            throw Objection.active();
        }
        if (entry.getMethod() != ZipEntry.STORED && entry.getMethod() != ZipEntry.DEFLATED) {
            throw Objection.unreadable();
        }
    }

    private static byte[] unpack(ZipFile zip, ZipArchiveEntry entry, Bytes.Budget budget) throws IOException {
        var packed = Math.max(1, entry.getCompressedSize());
        try (var stream = budget.limit(new Bytes.Budget(MOST_OF_ONE).limit(zip.getInputStream(entry)))) {
            var part = stream.readAllBytes();
            if (part.length > SUSPICIOUS && part.length / packed > HIGHEST_RATIO) {
                throw Objection.tooLarge();
            }
            return part;
        }
    }

    private boolean endsWithItsDirectory() {
        for (var at = content.length - END_LENGTH; at >= 0 && at >= content.length - END_LENGTH - 0xFFFF; at--) {
            if (Bytes.startsWith(content, at, (byte) 'P', (byte) 'K', (byte) 5, (byte) 6)) {
                return at + END_LENGTH + Bytes.u16Little(content, at + 20) == content.length;
            }
        }
        return false;
    }

    /** The names of entries as they come, without the directory at the end; they were found small enough before. */
    private List<String> inPassing() throws IOException {
        var names = new ArrayList<String>();
        var budget = new Bytes.Budget(MOST_UNPACKED);
        try (var zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                budget.limit(zip).transferTo(OutputStream.nullOutputStream());
            }
        }
        return names;
    }

    /** What {@code [Content_Types].xml} says of the parts. */
    record PartTypes(Map<String, String> endings, Map<String, String> names) {
        private static final List<String> ACTIVE = List.of(
                "macroenabled", "vbaproject", "vbadata", "activex", "oleobject", "macrosheet", "dialogsheet", "webextension",
                "externallink", "connections+xml");

        static PartTypes read(byte[] part) {
            var endings = new LinkedHashMap<String, String>();
            var names = new LinkedHashMap<String, String>();
            OfficeXml.elements(part, (name, attributes) -> {
                var type = attributes.getOrDefault("ContentType", "").toLowerCase(Locale.ROOT);
                switch (name) {
                    case "Default" -> endings.put(small(attributes.get("Extension")), type);
                    case "Override" -> names.put(small(attributes.get("PartName")), type);
                    default -> {}
                }
            });
            return new PartTypes(endings, names);
        }

        private static String small(String text) {
            return text == null ? "" : text.toLowerCase(Locale.ROOT);
        }

        Set<String> all() {
            var all = new HashSet<>(endings.values());
            all.addAll(names.values());
            return all;
        }

        static boolean isActive(String type) {
            return ACTIVE.stream().anyMatch(type::contains);
        }

        String of(String part) {
            var small = small(part);
            return names.getOrDefault(
                    "/" + small, endings.getOrDefault(small.substring(small.lastIndexOf('.') + 1), ""));
        }
    }
}
