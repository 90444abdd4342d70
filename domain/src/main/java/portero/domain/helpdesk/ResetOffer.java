package portero.domain.helpdesk;

import java.time.Instant;
import java.util.Optional;

/**
 * An agent lets the requester give the affected person a new password, once.
 *
 * @param passwordVersion of the affected person's account when the agent did: no later password is replaced
 * @param takenBy {@link TicketOperation#id} of the act by which it was taken
 */
public record ResetOffer(Participant by, Instant until, long passwordVersion, Optional<String> takenBy) {
    ResetOffer taken(String operation) {
        return new ResetOffer(by, until, passwordVersion, Optional.of(operation));
    }
}
