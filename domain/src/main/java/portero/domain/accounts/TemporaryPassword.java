package portero.domain.accounts;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A first password, shown once and typed from a slip: {@value #LENGTH} characters, about 69 bits, lower case letters
 * and digits that cannot be mistaken for each other on paper or on a screen.
 *
 * @param value the characters alone, without separators
 */
public record TemporaryPassword(String value) {
    /** Characters in a temporary password. */
    public static final int LENGTH = 16;

    // Look-alikes go: 0 o, 1 i l, 2 z, 5 s, 6 b 8, g q (9), m (rn), v (u w).
    static final String ALPHABET = "acdefhjknprtuwxy3479";

    private static final int GROUP = 4;
    private static final Pattern FORMAT = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");

    public TemporaryPassword {
        if (!FORMAT.matcher(value).matches()) {
            // The value stays out of the message: messages are logged.
            throw new IllegalArgumentException("Not a temporary password");
        }
    }

    /** A fresh one, each character drawn uniformly; give it a {@link java.security.SecureRandom}. */
    public static TemporaryPassword generate(RandomGenerator random) {
        var value = new StringBuilder(LENGTH);
        for (var i = 0; i < LENGTH; i++) {
            value.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new TemporaryPassword(value.toString());
    }

    /** The value in four groups of four characters, as it is printed and read aloud. */
    public List<String> groups() {
        return IntStream.range(0, LENGTH / GROUP)
                .mapToObj(group -> value.substring(group * GROUP, (group + 1) * GROUP))
                .toList();
    }

    /** Never the value. */
    @Override
    public String toString() {
        return "TemporaryPassword[hidden]";
    }
}
