package portero.domain.accounts;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells whether a password of at most 128 code points is made up of fewer than three guessable pieces. */
final class PasswordPieces {
    static final int SHORTEST = 3;

    private static final int DISTINCT_ENOUGH = 3;
    private static final int LONGEST_GAP = 3;
    private static final int SHORTEST_LOGIN = 6;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SPACES = Pattern.compile("[\\p{Z}\\s]+");
    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{Nd}]+");
    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

    private static final List<String> LINES = withReverses(List.of(
            "01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkln", "zxcvbnm",
            "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p"));

    private enum Kind { PERSONAL, COMMON, PATTERN }

    private record Piece(int end, Kind kind, String identity) {}

    private record Visit(int position, String first, String second) {}

    private final String plain;
    private final List<String> spellings;
    private final boolean holdsLogin;
    private final List<List<Piece>> piecesAt;
    private final Set<Visit> deadEnds = new HashSet<>();

    PasswordPieces(String password, CommonPasswords common, List<String> personalWords, int shortestFreeGroup) {
        plain = SPACES.matcher(fold(password)).replaceAll("");
        spellings = List.of(plain, unleet(plain, 'i'), unleet(plain, 'l'));
        var personal = personalPieces(personalWords);
        var bare = letters(plain);
        holdsLogin = personal.stream()
                .filter(word -> word.length() >= SHORTEST_LOGIN && word.chars().anyMatch(Character::isDigit))
                .anyMatch(bare::contains);
        piecesAt = new ArrayList<>(plain.length());
        for (var start = 0; start < plain.length(); start++) {
            var pieces = new ArrayList<Piece>();
            addWords(pieces, start, common, personal);
            addRuns(pieces, start);
            addYear(pieces, start);
            addRepetitions(pieces, start, shortestFreeGroup);
            pieces.sort(Comparator.comparingInt(Piece::end).reversed().thenComparing(Piece::kind));
            piecesAt.add(pieces);
        }
    }

    /** Lower case without accents or other marks, compatibility forms unified. */
    static String fold(String text) {
        var decomposed = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
        return MARKS.matcher(decomposed).replaceAll("");
    }

    Optional<PasswordRefusal> refusal() {
        if (holdsLogin) {
            return Optional.of(PasswordRefusal.PERSONAL);
        }
        return cover(0, "", "").map(kind -> switch (kind) {
            case PERSONAL -> PasswordRefusal.PERSONAL;
            case COMMON -> PasswordRefusal.COMMON;
            case PATTERN -> PasswordRefusal.REPEATED;
        });
    }

    /** The most telling kind among the pieces that cover the rest, or empty when it takes too many or cannot be done. */
    private Optional<Kind> cover(int position, String first, String second) {
        if (!deadEnds.add(new Visit(position, first, second))) {
            return Optional.empty();
        }
        for (var start = position; start <= position + LONGEST_GAP; start++) {
            if (start == plain.length()) {
                return Optional.of(Kind.PATTERN);
            }
            for (var piece : piecesAt.get(start)) {
                var rest = coverWith(piece, first, second);
                if (rest.isPresent()) {
                    return rest.map(kind -> kind.compareTo(piece.kind()) < 0 ? kind : piece.kind());
                }
            }
            if (!punctuation(plain.charAt(start))) {
                break;
            }
        }
        return Optional.empty();
    }

    private Optional<Kind> coverWith(Piece piece, String first, String second) {
        var used = piece.identity();
        if (used.equals(first) || used.equals(second)) {
            return cover(piece.end(), first, second);
        }
        if (first.isEmpty()) {
            return cover(piece.end(), used, second);
        }
        return second.isEmpty() ? cover(piece.end(), first, used) : Optional.empty();
    }

    private void addWords(List<Piece> pieces, int start, CommonPasswords common, Set<String> personal) {
        for (var end = start + SHORTEST; end <= plain.length(); end++) {
            for (var spelling : spellings) {
                var word = spelling.substring(start, end);
                if (personal.contains(word)) {
                    pieces.add(new Piece(end, Kind.PERSONAL, "person"));
                } else if (end - start <= common.longest() && common.contains(word)) {
                    pieces.add(new Piece(end, Kind.COMMON, "word " + word));
                }
            }
        }
    }

    private void addRuns(List<Piece> pieces, int start) {
        for (var line = 0; line < LINES.size(); line++) {
            for (var end = start + SHORTEST; end <= plain.length(); end++) {
                if (!LINES.get(line).contains(plain.substring(start, end))) {
                    break;
                }
                pieces.add(new Piece(end, Kind.PATTERN, "line " + line));
            }
        }
    }

    private void addYear(List<Piece> pieces, int start) {
        var end = start + 4;
        if (end <= plain.length() && YEAR.matcher(plain).region(start, end).matches()) {
            pieces.add(new Piece(end, Kind.PATTERN, "year"));
        }
    }

    private void addRepetitions(List<Piece> pieces, int start, int shortestFreeGroup) {
        for (var size = 1; size < shortestFreeGroup && start + 2 * size <= plain.length(); size++) {
            var group = plain.substring(start, start + size);
            if (repeatsItself(group)) {
                continue;
            }
            // A last repetition may break off: "hkwz-hkwz-hkwz".
            for (var end = start + size; end < plain.length() && plain.charAt(end) == plain.charAt(end - size); end++) {
                var length = end + 1 - start;
                if (length >= 2 * size && length >= SHORTEST) {
                    pieces.add(new Piece(end + 1, Kind.PATTERN, "group " + group));
                }
            }
        }
    }

    private static boolean repeatsItself(String group) {
        return (group + group).indexOf(group, 1) < group.length();
    }

    private static Set<String> personalPieces(List<String> personalWords) {
        var pieces = new HashSet<String>();
        for (var phrase : personalWords) {
            var folded = fold(phrase);
            pieces.add(letters(folded));
            pieces.addAll(List.of(NEITHER_LETTER_NOR_DIGIT.split(folded)));
        }
        pieces.removeIf(piece -> piece.length() < SHORTEST);
        return pieces;
    }

    private static String letters(String folded) {
        return NEITHER_LETTER_NOR_DIGIT.matcher(folded).replaceAll("");
    }

    private static boolean punctuation(char c) {
        return c > ' ' && c < 127 && !Character.isLetterOrDigit(c) || c == '¡' || c == '¿';
    }

    private static String unleet(String folded, char one) {
        var letters = new StringBuilder(folded.length());
        for (var i = 0; i < folded.length(); i++) {
            letters.append(switch (folded.charAt(i)) {
                case '0' -> 'o';
                case '1', '!', '|' -> one;
                case '3' -> 'e';
                case '4', '@' -> 'a';
                case '5', '$' -> 's';
                case '6', '9' -> 'g';
                case '7', '+' -> 't';
                case '8' -> 'b';
                default -> folded.charAt(i);
            });
        }
        return letters.toString();
    }

    private static List<String> withReverses(List<String> lines) {
        var all = new ArrayList<>(lines);
        lines.forEach(line -> all.add(new StringBuilder(line).reverse().toString()));
        return List.copyOf(all);
    }
}
