package portero.domain.schools;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes names comparable: lower case, no accents, single spaces; {@code "Ñahui  Condezo"} becomes {@code "nahui condezo"}. */
public final class Folding {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    // Also the no-break spaces that come with names pasted from documents.
    private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private Folding() {}

    public static String fold(String text) {
        var apart = Normalizer.normalize(text, Normalizer.Form.NFD);
        var bare = MARKS.matcher(apart).replaceAll("");
        return SPACES.matcher(bare).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }
}
