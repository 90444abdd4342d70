package portero.adapters.inspection;

/** Walks the markers of a JPEG, as ITU-T T.81 has them. */
final class Jpeg {
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int TEM = 0x01;
    private static final int MOST_SCANS = 500;

    private Jpeg() {}

    /** Where the picture ends. */
    static int inspect(byte[] content) {
        if (Bytes.u16Big(content, 0) != (0xFF00 | SOI)) {
            throw Objection.unreadable();
        }
        var at = 2;
        var scans = 0;
        var hasFrame = false;
        while (true) {
            if (Bytes.u8(content, at) != 0xFF) {
                throw Objection.unreadable();
            }
            while (Bytes.u8(content, at) == 0xFF) {
                at++;
            }
            var marker = Bytes.u8(content, at++);
            if (marker == EOI) {
                if (scans == 0) {
                    throw Objection.unreadable();
                }
                return at;
            }
            if (marker == TEM || isRestart(marker)) {
                continue;
            }
            var length = Bytes.u16Big(content, at);
            if (length < 2 || marker == 0 || marker == SOI) {
                throw Objection.unreadable();
            }
            if (isFrame(marker)) {
                Pixels.check(Bytes.u16Big(content, at + 5), Bytes.u16Big(content, at + 3));
                hasFrame = true;
            }
            at += length;
            if (marker == SOS) {
                if (!hasFrame) {
                    throw Objection.unreadable();
                }
                // Each scan makes a viewer go over the whole picture.
                if (++scans > MOST_SCANS) {
                    throw Objection.tooLarge();
                }
                at = endOfScan(content, at);
            }
        }
    }

    private static int endOfScan(byte[] content, int from) {
        var at = from;
        while (Bytes.u8(content, at) != 0xFF || Bytes.u8(content, at + 1) == 0 || isRestart(Bytes.u8(content, at + 1))) {
            at++;
        }
        return at;
    }

    private static boolean isRestart(int marker) {
        return marker >= 0xD0 && marker <= 0xD7;
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }
}
