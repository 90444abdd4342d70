package portero.local.ses;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/** Everything that must not be guessed or repeat: message ids, feedback ids, tokens. */
final class Secrets {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private final SecureRandom random;

    Secrets(SecureRandom random) {
        this.random = random;
    }

    /** As the service writes ids of messages and of feedback: the time, a UUID, a part's number. */
    String messageId(Instant at) {
        String time = HexFormat.of().toHexDigits(at.toEpochMilli());
        return "0100" + time.substring(4) + "-" + uuid() + "-000000";
    }

    /** A version 4 UUID from the injected source. */
    String uuid() {
        long high = random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x4000L;
        long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    String token() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** As the tokens that a domain's DNS records carry. */
    String dkimToken() {
        var token = new StringBuilder();
        for (int index = 0; index < 32; index++) {
            token.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return token.toString();
    }
}
