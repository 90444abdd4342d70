package portero.functions.helpdesk;

import static portero.lambda.Json.object;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import portero.domain.helpdesk.Entry;
import portero.domain.helpdesk.Filing;
import portero.domain.helpdesk.ListQueue;
import portero.domain.helpdesk.Participant;
import portero.domain.helpdesk.QueueCounts;
import portero.domain.helpdesk.TicketAct;
import portero.domain.helpdesk.TicketSummary;
import portero.domain.helpdesk.TicketView;
import portero.lambda.InstitutionView;

/** How tickets are shown; {@code openapi.yaml} has the same shapes. */
final class TicketViews {
    private TicketViews() {}

    /** Schema {@code TicketSummary}. */
    static Map<String, Object> summary(TicketSummary summary) {
        var ticket = summary.ticket();
        var filing = ticket.filing();
        return object(
                "ticket", ticket.number(),
                "status", ticket.status(),
                "priority", filing.priority(),
                "topic", filing.topic(),
                "institution", InstitutionView.of(filing.institution()),
                "requester", participant(filing.requester()),
                "affectedPerson", filing.affectedPerson().map(TicketViews::participant),
                "assignee", ticket.assignee().map(TicketViews::participant),
                "excerpt", filing.excerpt(),
                "createdAt", filing.at(),
                "changedAt", ticket.changedAt(),
                "promisedAt", filing.promisedAt(),
                "late", summary.late(),
                "version", summary.version());
    }

    /** Schema {@code Ticket}. */
    static Map<String, Object> ticket(TicketView view) {
        var ticket = view.summary().ticket();
        var filing = ticket.filing();
        var all = new LinkedHashMap<>(summary(view.summary()));
        all.putAll(object(
                "routedTo", InstitutionView.of(filing.routedTo()),
                "email", filing.contact().email().value(),
                "mobile", filing.contact().mobile().map(mobile -> mobile.value()),
                "annex", filing.contact().annex(),
                "context", filing.context().map(TicketViews::context),
                "timeline", view.timeline().stream().map(TicketViews::line).toList(),
                "mergedInto", view.mergedInto(),
                "reopenUntil", view.reopenUntil(),
                "rating", ticket.rating(),
                "resetOffer", view.offerUntil().map(until -> object("until", until)),
                "acts", acts(view.acts())));
        return all;
    }

    /** Schema {@code Queue}. */
    static Map<String, Object> queue(ListQueue.Queue queue) {
        return object(
                "institution", InstitutionView.of(queue.office()),
                "items", queue.page().items().stream().map(TicketViews::summary).toList(),
                "next", queue.page().next(),
                "counts", counts(queue.counts()));
    }

    /** Schema {@code PersonName}. */
    static Map<String, Object> participant(Participant participant) {
        return object("person", participant.person(), "fullName", participant.fullName());
    }

    private static Map<String, Object> counts(QueueCounts counts) {
        return object(
                "open", counts.open(),
                "late", counts.late(),
                "today", counts.today(),
                "mine", counts.mine(),
                "unassigned", counts.unassigned());
    }

    private static Map<String, Object> context(Filing.Context context) {
        return object(
                "screen", context.screen(), "problem", context.problem(), "requestId", context.requestId());
    }

    private static Map<String, Object> line(TicketView.Line line) {
        var entry = line.entry();
        return object(
                "entry", entry.id(),
                "at", entry.at(),
                "kind", entry.kind(),
                "by", author(entry.by()),
                "text", entry.text(),
                "attachments", Optional.of(line.attachments().stream().map(FileViews::attachment).toList())
                        .filter(files -> !files.isEmpty()),
                "from", entry.change().map(Entry.StatusChange::from),
                "to", entry.change().map(Entry.StatusChange::to),
                "assignee", entry.assignee().map(TicketViews::participant),
                "other", line.other());
    }

    private static Map<String, Object> author(Entry.Author author) {
        return object(
                "side", author.side(),
                "person", author.who().map(Participant::person),
                "fullName", author.who().map(Participant::fullName));
    }

    /** Requesters and agents both reply; which of the two it is follows from who asks. */
    private static List<TicketAct> acts(Set<TicketAct> acts) {
        var shown = EnumSet.noneOf(TicketAct.class);
        acts.forEach(act -> shown.add(act == TicketAct.ANSWER ? TicketAct.REPLY : act));
        return List.copyOf(shown);
    }
}
