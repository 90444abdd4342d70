package portero.domain.accounts;

import java.util.Optional;
import java.util.regex.Pattern;

/** The caller's name for one intention, the same for every try: 16 to 64 letters, digits and hyphens. */
public record IdempotencyKey(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{16,64}");

    public static Optional<IdempotencyKey> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new IdempotencyKey(text)) : Optional.empty();
    }
}
