package portero.adapters.captcha;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import org.altcha.altcha.Altcha;
import org.altcha.altcha.Altcha.ChallengeOptions;

/**
 * Proof of work in version 1 of ALTCHA's protocol, which the worker of the npm package {@code altcha} 2.x speaks
 * ({@code dist_external/worker.js}; the workers of 3.x speak another).
 *
 * <p>The page gets {@link Challenge} as JSON, posts {@code {"type":"work","payload":<challenge>,"max":<maxnumber>}} to
 * the worker and receives {@code {"number":n,"took":ms}}: the whole number from 0 to {@code maxnumber} whose SHA-256 of
 * {@code salt + n} (decimal) is {@code challenge}. It answers with the <em>payload</em>, the Base64 of the JSON object
 * {@code {"algorithm","challenge","number","salt","signature"}}: the challenge as received, plus {@code number}.
 *
 * <p>What {@link Issued#stored} holds is enough to check the answer, and is to be kept out of the page's reach, for one
 * use only.
 */
public final class ProofOfWork {
    /**
     * Largest number to try; half of it on average. ALTCHA's worker tries about 30,000 a second in Chromium on one busy
     * server core, so this costs a third of a second there, and about one on a phone three times slower.
     */
    public static final int MAX_NUMBER = 20_000;

    /** Longest payload looked at, in characters; a true one has about 350. */
    public static final int LONGEST_PAYLOAD = 1_000;

    private static final int KEY_BYTES = 32;
    private static final int SALT_BYTES = 12;
    private static final HexFormat HEX = HexFormat.of();

    /**
     * What the page is given, field by field as ALTCHA names them.
     *
     * @param algorithm {@code SHA-256}
     * @param challenge hash to reach, 64 hexadecimal digits
     * @param maxnumber last number worth trying
     * @param salt      24 hexadecimal digits, {@code ?expires=}, seconds since the epoch, {@code &}
     * @param signature HMAC-SHA-256 of the challenge, 64 hexadecimal digits
     */
    public record Challenge(String algorithm, String challenge, long maxnumber, String salt, String signature) {}

    /**
     * A challenge, and what to store to check its answer.
     *
     * @param challenge goes to the page
     * @param stored    expiry in seconds since the epoch, a dot, and a key of 64 hexadecimal digits that signed this
     *                  challenge and signs no other
     */
    public record Issued(Challenge challenge, String stored) {}

    private ProofOfWork() {}

    /** A fresh challenge that may be answered until and including the given second. */
    public static Issued issue(SecureRandom random, Instant expires) {
        var key = hex(random, KEY_BYTES);
        var options = new ChallengeOptions()
                .setAlgorithm(Altcha.Algorithm.SHA256)
                .setMaxNumber((long) MAX_NUMBER)
                .setNumber((long) random.nextInt(MAX_NUMBER + 1))
                .setSalt(hex(random, SALT_BYTES))
                .setExpires(expires.getEpochSecond())
                .setHmacKey(key);
        try {
            var made = Altcha.createChallenge(options);
            var challenge =
                    new Challenge(made.algorithm, made.challenge, made.maxnumber, made.salt, made.signature);
            return new Issued(challenge, expires.getEpochSecond() + "." + key);
        } catch (Exception e) {
            throw new IllegalStateException("The JDK lacks SHA-256", e);
        }
    }

    /** Whether the payload solves the very challenge that was issued with {@code stored}, and in time. */
    public static boolean solved(String stored, String payload, Instant now) {
        var dot = stored.indexOf('.');
        var expires = Long.parseLong(stored.substring(0, dot));
        var key = stored.substring(dot + 1);
        if (now.getEpochSecond() > expires || payload.length() > LONGEST_PAYLOAD) {
            return false;
        }
        try {
            // ALTCHA would ask the machine's own clock; expiry is checked above.
            return Altcha.verifySolution(payload, key, false);
        } catch (RuntimeException _) {
            // ALTCHA throws on what is not Base64, not JSON, or of the wrong types.
            return false;
        } catch (Exception e) {
            throw new IllegalStateException("The JDK lacks SHA-256", e);
        }
    }

    private static String hex(SecureRandom random, int bytes) {
        var value = new byte[bytes];
        random.nextBytes(value);
        return HEX.formatHex(value);
    }
}
