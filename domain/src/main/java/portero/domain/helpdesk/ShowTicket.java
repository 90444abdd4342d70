package portero.domain.helpdesk;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import portero.domain.Outcome;
import portero.domain.accounts.Caller;
import portero.domain.files.Attachment;
import portero.domain.files.AttachmentId;
import portero.domain.files.Attachments;
import portero.domain.helpdesk.TicketAccess.Seen;

/** Shows a ticket with its timeline, as far as the caller may see it. */
public final class ShowTicket {
    private static final Set<TicketAct> OF_REQUESTERS = EnumSet.of(TicketAct.REPLY, TicketAct.REOPEN);
    private static final Set<TicketAct> OF_AGENTS = EnumSet.of(
            TicketAct.ANSWER,
            TicketAct.NOTE,
            TicketAct.QUESTION,
            TicketAct.SOLUTION,
            TicketAct.ASSIGN,
            TicketAct.MERGE);

    private final Tickets tickets;
    private final Attachments attachments;
    private final InstantSource clock;

    public ShowTicket(Tickets tickets, Attachments attachments, InstantSource clock) {
        this.tickets = tickets;
        this.attachments = attachments;
        this.clock = clock;
    }

    public Outcome<TicketView> run(Caller caller, TicketNumber number) {
        var now = clock.instant();
        return tickets.thread(number)
                .flatMap(thread -> TicketAccess.standing(caller, thread.ticket(), now)
                        .map(as -> view(caller, new Seen(thread.ticket(), as), thread.seenBy(as), now)))
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(NOT_FOUND));
    }

    private TicketView view(Caller caller, Seen seen, List<Entry> shown, Instant now) {
        var ticket = seen.ticket();
        var files = files(shown);
        var others = others(caller, shown, now);
        return new TicketView(
                TicketSummary.of(seen, now),
                shown.stream()
                        .map(entry -> new TicketView.Line(
                                entry,
                                entry.attachments().stream()
                                        .flatMap(id -> Optional.ofNullable(files.get(id)).stream())
                                        .toList(),
                                entry.other().filter(others::contains)))
                        .toList(),
                ticket.mergedInto().filter(others::contains),
                ticket.reopenUntil().filter(now::isBefore),
                ticket.standingOffer(now).map(ResetOffer::until),
                acts(caller, seen, now));
    }

    private Map<AttachmentId, Attachment> files(List<Entry> shown) {
        var ids = shown.stream().flatMap(entry -> entry.attachments().stream()).collect(toSet());
        return ids.isEmpty()
                ? Map.of()
                : attachments.findAll(ids).stream().collect(toMap(Attachment::id, Function.identity()));
    }

    /** Of the tickets that are named, those that the caller sees too. */
    private Set<TicketNumber> others(Caller caller, List<Entry> shown, Instant now) {
        var named = shown.stream().flatMap(entry -> entry.other().stream()).collect(toSet());
        return named.isEmpty()
                ? Set.of()
                : tickets.findAll(named).values().stream()
                        .filter(other -> TicketAccess.standing(caller, other, now).isPresent())
                        .map(Ticket::number)
                        .collect(toSet());
    }

    private static Set<TicketAct> acts(Caller caller, Seen seen, Instant now) {
        var ticket = seen.ticket();
        var acts = EnumSet.noneOf(TicketAct.class);
        switch (seen.as()) {
            case REQUESTER -> {
                acts.addAll(OF_REQUESTERS);
                if (ticket.standingOffer(now).isPresent()
                        && caller.maintains(ticket.filing().institution(), now).isPresent()) {
                    acts.add(TicketAct.TAKE_RESET);
                }
            }
            case AGENT -> {
                acts.addAll(OF_AGENTS);
                if (ticket.filing().affectedPerson().isPresent()) {
                    acts.add(TicketAct.OFFER_RESET);
                }
            }
            case DIRECTOR -> {}
        }
        acts.removeIf(act -> !ticket.allows(act, now));
        return acts;
    }
}
