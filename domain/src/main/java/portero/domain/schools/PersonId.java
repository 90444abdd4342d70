package portero.domain.schools;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Names a person without telling anything of them: 16 characters drawn from 32, 80 bits. */
public record PersonId(String value) {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{16}");

    public static PersonId random(RandomGenerator random) {
        var id = new StringBuilder(16);
        for (var i = 0; i < 16; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new PersonId(id.toString());
    }

    public static Optional<PersonId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new PersonId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
