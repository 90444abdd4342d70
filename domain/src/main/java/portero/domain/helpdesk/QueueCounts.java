package portero.domain.helpdesk;

/**
 * How many open tickets an office has; none is counted beyond 1000.
 *
 * @param late those with {@link Ticket#isLate}
 * @param today those whose first answer is still to come, by the end of today in Lima
 */
public record QueueCounts(int open, int late, int today, int mine, int unassigned) {}
