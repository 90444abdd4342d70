package portero.domain.mail;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import portero.domain.Secret;

/** A code that travels by mail: eight digits, read as two groups of four. */
public record MailedCode(String value) {
    /** How long a code works, from when it was made. */
    public static final Duration LIFE = Duration.ofMinutes(10);

    private static final int BOUND = 100_000_000;
    private static final Pattern SPACES = Pattern.compile("[\\p{Z}\\s-]+");

    /** A fresh one; give it a {@link java.security.SecureRandom}. */
    public static MailedCode generate(RandomGenerator random) {
        return new MailedCode("%08d".formatted(random.nextInt(BOUND)));
    }

    /** What somebody typed, without the spaces and hyphens between its digits. */
    public static Secret typed(Secret text) {
        return new Secret(SPACES.matcher(text.value()).replaceAll(""));
    }

    /** Never the value. */
    @Override
    public String toString() {
        return "MailedCode[hidden]";
    }
}
