package portero.domain.helpdesk;

import java.util.Optional;
import java.util.regex.Pattern;

/** Names a topic for good: small letters, digits and single hyphens, at most 60, such as {@code no-permite-agregar}. */
public record TopicId(String value) {
    private static final int LONGEST = 60;
    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*+");

    public static Optional<TopicId> parse(String text) {
        return text.length() <= LONGEST && FORM.matcher(text).matches() ? Optional.of(new TopicId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
