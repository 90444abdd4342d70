package portero.adapters.inspection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

/** Walks the chunks of a PNG, as its specification (W3C, third edition) has them. */
final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final long MOST_TEXT = 8 << 20;

    private Png() {}

    /** Where the picture ends. */
    static int inspect(byte[] content) throws IOException {
        if (!Bytes.startsWith(content, 0, SIGNATURE)) {
            throw Objection.unreadable();
        }
        var at = SIGNATURE.length;
        long expected = 0;
        var data = new ArrayList<InputStream>();
        while (true) {
            var length = Bytes.u32Big(content, at);
            if (length > content.length - at - 12L) {
                throw Objection.unreadable();
            }
            var type = new String(content, at + 4, 4, StandardCharsets.ISO_8859_1);
            var start = at + 8;
            var end = start + (int) length;
            checkSum(content, at + 4, end);
            if ((expected == 0) != type.equals("IHDR")) {
                throw Objection.unreadable();
            }
            switch (type) {
                case "IHDR" -> expected = unpacked(content, start);
                case "IDAT" -> data.add(new ByteArrayInputStream(content, start, end - start));
                case "zTXt", "iTXt", "iCCP" -> checkText(content, type, start, end);
                default -> {}
            }
            at = end + 4;
            if (type.equals("IEND")) {
                checkData(data, expected);
                return at;
            }
        }
    }

    private static void checkSum(byte[] content, int from, int to) {
        var sum = new CRC32();
        sum.update(content, from, to - from);
        if (sum.getValue() != Bytes.u32Big(content, to)) {
            throw Objection.unreadable();
        }
    }

    /** How many bytes the picture's data unpack to, but for what interlacing adds. */
    private static long unpacked(byte[] content, int header) {
        var width = Bytes.u32Big(content, header);
        var height = Bytes.u32Big(content, header + 4);
        Pixels.check(width, height);
        var channels = switch (Bytes.u8(content, header + 9)) {
            case 0, 3 -> 1;
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> throw Objection.unreadable();
        };
        return height * (1 + (width * channels * Bytes.u8(content, header + 8) + 7) / 8);
    }

    private static void checkData(List<InputStream> data, long expected) throws IOException {
        // Interlacing adds a filter byte for each line of each of seven passes, and rounds each line up.
        var budget = new Bytes.Budget(expected * 2 + (1 << 20));
        try (var stream = new InflaterInputStream(new SequenceInputStream(Collections.enumeration(data)))) {
            if (budget.limit(stream).transferTo(OutputStream.nullOutputStream()) < expected) {
                throw Objection.unreadable();
            }
        }
    }

    private static void checkText(byte[] content, String type, int start, int end) throws IOException {
        var nul = Bytes.find(content, start, (byte) 0);
        if (nul < 0 || nul >= end) {
            throw Objection.unreadable();
        }
        var packed = nul + 2;
        if (type.equals("iTXt")) {
            if (Bytes.u8(content, nul + 1) == 0) {
                return;
            }
            packed = Bytes.find(content, Bytes.find(content, nul + 3, (byte) 0) + 1, (byte) 0) + 1;
        }
        if (packed > end) {
            throw Objection.unreadable();
        }
        try (var stream = new InflaterInputStream(new ByteArrayInputStream(content, packed, end - packed))) {
            new Bytes.Budget(MOST_TEXT).limit(stream).transferTo(OutputStream.nullOutputStream());
        }
    }
}
