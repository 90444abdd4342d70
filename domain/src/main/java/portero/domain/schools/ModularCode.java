package portero.domain.schools;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Código modular and anexo of a school service, written {@code 0990124-0}: seven digits, of which zeros may lead, and one
 * digit of the annex, 0 for the main school.
 */
public record ModularCode(String number, String annex) {
    private static final Pattern FORM = Pattern.compile("(\\d{7})-(\\d)");

    public static Optional<ModularCode> parse(String text) {
        var form = FORM.matcher(text);
        return form.matches() ? Optional.of(new ModularCode(form.group(1), form.group(2))) : Optional.empty();
    }

    /** Whether the last digit is the Luhn digit of the others; real codes mostly are, so warn but never refuse. */
    public boolean hasUsualCheckDigit() {
        var sum = 0;
        for (var i = 0; i < number.length(); i++) {
            var digit = number.charAt(number.length() - 1 - i) - '0';
            if (i % 2 == 1) {
                digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
            }
            sum += digit;
        }
        return sum % 10 == 0;
    }

    @Override
    public String toString() {
        return number + "-" + annex;
    }
}
