package portero.adapters.inspection;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Finds one file inside another: what some program would open as an archive, a program or a page. */
final class Stowaways {
    private static final byte[] ZIP_END = {'P', 'K', 5, 6};
    private static final int ZIP_END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;

    private static final List<byte[]> ARCHIVES_AND_PROGRAMS = List.of(
            new byte[] {'P', 'K', 3, 4},
            ZIP_END,
            new byte[] {'R', 'a', 'r', '!', 0x1A, 7},
            new byte[] {'7', 'z', (byte) 0xBC, (byte) 0xAF, 0x27, 0x1C},
            new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1},
            new byte[] {0x7F, 'E', 'L', 'F'},
            "This program cannot be run in DOS mode".getBytes(StandardCharsets.US_ASCII),
            "%PDF-".getBytes(StandardCharsets.US_ASCII));

    private static final List<String> PAGES_AND_SCRIPTS =
            List.of("<html", "<script", "<svg", "<iframe", "<?php", "<!doctype", "<hta:", "javascript:", "#!/");

    private Stowaways() {}

    /** Whether a program that reads archives from their end would open it, whatever it starts with. */
    static void checkWhole(byte[] content) {
        var first = Math.max(0, content.length - ZIP_END_LENGTH - LONGEST_COMMENT);
        for (var at = Bytes.find(content, first, ZIP_END); at >= 0; at = Bytes.find(content, at + 1, ZIP_END)) {
            if (at + ZIP_END_LENGTH <= content.length
                    && at + ZIP_END_LENGTH + Bytes.u16Little(content, at + 20) <= content.length) {
                throw Objection.active();
            }
        }
    }

    /** What follows the end of a picture may be more of the camera's data, but nothing that opens by itself. */
    static void checkAfter(byte[] content, int end) {
        var rest = Arrays.copyOfRange(content, Math.min(end, content.length), content.length);
        if (rest.length > 0) {
            check(rest);
        }
    }

    /** Whether it starts as a program, an archive or another document. */
    static boolean isOne(byte[] start) {
        return ARCHIVES_AND_PROGRAMS.stream().anyMatch(signature -> Bytes.startsWith(start, 0, signature)) || isProgram(start, 0);
    }

    private static void check(byte[] rest) {
        if (ARCHIVES_AND_PROGRAMS.stream().anyMatch(signature -> Bytes.find(rest, 0, signature) >= 0)) {
            throw Objection.active();
        }
        for (var at = Bytes.find(rest, 0, (byte) 'M', (byte) 'Z'); at >= 0; at = Bytes.find(rest, at + 1, (byte) 'M', (byte) 'Z')) {
            if (isProgram(rest, at)) {
                throw Objection.active();
            }
        }
        var text = new String(rest, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (PAGES_AND_SCRIPTS.stream().anyMatch(text::contains)) {
            throw Objection.active();
        }
    }

    /** Two letters are found anywhere; a program of Windows has two more where they say. */
    private static boolean isProgram(byte[] bytes, int at) {
        if (!Bytes.startsWith(bytes, at, (byte) 'M', (byte) 'Z')) {
            return false;
        }
        if (at + 0x40 > bytes.length) {
            return at == 0;
        }
        var header = Bytes.u32Little(bytes, at + 0x3C);
        return header < bytes.length && Bytes.startsWith(bytes, at + (int) header, (byte) 'P', (byte) 'E');
    }
}
