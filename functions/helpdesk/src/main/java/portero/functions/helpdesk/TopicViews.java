package portero.functions.helpdesk;

import static portero.lambda.Json.object;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import portero.domain.helpdesk.Counts;
import portero.domain.helpdesk.ListAgents;
import portero.domain.helpdesk.Measure;
import portero.domain.helpdesk.Presences;
import portero.domain.helpdesk.ShowAffectedPerson;
import portero.domain.helpdesk.ShowNumbers;
import portero.domain.helpdesk.Topic;
import portero.domain.helpdesk.TopicId;
import portero.domain.schools.ContactEmail;
import portero.lambda.InstitutionView;

/** How topics, numbers and what is around a ticket are shown; {@code openapi.yaml} has the same shapes. */
final class TopicViews {
    private TopicViews() {}

    /** Schema {@code Topic}. */
    static Map<String, Object> topic(Topic topic) {
        return object(
                "topic", topic.id(),
                "parent", topic.parent(),
                "order", topic.order(),
                "offered", topic.offered(),
                "hours", topic.hours(),
                "priority", topic.priority(),
                "route", topic.route(),
                "es", text(topic.spanish()),
                "en", text(topic.english()),
                "version", topic.version());
    }

    private static Map<String, Object> text(Topic.Text text) {
        return object(
                "title", text.title(),
                "attach", text.attach(),
                "suggestions", some(text.suggestions().stream()
                        .map(one -> object("question", one.question(), "answer", one.answer()))
                        .toList()),
                "answers", some(text.answers().stream()
                        .map(one -> object("title", one.title(), "text", one.text()))
                        .toList()));
    }

    private static <T> Optional<List<T>> some(List<T> list) {
        return Optional.of(list).filter(any -> !any.isEmpty());
    }

    /** Schema {@code Numbers}. */
    static Map<String, Object> numbers(ShowNumbers.OfficeNumbers numbers) {
        return object(
                "institution", InstitutionView.of(numbers.office()),
                "weeks", numbers.weeks().stream().map(TopicViews::week).toList());
    }

    private static Map<String, Object> week(ShowNumbers.WeekNumbers numbers) {
        return object(
                "week", numbers.week(),
                "monday", numbers.week().monday(),
                "topics", numbers.topics().entrySet().stream()
                        .map(entry -> counts(entry.getKey(), entry.getValue()))
                        .toList());
    }

    /** Schema {@code TopicNumbers}. */
    private static Map<String, Object> counts(TopicId topic, Counts counts) {
        return object(
                "topic", topic,
                "received", counts.get(Measure.RECEIVED),
                "avoided", counts.get(Measure.AVOIDED),
                "answered", counts.get(Measure.ANSWERED),
                "answerMinutes", counts.get(Measure.ANSWER_MINUTES),
                "solved", counts.get(Measure.SOLVED),
                "solveMinutes", counts.get(Measure.SOLVE_MINUTES),
                "late", counts.get(Measure.LATE),
                "ratings", counts.get(Measure.RATINGS),
                "ratingSum", counts.get(Measure.RATING_SUM));
    }

    /** Of schema {@code Presences}. */
    static Map<String, Object> presence(Presences.Presence presence) {
        return object(
                "person", presence.agent().person(),
                "fullName", presence.agent().fullName(),
                "writing", presence.writing());
    }

    /** Schema {@code Agent}. */
    static Map<String, Object> agent(ListAgents.Agent agent) {
        return object(
                "person", agent.who().person(),
                "fullName", agent.who().fullName(),
                "institution", InstitutionView.of(agent.office()));
    }

    /** Schema {@code AffectedPerson}. */
    static Map<String, Object> affected(ShowAffectedPerson.AffectedPerson affected) {
        var person = affected.person();
        var holder = affected.holder();
        return object(
                "person", person.id(),
                "fullName", person.name().full(),
                "login", person.login().value(),
                "position", affected.member().map(member -> member.position().name()),
                "hasAccount", holder.isPresent(),
                "state", holder.map(ShowAffectedPerson.Holder::state),
                "temporaryUntil", holder.flatMap(known -> known.account().temporaryUntil()),
                "lastSignInAt", holder.flatMap(known -> known.account().lastSignInAt()),
                "lockedUntil", holder.flatMap(ShowAffectedPerson.Holder::lockedUntil),
                "emailStanding", person.email().map(ContactEmail::standing),
                "grants", holder.map(ShowAffectedPerson.Holder::grants).orElse(List.of()).stream()
                        .map(TopicViews::held)
                        .toList());
    }

    private static Map<String, Object> held(ShowAffectedPerson.Held held) {
        return object(
                "institution", InstitutionView.of(held.institution()),
                "role", held.grant().role(),
                "schoolYear", held.grant().year().value());
    }
}
