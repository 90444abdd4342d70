package portero.domain.helpdesk;

import static portero.domain.Refusal.Reason.CHANGED_MEANWHILE;
import static portero.domain.Refusal.Reason.NOT_ALLOWED;
import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.Refusal.UnknownValue;
import portero.domain.accounts.Caller;
import portero.domain.helpdesk.TicketAccess.Standing;
import portero.domain.mail.Message;
import portero.domain.schools.Personnel;

/**
 * An agent closes a ticket as a duplicate of another open one, which goes on. Each names the other, to those who see both:
 * what is answered in the one is not told to the requester of the other.
 */
public final class MergeTicket {
    private final Tickets tickets;
    private final TicketAccess access;
    private final ShowTicket showTicket;
    private final Personnel personnel;
    private final BusinessHours hours;
    private final InstantSource clock;
    private final RandomGenerator random;

    public MergeTicket(
            Tickets tickets,
            ShowTicket showTicket,
            Personnel personnel,
            BusinessHours hours,
            InstantSource clock,
            RandomGenerator random) {
        this.tickets = tickets;
        this.access = new TicketAccess(tickets);
        this.showTicket = showTicket;
        this.personnel = personnel;
        this.hours = hours;
        this.clock = clock;
        this.random = random;
    }

    /**
     * @param into the ticket that goes on
     * @param version of the ticket that is closed, as the caller saw it
     */
    public Outcome<TicketView> run(Caller caller, TicketNumber number, TicketNumber into, long version) {
        var now = clock.instant();
        var seen = access.find(caller, number, now);
        if (seen.isEmpty()) {
            return Outcome.refused(NOT_FOUND);
        }
        if (seen.get().as() != Standing.AGENT) {
            return Outcome.refused(NOT_ALLOWED);
        }
        var target = access.find(caller, into, now)
                .filter(found -> found.as() == Standing.AGENT && !into.equals(number))
                .map(TicketAccess.Seen::ticket);
        if (target.isEmpty()) {
            return Outcome.refused(new UnknownValue("into"));
        }
        var before = seen.get().ticket();
        if (before.version() != version) {
            return Outcome.refused(CHANGED_MEANWHILE);
        }
        return switch (before.after(TicketAct.MERGE, now, hours)) {
            case Outcome.Refused<Ticket>(var why) -> Outcome.refused(why);
            case Outcome.Done<Ticket>(var merged) -> switch (target.get().after(TicketAct.ABSORB, now, hours)) {
                case Outcome.Refused<Ticket>(var why) -> Outcome.refused(why);
                case Outcome.Done<Ticket>(var absorbing) -> {
                    var changes = changes(caller, before, merged.mergedInto(into), target.get(), absorbing);
                    yield tickets.write(changes) == Tickets.Written.WRITTEN
                            ? showTicket.run(caller, number)
                            : Outcome.refused(CHANGED_MEANWHILE);
                }
            };
        };
    }

    private List<TicketChange> changes(Caller caller, Ticket before, Ticket merged, Ticket target, Ticket absorbing) {
        var author = Entry.Author.agent(Participant.of(personnel.find(caller.person()).orElseThrow()));
        var at = merged.changedAt();
        var here = Entry.of(Entry.Kind.MERGED, author, at, caller.requestId(), random).naming(target.number());
        var there = Entry.of(Entry.Kind.MERGED, author, at, caller.requestId(), random).naming(before.number());
        return List.of(
                TicketChange.of(before, merged, here)
                        .telling(List.of(TicketNews.of(merged, here, Message.News.MERGED, random))),
                TicketChange.of(target, absorbing, there));
    }
}
