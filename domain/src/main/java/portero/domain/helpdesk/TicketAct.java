package portero.domain.helpdesk;

import portero.domain.Refusal;

/** What can be done to a ticket; {@link TicketStatus#after} says when, and {@code docs/help-desk.md} has the same as a table. */
public enum TicketAct {
    /** The requester writes. */
    REPLY,
    /** An agent writes to the requester. */
    ANSWER,
    /** An agent writes to the other agents. */
    NOTE,
    /** An agent asks the requester for something, and waits for it. */
    QUESTION,
    /** An agent writes what solves it. */
    SOLUTION,
    /** An agent takes it or gives it to another. */
    ASSIGN,
    /** An agent gives it back to the queue. */
    RELEASE,
    /** An agent closes it as a duplicate of another. */
    MERGE,
    /** Another, its duplicate, goes on in it. */
    ABSORB,
    /** An agent lets the requester give the affected person a new password. */
    OFFER_RESET,
    /** The requester does so. */
    TAKE_RESET,
    /** The requester was not helped after all. */
    REOPEN,
    /** The requester says how well it was answered. */
    RATE,
    /** The requester who was asked for something is reminded. */
    REMIND,
    /** The requester who was reminded stayed silent. */
    CLOSE_SILENT,
    /** The days are over in which a resolved ticket can be reopened. */
    CLOSE_RESOLVED;

    /** Whether an agent says something to the requester by it. */
    boolean answers() {
        return this == ANSWER || this == QUESTION || this == SOLUTION || this == OFFER_RESET;
    }

    /** Whether the requester has by it what was asked for. */
    boolean solves() {
        return this == SOLUTION || this == TAKE_RESET;
    }

    /** Whether the requester is to do something after it. */
    boolean asks() {
        return this == QUESTION || this == OFFER_RESET;
    }

    /** Why it is not done to a ticket whose status does not allow it. */
    Refusal.Reason refusal() {
        return switch (this) {
            case REPLY, ANSWER, NOTE, QUESTION, SOLUTION, ASSIGN, RELEASE, MERGE, ABSORB, OFFER_RESET, TAKE_RESET ->
                Refusal.Reason.TICKET_CLOSED;
            case REOPEN -> Refusal.Reason.NOT_ALLOWED;
            case RATE -> Refusal.Reason.RATING_FAILED;
            // Whoever made it so was quicker than the clock.
            case REMIND, CLOSE_SILENT, CLOSE_RESOLVED -> Refusal.Reason.CHANGED_MEANWHILE;
        };
    }
}
