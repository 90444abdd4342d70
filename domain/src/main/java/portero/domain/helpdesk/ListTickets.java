package portero.domain.helpdesk;

import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.InstantSource;
import java.util.Optional;
import portero.domain.Outcome;
import portero.domain.Page;
import portero.domain.accounts.Caller;
import portero.domain.helpdesk.TicketAccess.Seen;
import portero.domain.helpdesk.TicketAccess.Standing;
import portero.domain.schools.InstitutionCode;

/** Somebody's own tickets, newest first; or those of a school, for its director. */
public final class ListTickets {
    private final Tickets tickets;
    private final InstantSource clock;

    public ListTickets(Tickets tickets, InstantSource clock) {
        this.tickets = tickets;
        this.clock = clock;
    }

    /** @throws portero.domain.schools.BadCursor if {@code cursor} is not one that an earlier page gave */
    public Outcome<Page<TicketSummary>> run(Caller caller, Optional<InstitutionCode> school, Optional<String> cursor) {
        var now = clock.instant();
        if (school.isEmpty()) {
            return Outcome.done(tickets.of(caller.person(), cursor)
                    .map(ticket -> TicketSummary.of(new Seen(ticket, Standing.REQUESTER), now)));
        }
        if (!TicketAccess.directs(caller, school.get(), now)) {
            return Outcome.refused(NOT_FOUND);
        }
        return Outcome.done(tickets.of(school.get(), cursor)
                .map(ticket -> TicketSummary.of(new Seen(ticket, Standing.DIRECTOR), now)));
    }
}
