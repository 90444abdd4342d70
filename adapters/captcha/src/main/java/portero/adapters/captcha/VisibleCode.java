package portero.adapters.captcha;

import java.util.random.RandomGenerator;

/**
 * A code for people rather than for the page: {@value #LENGTH} characters to read in a picture or hear in Spanish, and
 * to type in any case.
 *
 * <p>The alphabet leaves out what looks alike (0 O Q, 1 I L, 2 Z, 5 S, 6 G, 8 B, 4 A, U V, X Y) and what sounds alike in
 * a poor loudspeaker (b c d e g p t v; n ñ m; f s; a k; l r; tres and seis), keeping one of each group.
 */
public final class VisibleCode {
    /** Characters in a code. */
    public static final int LENGTH = 5;

    /** Every character a code may hold: 16, so a million codes. */
    public static final String ALPHABET = "2345789FHJKMRTWX";

    private VisibleCode() {}

    /** A fresh code, each character drawn uniformly; give it a {@link java.security.SecureRandom}. */
    public static String issue(RandomGenerator random) {
        var code = new StringBuilder(LENGTH);
        for (var i = 0; i < LENGTH; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    /**
     * The code as an SVG document of at most 10 kB and 300 by 96 units: two paths in {@code currentColor}, no text, so
     * that it takes the page's colours when set inline or used as a mask.
     */
    public static String picture(String code, RandomGenerator random) {
        return new Picture(random).draw(checked(code));
    }

    /**
     * The code spoken in Spanish as a WAV file of at most 60 kB: PCM, mono, 8 bits, 8,000 samples a second. Letters are
     * said by their names (efe, hache, doble u, equis).
     */
    public static byte[] sound(String code, RandomGenerator random) {
        return new Sound(random).say(checked(code));
    }

    private static String checked(String code) {
        if (code.length() != LENGTH || !code.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("Not a visible code");
        }
        return code;
    }
}
