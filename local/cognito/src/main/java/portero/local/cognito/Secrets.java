package portero.local.cognito;

import java.util.Base64;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Everything that must not be guessed or repeat: ids, client secrets, tokens, sessions, temporary passwords. */
final class Secrets {
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";
    private static final String SYMBOLS = "!@#%&*-_+=";

    private final RandomGenerator random;

    Secrets(RandomGenerator random) {
        this.random = random;
    }

    String poolSuffix() {
        return text(9, LOWER + UPPER + DIGITS);
    }

    String clientId() {
        return text(26, LOWER + DIGITS);
    }

    String clientSecret() {
        return text(51, LOWER + DIGITS);
    }

    /** A version 4 UUID from the injected source. */
    String uuid() {
        long high = random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x4000L;
        long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(192));
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Conforms to every policy of at most {@code minimumLength} characters. */
    String temporaryPassword(int minimumLength) {
        var characters = new StringBuilder(text(1, LOWER) + text(1, UPPER) + text(1, DIGITS) + text(1, SYMBOLS));
        characters.append(text(Math.max(8, minimumLength) - 4, LOWER + UPPER + DIGITS));
        for (int last = characters.length() - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            char swapped = characters.charAt(last);
            characters.setCharAt(last, characters.charAt(other));
            characters.setCharAt(other, swapped);
        }
        return characters.toString();
    }

    private String text(int length, String alphabet) {
        var text = new StringBuilder(length);
        for (int count = 0; count < length; count++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
