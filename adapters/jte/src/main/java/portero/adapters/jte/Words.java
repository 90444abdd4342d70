package portero.adapters.jte;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.regex.Pattern;
import portero.adapters.jte.Wording.Code;
import portero.adapters.jte.Wording.Quote;
import portero.domain.Secret;
import portero.domain.mail.Letter;
import portero.domain.schools.SchoolYear;

/** A language's words for every letter. */
interface Words {
    Wording of(Letter letter);

    static ZonedDateTime inLima(Instant instant) {
        return instant.atZone(SchoolYear.LIMA);
    }

    static Code code(Secret code) {
        return new Code(code.value().substring(0, 4), code.value().substring(4));
    }

    /** The greeting alone where nothing is left of the names. */
    static String greeting(String greeting, String names) {
        return plain(names).isEmpty() ? greeting : greeting + ", " + plain(names);
    }

    /**
     * A name as it may stand in a sentence: on one line, and without characters that nobody sees but that turn what follows
     * around, such as U+202E.
     */
    static String plain(String name) {
        return Blanks.SPACES
                .matcher(Blanks.UNSEEN.matcher(name).replaceAll(" "))
                .replaceAll(" ")
                .strip();
    }

    /** What somebody wrote over several lines, each as {@link #plain} leaves it; one empty line at most between two others. */
    static Quote quote(String text) {
        var lines = new ArrayList<String>();
        for (var line : text.strip().lines().map(Words::plain).toList()) {
            if (!line.isEmpty() || !lines.getLast().isEmpty()) {
                lines.add(line);
            }
        }
        return new Quote(lines);
    }

    /** What names may not hold. */
    final class Blanks {
        private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
        private static final Pattern SPACES = Pattern.compile("\\s+");

        private Blanks() {}
    }
}
