package portero.adapters.inspection;

/** Reads the headers of a Windows bitmap, as wingdi.h has them. */
final class Bmp {
    private static final int FILE_HEADER = 14;
    private static final int OLD_HEADER = 12;
    private static final int RGB = 0;
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;
    private static final int BIT_FIELDS = 3;
    private static final int ALPHA_BIT_FIELDS = 6;

    private Bmp() {}

    /** Where the picture ends. */
    static int inspect(byte[] content) {
        if (!Bytes.startsWith(content, 0, (byte) 'B', (byte) 'M')) {
            throw Objection.unreadable();
        }
        var header = Bytes.u32Little(content, FILE_HEADER);
        var isOld = header == OLD_HEADER;
        if (!isOld && (header < 40 || header > 124)) {
            throw Objection.unreadable();
        }
        long width = isOld ? Bytes.u16Little(content, 18) : (int) Bytes.u32Little(content, 18);
        // From top to bottom where it is negative.
        long height = Math.abs((long) (isOld ? Bytes.u16Little(content, 20) : (int) Bytes.u32Little(content, 22)));
        Pixels.check(width, height);
        var bits = Bytes.u16Little(content, isOld ? 24 : 28);
        var compression = isOld ? RGB : (int) Bytes.u32Little(content, 30);
        var size = switch (compression) {
            case RGB, BIT_FIELDS, ALPHA_BIT_FIELDS -> (width * checkedBits(bits) + 31) / 32 * 4 * height;
            case RLE8, RLE4 -> Bytes.u32Little(content, 34);
            // Others hold a picture of another kind, for printers.
            default -> throw Objection.unreadable();
        };
        var start = Bytes.u32Little(content, 10);
        if (start < FILE_HEADER + header || size == 0 || start + size > content.length) {
            throw Objection.unreadable();
        }
        return (int) (start + size);
    }

    private static int checkedBits(int bits) {
        return switch (bits) {
            case 1, 2, 4, 8, 16, 24, 32 -> bits;
            default -> throw Objection.unreadable();
        };
    }
}
