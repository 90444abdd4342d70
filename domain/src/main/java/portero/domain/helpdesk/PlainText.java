package portero.domain.helpdesk;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Makes what somebody typed or pasted into text without surprises: composed letters, no control or direction marks. */
final class PlainText {
    private static final Pattern BREAKS = Pattern.compile("\\R");
    // Format characters such as marks of direction, with which a text can look other than it is.
    private static final Pattern MARKS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}&&[^\\n]]");
    private static final Pattern SPACES = Pattern.compile("[\\p{Z}\\t]+");
    private static final Pattern EDGES = Pattern.compile(" *\\n *");
    private static final Pattern MANY_BREAKS = Pattern.compile("\\n{3,}");

    private PlainText() {}

    /** Several lines, of which at most one is empty between two others. */
    static String lines(String text) {
        var broken = BREAKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)).replaceAll("\n");
        var spaced = MARKS.matcher(SPACES.matcher(broken).replaceAll(" ")).replaceAll("");
        return MANY_BREAKS.matcher(EDGES.matcher(spaced).replaceAll("\n")).replaceAll("\n\n").strip();
    }

    /** One line. */
    static String line(String text) {
        return lines(text).replaceAll("\\n+", " ");
    }
}
