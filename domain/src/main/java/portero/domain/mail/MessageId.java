package portero.domain.mail;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import portero.domain.schools.PersonId;

/** Names a message; writing one id twice writes one message. Letters, digits and hyphens, at most 128. */
public record MessageId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{1,128}");

    public MessageId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a message id");
        }
    }

    public static MessageId random(RandomGenerator random) {
        return new MessageId(PersonId.random(random).value());
    }

    @Override
    public String toString() {
        return value;
    }
}
