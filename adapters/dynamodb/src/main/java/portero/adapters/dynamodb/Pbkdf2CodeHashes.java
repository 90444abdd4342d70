package portero.adapters.dynamodb;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import portero.domain.Secret;
import portero.domain.mail.CodeHashes;

/**
 * PBKDF2-HMAC-SHA256 of the JDK, with a salt for each code. It lies beside the items in which its hashes are kept, since
 * every function that makes or checks a code reads those.
 *
 * <p>An iteration takes about 3 µs where Lambda compiles with C1 alone, so a check costs some 60 ms of a processor: at
 * 1024 MB, which is 0.58 of one, about 100 ms. All 10^8 codes are 2 x 10^12 iterations. A server's core with SHA
 * instructions does about 5 x 10^6 a second: 111 hours, so within the ten minutes that a code lives it takes some 670
 * cores. A graphics card, at about 9 x 10^9 a second, needs four minutes: whoever can read the table while codes live, and
 * brings such cards, is kept out by the table's permissions and not by this.
 */
public final class Pbkdf2CodeHashes implements CodeHashes {
    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
    private static final int ITERATIONS = 20_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LONGEST_CODE = 64;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder BYTES = Base64.getUrlDecoder();

    private final SecureRandom random;

    public Pbkdf2CodeHashes(SecureRandom random) {
        this.random = random;
    }

    /** Iterations, salt and hash, parted by dots. */
    @Override
    public String of(Secret code) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return ITERATIONS + "." + TEXT.encodeToString(salt) + "." + TEXT.encodeToString(hash(code, salt, ITERATIONS));
    }

    @Override
    public boolean matches(String stored, Secret code) {
        var parts = stored.split("\\.");
        var hash = hash(code, BYTES.decode(parts[1]), Integer.parseInt(parts[0]));
        return MessageDigest.isEqual(hash, BYTES.decode(parts[2]));
    }

    private static byte[] hash(Secret code, byte[] salt, int iterations) {
        var characters = code.value().substring(0, Math.min(code.value().length(), LONGEST_CODE)).toCharArray();
        var key = new PBEKeySpec(characters, salt, iterations, HASH_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(key).getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("The JDK lacks " + ALGORITHM, impossible);
        } finally {
            key.clearPassword();
        }
    }
}
