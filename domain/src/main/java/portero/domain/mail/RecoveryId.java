package portero.domain.mail;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Names a request to recover a password: 26 random characters, about 130 bits. Worth nothing without the code. */
public record RecoveryId(String value) {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 26;
    private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");

    public static Optional<RecoveryId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new RecoveryId(text)) : Optional.empty();
    }

    public static RecoveryId random(RandomGenerator random) {
        var value = new StringBuilder(LENGTH);
        for (var i = 0; i < LENGTH; i++) {
            value.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new RecoveryId(value.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
