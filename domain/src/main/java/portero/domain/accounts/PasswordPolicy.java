package portero.domain.accounts;

import java.text.Normalizer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Rules for a password somebody chooses, after NIST SP 800-63B-4, section 3.1.1: at least 15 characters where the
 * password is the only factor, spaces and any printable character welcome, no composition rules, and a blocklist of
 * common values and of words from the person's own context.
 *
 * @param minimumLength fewest code points after NFC normalisation, at least 1 and at most {@value #MAXIMUM_LENGTH}
 * @param common        blocklist of common passwords and words
 */
public record PasswordPolicy(int minimumLength, CommonPasswords common) {
    /** Length NIST SP 800-63B-4 asks of a password that is the only factor, in code points. */
    public static final int DEFAULT_MINIMUM_LENGTH = 15;

    /** Longest password taken, in code points. */
    public static final int MAXIMUM_LENGTH = 128;

    public PasswordPolicy {
        Objects.requireNonNull(common);
        if (minimumLength < 1 || minimumLength > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException("minimumLength out of 1.." + MAXIMUM_LENGTH + ": " + minimumLength);
        }
    }

    /** 15 code points and the bundled blocklist; loads the list, so build it once. */
    public static PasswordPolicy standard() {
        return new PasswordPolicy(DEFAULT_MINIMUM_LENGTH, CommonPasswords.bundled());
    }

    /** The one form (NFC) in which a password is to be set and compared, however a keyboard composes its accents. */
    public static String normalise(String candidate) {
        return Normalizer.normalize(candidate, Normalizer.Form.NFC);
    }

    /**
     * Empty when the password may be used.
     *
     * <p>Refused is what is made up of fewer than three distinct pieces, ignoring case, accents, spaces, usual
     * letter-for-digit swaps and up to three punctuation marks between pieces; a piece is a blocklist entry, a personal
     * word, a year, a repetition, or a run of three or more keys, letters or digits. All personal words together count
     * as one piece, since whoever knows the name knows the surname. A personal word of six or more characters with a
     * digit in it, as a login is, may appear nowhere.
     *
     * @param candidate     as typed, in any normalisation form
     * @param personalWords login, names and school words, as words or phrases; those under three characters are ignored
     */
    public Optional<PasswordRefusal> check(String candidate, List<String> personalWords) {
        var password = normalise(candidate);
        if (!printable(password)) {
            return Optional.of(PasswordRefusal.UNPRINTABLE);
        }
        var length = password.codePointCount(0, password.length());
        if (length < minimumLength) {
            return Optional.of(PasswordRefusal.TOO_SHORT);
        }
        if (length > MAXIMUM_LENGTH) {
            return Optional.of(PasswordRefusal.TOO_LONG);
        }
        return new PasswordPieces(password, common, personalWords, minimumLength).refusal();
    }

    private static boolean printable(String password) {
        // Cognito takes no password that begins or ends with white space.
        return password.equals(password.strip()) && password.codePoints().noneMatch(PasswordPolicy::invisible);
    }

    private static boolean invisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
