package portero.domain.helpdesk;

import java.util.List;
import java.util.Optional;
import portero.domain.mail.Language;

/**
 * What a ticket may be about, or a heading over such.
 *
 * @param order its place among those of the same parent, from 0
 * @param offered whether new tickets may be filed under it; one that is not stays known for the tickets that were
 * @param hours business hours within which an answer is promised
 * @param route empty where the office above the institution answers
 * @param version counts changes from 1, so that nobody overwrites one that they have not seen
 */
public record Topic(
        TopicId id,
        Optional<TopicId> parent,
        int order,
        boolean offered,
        int hours,
        Priority priority,
        Optional<Route> route,
        Text spanish,
        Text english,
        long version) {

    /**
     * What a topic says in one language.
     *
     * @param attach what to attach
     * @param suggestions shown before sending, for they may make the ticket unnecessary
     * @param answers what agents often answer; theirs alone to see
     */
    public record Text(
            String title, Optional<String> attach, List<Suggestion> suggestions, List<CannedAnswer> answers) {
        public Text {
            suggestions = List.copyOf(suggestions);
            answers = List.copyOf(answers);
        }

        Text withoutAnswers() {
            return new Text(title, attach, suggestions, List.of());
        }

        Text cleaned() {
            return new Text(
                    PlainText.line(title),
                    attach.map(PlainText::line),
                    suggestions.stream()
                            .map(one -> new Suggestion(PlainText.line(one.question()), PlainText.lines(one.answer())))
                            .toList(),
                    answers.stream()
                            .map(one -> new CannedAnswer(PlainText.line(one.title()), PlainText.lines(one.text())))
                            .toList());
        }
    }

    /** What people often ask, and what they can do about it themselves. */
    public record Suggestion(String question, String answer) {}

    /**
     * What agents often answer; {@code {persona}}, {@code {solicitante}}, {@code {institucion}}, {@code {numero}} and
     * {@code {agente}} stand for what the ticket says.
     */
    public record CannedAnswer(String title, String text) {}

    public Text in(Language language) {
        return switch (language) {
            case SPANISH -> spanish;
            case ENGLISH -> english;
        };
    }

    /** The next version of the topic, as it is kept. */
    Topic cleaned() {
        return new Topic(
                id, parent, order, offered, hours, priority, route, spanish.cleaned(), english.cleaned(), version + 1);
    }

    /** The same topic as those may see it who are no agents. */
    Topic withoutAnswers() {
        return new Topic(
                id, parent, order, offered, hours, priority, route, spanish.withoutAnswers(), english.withoutAnswers(), version);
    }
}
