package portero.domain.files;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What somebody called a file, without folders, without characters that cannot be seen or that turn the writing round, and
 * without those that some system gives a meaning: 120 code points at most, the ending kept. It names no object and no path.
 */
public record FileName(String value, FileType type) {
    private static final int LONGEST = 120;
    private static final Pattern FOLDERS = Pattern.compile("^.*[/\\\\]", Pattern.DOTALL);
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}]+");
    private static final Pattern MEANINGFUL = Pattern.compile("[:*?\"<>|]");
    private static final Pattern EDGES = Pattern.compile("^[ .]+|[ .]+$");

    /** The name as it is kept, or nothing if it ends in no kind of file that a ticket takes. */
    public static Optional<FileName> parse(String text) {
        var name = Normalizer.normalize(text, Normalizer.Form.NFC);
        name = FOLDERS.matcher(name).replaceFirst("");
        name = SPACES.matcher(name).replaceAll(" ");
        name = UNSEEN.matcher(name).replaceAll("");
        name = MEANINGFUL.matcher(name).replaceAll("_");
        var cleaned = name;
        return FileType.named(cleaned).map(type -> new FileName(shortened(cleaned), type));
    }

    private static String shortened(String name) {
        var dot = name.lastIndexOf('.');
        var ending = name.substring(dot);
        var stem = EDGES.matcher(name.substring(0, dot)).replaceAll("");
        var room = LONGEST - ending.length();
        if (stem.codePointCount(0, stem.length()) > room) {
            stem = stem.substring(0, stem.offsetByCodePoints(0, room)).stripTrailing();
        }
        return (stem.isEmpty() ? "adjunto" : stem) + ending;
    }

    /** A file's name may tell of a person: it is for the ticket's readers, not for logs. */
    @Override
    public String toString() {
        return "FileName[…." + type + "]";
    }
}
