package portero.domain.accounts;

/** How far an operation got; {@code fingerprint} as {@link Operation#fingerprint()} gave it at first. */
public record OperationState(String fingerprint, Step step) {
    /** What is known to have happened. */
    public enum Step {
        PENDING,
        /** The account was made, and its temporary password given out in an answer that may have been lost. */
        CREATED,
        /** A grant was added to an account that was there before. */
        GRANTED,
        /** A password was replaced; see {@link PasswordChanges}. */
        REPLACED,
        /** Something was written to a ticket; see {@link portero.domain.helpdesk.Tickets}. */
        WRITTEN
    }
}
