package portero.domain.helpdesk;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names a ticket so that it can be read over a telephone: {@code 2026-0001482-4}, the year in which it was filed, a
 * sequence of that year, and a check digit that no single wrong digit and no exchange of two neighbours leaves right (H. M.
 * Damm, Total anti-symmetrische Quasigruppen, 2004).
 */
public record TicketNumber(int year, int sequence) {
    /** The last of a year. */
    public static final int LAST = 9_999_999;

    private static final Pattern FORM = Pattern.compile("(\\d{4})[\\s-]*(\\d{7})[\\s-]*(\\d)");
    private static final int[][] DAMM = {
        {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
        {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
        {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
        {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
        {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
        {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
        {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
        {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
        {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
        {2, 5, 8, 1, 4, 3, 6, 7, 9, 0}
    };

    public TicketNumber {
        if (year < 1000 || year > 9999 || sequence < 0 || sequence > LAST) {
            throw new IllegalArgumentException("Not a ticket number");
        }
    }

    /** A number as people write it: hyphens may lack or be spaces. Empty where the check digit is wrong. */
    public static Optional<TicketNumber> parse(String text) {
        var parts = FORM.matcher(text.strip());
        if (!parts.matches() || parts.group(1).charAt(0) == '0') {
            return Optional.empty();
        }
        var number = new TicketNumber(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
        return number.checkDigit() == parts.group(3).charAt(0) - '0' ? Optional.of(number) : Optional.empty();
    }

    private int checkDigit() {
        return checkDigit("%04d%07d".formatted(year, sequence));
    }

    static int checkDigit(String digits) {
        return digits.chars().reduce(0, (interim, digit) -> DAMM[interim][digit - '0']);
    }

    @Override
    public String toString() {
        return "%04d-%07d-%d".formatted(year, sequence, checkDigit());
    }
}
