package portero.domain.schools;

import java.util.Optional;
import java.util.regex.Pattern;

/** A Peruvian mobile number: nine digits that start with 9. */
public record MobileNumber(String value) {
    private static final Pattern FORM = Pattern.compile("9\\d{8}");

    public static Optional<MobileNumber> parse(String text) {
        var bare = text.replaceAll("\\s", "");
        return FORM.matcher(bare).matches() ? Optional.of(new MobileNumber(bare)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "MobileNumber[…]";
    }
}
