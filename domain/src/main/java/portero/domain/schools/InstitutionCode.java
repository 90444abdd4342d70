package portero.domain.schools;

import java.util.Optional;
import java.util.regex.Pattern;

/** Names an institution: {@code PE}, six digits of a DRE or UGEL, or a school's {@link ModularCode}. */
public record InstitutionCode(String value) {
    public static final InstitutionCode COUNTRY = new InstitutionCode("PE");

    private static final Pattern FORM = Pattern.compile("PE|\\d{6}|\\d{7}-\\d");

    public static Optional<InstitutionCode> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new InstitutionCode(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
