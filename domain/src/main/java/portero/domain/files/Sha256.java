package portero.domain.files;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** The SHA-256 of a file's bytes, as S3 writes it: 32 bytes in base64. */
public record Sha256(String value) {
    private static final int BYTES = 32;

    public static Optional<Sha256> parse(String text) {
        try {
            var bytes = Base64.getDecoder().decode(text);
            // Written anew: base64 leaves room for several spellings of the same bytes.
            return bytes.length == BYTES
                    ? Optional.of(new Sha256(Base64.getEncoder().encodeToString(bytes)))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    public static Sha256 of(byte[] content) {
        try {
            return new Sha256(Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
