package portero.domain.helpdesk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** What lets its holder rate a ticket once: 26 random characters, about 130 bits, so that nobody guesses it. */
public record RatingToken(String value) {
    /** How long it works, from when it was made. */
    public static final Duration LIFE = Duration.ofDays(30);

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 26;

    /** A fresh one; give it a {@link java.security.SecureRandom}. */
    public static RatingToken random(RandomGenerator random) {
        var value = new StringBuilder(LENGTH);
        for (var i = 0; i < LENGTH; i++) {
            value.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new RatingToken(value.toString());
    }

    /** All that is kept of it; a plain hash is enough for what is random. */
    public String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether this was kept so; takes equally long either way. */
    boolean isKeptAs(String hash) {
        return MessageDigest.isEqual(
                hash().getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    /** Never the value. */
    @Override
    public String toString() {
        return "RatingToken[hidden]";
    }
}
