package portero.domain.files;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Names an attachment and its objects without telling anything of them: 26 characters drawn from 32, 130 bits. */
public record AttachmentId(String value) {
    private static final int LENGTH = 26;
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");

    public static AttachmentId random(RandomGenerator random) {
        var id = new StringBuilder(LENGTH);
        for (var i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new AttachmentId(id.toString());
    }

    public static Optional<AttachmentId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new AttachmentId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
