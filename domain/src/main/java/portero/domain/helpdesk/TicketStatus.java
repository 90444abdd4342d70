package portero.domain.helpdesk;

import java.util.Optional;

/** How far a ticket got (estado). */
public enum TicketStatus {
    /** Nobody has taken it (Nuevo). */
    NEW,
    /** The help desk is at it (En curso). */
    IN_PROGRESS,
    /** The help desk waits for the requester (En espera). */
    WAITING,
    /** Solved, as the help desk sees it (Resuelto). */
    RESOLVED,
    CLOSED;

    /** Whether the help desk or the requester still has something to do. */
    public boolean isOpen() {
        return this == NEW || this == IN_PROGRESS || this == WAITING;
    }

    /** What the act makes of a ticket of this status; empty where it is not done to one. */
    public Optional<TicketStatus> after(TicketAct act) {
        return switch (act) {
            case REPLY -> whileOpen(this == WAITING ? IN_PROGRESS : this);
            case ANSWER -> whileOpen(IN_PROGRESS);
            case QUESTION, OFFER_RESET -> whileOpen(WAITING);
            case SOLUTION -> whileOpen(RESOLVED);
            case ASSIGN -> whileOpen(this == NEW ? IN_PROGRESS : this);
            case RELEASE, ABSORB -> whileOpen(this);
            case MERGE -> whileOpen(CLOSED);
            case NOTE -> Optional.of(this);
            // The password has been replaced by then, whatever has become of the ticket.
            case TAKE_RESET -> Optional.of(isOpen() ? RESOLVED : this);
            case REOPEN -> isOpen() ? Optional.empty() : Optional.of(IN_PROGRESS);
            case RATE -> isOpen() ? Optional.empty() : Optional.of(this);
            case REMIND -> when(WAITING, WAITING);
            case CLOSE_SILENT -> when(WAITING, CLOSED);
            case CLOSE_RESOLVED -> when(RESOLVED, CLOSED);
        };
    }

    private Optional<TicketStatus> whileOpen(TicketStatus next) {
        return isOpen() ? Optional.of(next) : Optional.empty();
    }

    private Optional<TicketStatus> when(TicketStatus status, TicketStatus next) {
        return this == status ? Optional.of(next) : Optional.empty();
    }
}
