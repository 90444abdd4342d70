package portero.domain.schools;

import java.util.Optional;
import java.util.regex.Pattern;

/** An e-mail address as people have them: one at sign, a dotted domain, no spaces or control characters, at most 254 characters. */
public record EmailAddress(String value) {
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+");

    public static Optional<EmailAddress> parse(String text) {
        var bare = text.strip();
        return bare.length() <= 254 && FORM.matcher(bare).matches() ? Optional.of(new EmailAddress(bare)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "EmailAddress[…]";
    }
}
