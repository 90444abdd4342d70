package portero.domain.accounts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Passwords and words that guessers try first, folded (lower case, no accents); the bundled list names its sources in
 * {@code common-passwords.NOTICE.txt}.
 */
public final class CommonPasswords {
    private static final String RESOURCE = "common-passwords.txt.gz";

    private final Set<String> entries;
    private final int longest;

    private CommonPasswords(Set<String> entries) {
        this.entries = entries;
        this.longest = entries.stream().mapToInt(String::length).max().orElse(0);
    }

    /** The list that ships with Portero; reads about 60 kB, so load it once. */
    public static CommonPasswords bundled() {
        var resource = CommonPasswords.class.getResourceAsStream(RESOURCE);
        if (resource == null) {
            throw new IllegalStateException("Missing resource " + RESOURCE);
        }
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(resource, 8192), StandardCharsets.US_ASCII))) {
            return new CommonPasswords(lines.lines().collect(Collectors.toUnmodifiableSet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A list of one's own; entries are folded, and those shorter than three characters are left out. */
    public static CommonPasswords of(Collection<String> entries) {
        return new CommonPasswords(entries.stream()
                .map(PasswordPieces::fold)
                .filter(entry -> entry.length() >= PasswordPieces.SHORTEST)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether the folded text is an entry. */
    boolean contains(String folded) {
        return entries.contains(folded);
    }

    /** Length of the longest entry in UTF-16 units, 0 for an empty list. */
    int longest() {
        return longest;
    }

    /** Number of entries. */
    public int size() {
        return entries.size();
    }
}
