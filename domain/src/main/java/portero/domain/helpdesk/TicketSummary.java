package portero.domain.helpdesk;

import java.time.Instant;
import portero.domain.helpdesk.TicketAccess.Seen;

/**
 * A ticket as a list shows it.
 *
 * @param version to be sent back with whatever is done to it
 */
public record TicketSummary(Ticket ticket, boolean late, long version) {
    static TicketSummary of(Seen seen, Instant now) {
        return new TicketSummary(seen.ticket(), seen.ticket().isLate(now), seen.version());
    }
}
