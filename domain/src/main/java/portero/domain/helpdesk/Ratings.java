package portero.domain.helpdesk;

import java.time.Instant;
import java.util.Optional;

/** Single-use links with which requesters rate tickets, at most one for each; {@link TicketChange#spending} uses it up. */
public interface Ratings {
    /** Puts the token's hash in place of any before it. */
    void issue(TicketNumber ticket, Issued issued);

    /** What was issued last and not used, expired or not. */
    Optional<Issued> find(TicketNumber ticket);

    /** What is kept of a link. */
    record Issued(String tokenHash, Instant expiresAt) {}
}
