package portero.domain.helpdesk;

/** How much a ticket presses; its topic says so. */
public enum Priority {
    LOW,
    NORMAL,
    HIGH,
    URGENT
}
