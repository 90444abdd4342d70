package portero.domain.helpdesk;

import java.time.LocalDate;

/** What is to be done to a ticket by itself, on the morning of a day in Lima or any later. */
public record Timer(What what, LocalDate day) {
    /** What it is. */
    public enum What {
        REMIND,
        CLOSE_SILENT,
        CLOSE_RESOLVED
    }
}
