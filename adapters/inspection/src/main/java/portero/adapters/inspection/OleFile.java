package portero.adapters.inspection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.DocumentEntry;
import org.apache.poi.poifs.filesystem.DocumentInputStream;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import portero.domain.files.FileType;
import portero.domain.files.Rejection;

/** Opens Word and Excel files until 2003, which are file systems of their own (MS-CFB). */
final class OleFile {
    private static final int MOST_ENTRIES = 4_000;
    private static final int DEEPEST = 16;
    private static final Set<String> LOCKED = Set.of("encryptedpackage", "encryptioninfo", "\u0006dataspaces");
    private static final Set<String> ACTIVE = Set.of(
            "macros", "vba", "_vba_project", "_vba_project_cur", "\u0001ole10native", "package", "ctls", "\u0003ocxname",
            "\u0001ole10itemname", "\u0003objinfo");

    private int entries;

    private OleFile() {}

    /** What it is by its main stream, once nothing in it was found wrong. */
    static FileType inspect(byte[] content) throws IOException {
        try (var files = new POIFSFileSystem(new ByteArrayInputStream(content))) {
            var root = files.getRoot();
            for (var entry : root) {
                if (LOCKED.contains(entry.getName().toLowerCase(Locale.ROOT))) {
                    throw new Objection(Rejection.ENCRYPTED);
                }
            }
            var type = type(root);
            new OleFile().walk(root, 0);
            switch (type) {
                case DOC -> WordStream.inspect(stream(root, "WordDocument"), table(root));
                case XLS -> ExcelStream.inspect(stream(root, root.hasEntryCaseInsensitive("Workbook") ? "Workbook" : "Book"));
                case PDF, DOCX, XLSX, JPG, PNG, BMP -> throw new IllegalStateException("No such file is one of those");
            }
            return type;
        }
    }

    private static FileType type(DirectoryEntry root) {
        var isWord = root.hasEntryCaseInsensitive("WordDocument");
        var isExcel = root.hasEntryCaseInsensitive("Workbook") || root.hasEntryCaseInsensitive("Book");
        if (isWord && isExcel) {
            throw Objection.active();
        }
        if (!isWord && !isExcel) {
            throw new Objection(Rejection.TYPE_NOT_ALLOWED);
        }
        return isWord ? FileType.DOC : FileType.XLS;
    }

    private void walk(DirectoryEntry directory, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw Objection.tooLarge();
        }
        for (var entry : directory) {
            if (++entries > MOST_ENTRIES) {
                throw Objection.tooLarge();
            }
            var name = entry.getName().toLowerCase(Locale.ROOT);
            if (ACTIVE.contains(name) || isObject(name, entry.isDirectoryEntry())) {
                throw Objection.active();
            }
            if (entry instanceof DirectoryEntry inner) {
                // Word leaves an empty one behind.
                if (name.equals("objectpool") && inner.getEntryCount() > 0) {
                    throw Objection.active();
                }
                walk(inner, depth + 1);
            } else if (entry instanceof DocumentEntry document && Stowaways.isOne(read(document))) {
                throw Objection.active();
            }
        }
    }

    /** Excel names embedded and linked objects {@code MBD0001A2B3} and {@code LNK0001A2B3}. */
    private static boolean isObject(String name, boolean isDirectory) {
        return isDirectory && name.matches("(mbd|lnk)[0-9a-f]+");
    }

    private static byte[] table(DirectoryEntry root) throws IOException {
        // The document's header says which of the two; the other is what was left over.
        var flags = Bytes.u16Little(stream(root, "WordDocument"), 0x0A);
        var name = (flags & 0x0200) != 0 ? "1Table" : "0Table";
        return root.hasEntryCaseInsensitive(name) ? stream(root, name) : new byte[0];
    }

    private static byte[] stream(DirectoryEntry root, String name) throws IOException {
        return root.getEntryCaseInsensitive(name) instanceof DocumentEntry document ? read(document) : new byte[0];
    }

    private static byte[] read(DocumentEntry document) throws IOException {
        try (var stream = new DocumentInputStream(document)) {
            return stream.readAllBytes();
        }
    }
}
