package portero.domain.helpdesk;

import java.time.Instant;

/** An agent lets the requester give the affected person a new password, once. */
public record ResetOffer(Participant by, Instant until) {}
