package portero.domain.helpdesk;

import static portero.domain.Refusal.Reason.CHANGED_MEANWHILE;
import static portero.domain.Refusal.Reason.NOT_ALLOWED;
import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.accounts.Caller;
import portero.domain.helpdesk.TicketAccess.Standing;
import portero.domain.mail.Message;

/** The requester was not helped after all, and says why within ten days of the ticket's end. */
public final class ReopenTicket {
    private static final int TRIES = 4;

    private final Tickets tickets;
    private final TicketAccess access;
    private final ShowTicket showTicket;
    private final BusinessHours hours;
    private final InstantSource clock;
    private final RandomGenerator random;

    public ReopenTicket(
            Tickets tickets, ShowTicket showTicket, BusinessHours hours, InstantSource clock, RandomGenerator random) {
        this.tickets = tickets;
        this.access = new TicketAccess(tickets);
        this.showTicket = showTicket;
        this.hours = hours;
        this.clock = clock;
        this.random = random;
    }

    /** @param version of the ticket as the requester saw it */
    public Outcome<TicketView> run(Caller caller, TicketNumber number, String text, long version) {
        for (var attempt = 0; attempt < TRIES; attempt++) {
            var now = clock.instant();
            var seen = access.find(caller, number, now);
            if (seen.isEmpty()) {
                return Outcome.refused(NOT_FOUND);
            }
            if (seen.get().as() != Standing.REQUESTER) {
                return Outcome.refused(NOT_ALLOWED);
            }
            if (seen.get().version() != version) {
                return Outcome.refused(CHANGED_MEANWHILE);
            }
            var before = seen.get().ticket();
            switch (before.after(TicketAct.REOPEN, now, hours)) {
                case Outcome.Refused<Ticket>(var why) -> {
                    return Outcome.refused(why);
                }
                case Outcome.Done<Ticket>(var after) -> {
                    if (tickets.write(change(caller, before, after, text)) == Tickets.Written.WRITTEN) {
                        return showTicket.run(caller, number);
                    }
                }
            }
            // An agent's note came between, which the requester does not see.
        }
        return Outcome.refused(CHANGED_MEANWHILE);
    }

    private TicketChange change(Caller caller, Ticket before, Ticket after, String text) {
        var author = Entry.Author.requester(before.filing().requester());
        var entry = Entry.of(Entry.Kind.REOPENED, author, after.changedAt(), caller.requestId(), random).saying(text);
        return TicketChange.of(before, after, entry)
                .telling(List.of(TicketNews.of(after, entry, Message.News.REOPENED, random)));
    }
}
