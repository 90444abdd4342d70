package portero.adapters.captcha;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps the answer to a visible code without the code: HMAC-SHA-256 under a key of its own, so that equal codes do not
 * look equal; it does not resist somebody who reads the store and tries all codes, which is why a code lives minutes.
 */
public final class AnswerHash {
    private static final int KEY_BYTES = 16;
    private static final int LONGEST_ANSWER = 64;
    private static final String ALGORITHM = "HmacSHA256";
    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern SPACES = Pattern.compile("[\\p{Z}\\s]+");

    private AnswerHash() {}

    /** What to store for the code: key and hash in hexadecimal, parted by a dot, 97 characters. */
    public static String of(String code, SecureRandom random) {
        var key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return HEX.formatHex(key) + "." + HEX.formatHex(hash(key, code));
    }

    /** Whether the answer, in any case and with any spaces, is the code; takes equally long either way. */
    public static boolean matches(String stored, String answer) {
        if (answer.length() > LONGEST_ANSWER) {
            return false;
        }
        var dot = stored.indexOf('.');
        var key = HEX.parseHex(stored.substring(0, dot));
        return MessageDigest.isEqual(HEX.parseHex(stored.substring(dot + 1)), hash(key, answer));
    }

    /** Upper case without any spaces. */
    static String normalise(String answer) {
        return SPACES.matcher(answer).replaceAll("").toUpperCase(Locale.ROOT);
    }

    private static byte[] hash(byte[] key, String answer) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(normalise(answer).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK lacks " + ALGORITHM, e);
        }
    }
}
