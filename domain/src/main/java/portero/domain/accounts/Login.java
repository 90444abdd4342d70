package portero.domain.accounts;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a person types to sign in: the DNI's eight digits, {@code CE} and the carné's digits, or {@code P} and the passport's number. */
public record Login(String value) {
    private static final Pattern FORM = Pattern.compile("\\d{8}|CE\\d{8,12}|P[A-Z0-9]{6,12}");

    /** Reads what somebody typed; spaces, dots, hyphens and small letters are forgiven. */
    public static Optional<Login> parse(String text) {
        var bare = text.replaceAll("[\\s.-]", "").toUpperCase(Locale.ROOT);
        return FORM.matcher(bare).matches() ? Optional.of(new Login(bare)) : Optional.empty();
    }

    /** Not the login: it is a document number, and belongs in no log. */
    @Override
    public String toString() {
        return "Login[…]";
    }
}
