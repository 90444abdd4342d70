package portero.adapters.inspection;

/** How large a picture may be once it is unpacked. */
final class Pixels {
    private static final long MOST = 50_000_000;

    private Pixels() {}

    static void check(long width, long height) {
        if (width <= 0 || height <= 0) {
            throw Objection.unreadable();
        }
        if (width > MOST || height > MOST || width * height > MOST) {
            throw Objection.tooLarge();
        }
    }
}
