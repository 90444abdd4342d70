package portero.domain.helpdesk;

import java.time.Instant;
import java.util.Optional;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Role;
import portero.domain.schools.InstitutionCode;

/**
 * Who sees a ticket: its requester, the directors of its school, and the agents of the office that answers it and of those
 * above that. Nobody is an agent of their own ticket. To everybody else there is no such ticket.
 */
public final class TicketAccess {
    private final Tickets tickets;

    public TicketAccess(Tickets tickets) {
        this.tickets = tickets;
    }

    /** As what somebody sees a ticket. */
    public enum Standing {
        REQUESTER,
        /** Sees what the requester sees, and does nothing. */
        DIRECTOR,
        AGENT;

        /** Whether a line of the timeline is for them. */
        public boolean sees(Entry entry) {
            return this == AGENT || entry.kind().isForRequester();
        }
    }

    /** A ticket that the caller sees. */
    public record Seen(Ticket ticket, Standing as) {
        /** What they send back to say which ticket they saw. */
        long version() {
            return as == Standing.AGENT ? ticket.version() : ticket.shownVersion();
        }
    }

    /** Empty both where there is no such ticket and where it is none of the caller's business. */
    public Optional<Seen> find(Caller caller, TicketNumber number, Instant now) {
        return tickets.find(number).flatMap(ticket -> standing(caller, ticket, now).map(as -> new Seen(ticket, as)));
    }

    /** As what the caller sees that ticket, if they see it. */
    public static Optional<Standing> standing(Caller caller, Ticket ticket, Instant now) {
        if (ticket.filing().requester().person().equals(caller.person())) {
            return Optional.of(Standing.REQUESTER);
        }
        if (caller.serves(ticket.filing().routedTo(), now)) {
            return Optional.of(Standing.AGENT);
        }
        return directs(caller, ticket.filing().institution().code(), now) ? Optional.of(Standing.DIRECTOR) : Optional.empty();
    }

    /** Whether the caller is an agent anywhere. */
    static boolean isAgent(Caller caller, Instant now) {
        return caller.grants().stream().anyMatch(grant -> grant.role() == Role.HELPDESK_AGENT && grant.holdsAt(now));
    }

    /** Whether the caller leads the help desk: its agents in the country do. */
    static boolean isLead(Caller caller, Instant now) {
        return caller.grants().stream()
                .anyMatch(grant -> grant.role() == Role.HELPDESK_AGENT
                        && grant.holdsAt(now)
                        && grant.institution().equals(InstitutionCode.COUNTRY));
    }

    /** Whether the caller is a director of that very institution. */
    static boolean directs(Caller caller, InstitutionCode institution, Instant now) {
        return caller.grants().stream()
                .anyMatch(grant -> grant.role() == Role.DIRECTOR
                        && grant.holdsAt(now)
                        && grant.institution().equals(institution));
    }
}
