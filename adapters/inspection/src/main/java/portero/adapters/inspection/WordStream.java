package portero.adapters.inspection;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import portero.domain.files.Rejection;

/** Reads the header of a Word document, and its fields wherever they stand (MS-DOC). */
final class WordStream {
    private static final int WORD_97 = 0xA5EC;
    private static final int ENCRYPTED = 0x0100;
    /** Where the header says where the names of related files are: its template among them. */
    private static final int RELATED = 0x19A;

    /** A field begins with 13h; its kind is the first word. */
    private static final Pattern ACTIVE_FIELD = Pattern.compile(
            "\\x13[\\s\"]*(DDE|DDEAUTO|IMPORT|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE|RD|CONTROL|EMBED)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]{3,}://|\\\\\\\\[a-z0-9]", Pattern.CASE_INSENSITIVE);

    private WordStream() {}

    static void inspect(byte[] document, byte[] table) {
        if (Bytes.u16Little(document, 0) != WORD_97) {
            throw Objection.unreadable();
        }
        if ((Bytes.u16Little(document, 0x0A) & ENCRYPTED) != 0) {
            throw new Objection(Rejection.ENCRYPTED);
        }
        // Text stands in one byte a character or in two, and two may start anywhere.
        if (hasActiveField(new String(document, StandardCharsets.ISO_8859_1))
                || hasActiveField(new String(document, StandardCharsets.UTF_16LE))
                || hasActiveField(new String(document, 1, document.length - 1, StandardCharsets.UTF_16LE))) {
            throw Objection.active();
        }
        var start = Bytes.u32Little(document, RELATED);
        var length = Bytes.u32Little(document, RELATED + 4);
        if (length > 0) {
            if (start + length > table.length) {
                throw Objection.unreadable();
            }
            var names = new String(table, (int) start, (int) length, StandardCharsets.UTF_16LE);
            if (ELSEWHERE.matcher(names).find()) {
                throw Objection.active();
            }
        }
    }

    private static boolean hasActiveField(String text) {
        return ACTIVE_FIELD.matcher(text).find();
    }
}
