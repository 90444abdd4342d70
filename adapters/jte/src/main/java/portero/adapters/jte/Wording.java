package portero.adapters.jte;

import java.util.List;

/**
 * A letter in words, the same for text and HTML, so that the two never say different things.
 *
 * @param tag the language's, as in RFC 5646
 */
record Wording(String tag, String subject, String greeting, List<Block> blocks, String footer) {
    Wording {
        blocks = List.copyOf(blocks);
    }

    /** One thing below another. */
    sealed interface Block {}

    record Paragraph(String text) implements Block {}

    /** A code to read and type, in two groups of four. */
    record Code(String first, String second) implements Block {}

    /** What somebody wrote, line by line; an empty line parts paragraphs. */
    record Quote(List<String> lines) implements Block {
        Quote {
            lines = List.copyOf(lines);
        }
    }

    /** Something to do on the page. */
    record Action(String text, String link) implements Block {}

    /** People or other subjects, and what is to be known of each. */
    record Table(String caption, String subjects, String facts, List<Row> rows) implements Block {
        Table {
            rows = List.copyOf(rows);
        }
    }

    record Row(String subject, String fact) {}
}
