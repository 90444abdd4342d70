package portero.domain.schools;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import portero.domain.accounts.Login;

/** A person's identity document: DNI of 8 digits, carné de extranjería of 8 to 12, passport of 6 to 12 letters and digits. */
public record IdentityDocument(Type type, String number) {
    /** Kinds of document that the personnel register takes. */
    public enum Type {
        DNI("\\d{8}", ""),
        CE("\\d{8,12}", "CE"),
        PASSPORT("[A-Z0-9]{6,12}", "P");

        private final Pattern form;
        private final String loginPrefix;

        Type(String form, String loginPrefix) {
            this.form = Pattern.compile(form);
            this.loginPrefix = loginPrefix;
        }
    }

    private static final int[] DNI_WEIGHTS = {3, 2, 7, 6, 5, 4, 3, 2};

    public static Optional<IdentityDocument> parse(Type type, String number) {
        var bare = number.replaceAll("[\\s.-]", "").toUpperCase(Locale.ROOT);
        return type.form.matcher(bare).matches() ? Optional.of(new IdentityDocument(type, bare)) : Optional.empty();
    }

    /** The login that this document's bearer has or gets: the number itself for a DNI, with a prefix for the others. */
    public Login login() {
        return new Login(type.loginPrefix + number);
    }

    /** The digit printed after a DNI's number, by the weights 3 2 7 6 5 4 3 2 modulo 11. */
    public char dniCheckDigit() {
        return "67890112345".charAt(dniCheck());
    }

    /** The letter that older DNI carry in place of the digit. */
    public char dniCheckLetter() {
        return "KABCDEFGHIJ".charAt(dniCheck());
    }

    private int dniCheck() {
        if (type != Type.DNI) {
            throw new IllegalStateException("Only a DNI has a check character");
        }
        var sum = 0;
        for (var i = 0; i < DNI_WEIGHTS.length; i++) {
            sum += DNI_WEIGHTS[i] * (number.charAt(i) - '0');
        }
        return (11 - sum % 11) % 11;
    }

    @Override
    public String toString() {
        return type + " […]";
    }
}
