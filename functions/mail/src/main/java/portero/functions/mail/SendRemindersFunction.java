package portero.functions.mail;

import java.time.Duration;
import java.util.Map;
import portero.domain.helpdesk.TicketReminders;
import portero.domain.mail.SendReminders;
import portero.lambda.EventFunction;

/**
 * Every morning from Monday to Friday: directors learn whose temporary password ends or has ended, requesters and agents are
 * reminded of tickets, and tickets that wait for nobody any more are closed. What is left for lack of time, or failed, makes
 * it be called again.
 */
public final class SendRemindersFunction extends EventFunction {
    /** What one ticket may take. */
    private static final Duration ENOUGH = Duration.ofSeconds(20);

    private final SendReminders sendReminders = bean(SendReminders.class);
    private final TicketReminders ticketReminders = bean(TicketReminders.class);

    @Override
    protected Map<String, Object> handle(Map<String, Object> event, String requestId) {
        var people = sendReminders.run();
        var tickets = ticketReminders.run(
                requestId, () -> timeLeft().compareTo(ENOUGH) > 0, fault -> fault(requestId, fault));
        var counts = Map.of(
                "digests", people.digests(),
                "people", people.people(),
                "unreached", people.unreached(),
                "ticketsReminded", tickets.reminded(),
                "ticketsClosed", tickets.closed(),
                "deskDigests", tickets.digests(),
                "left", tickets.left());
        report(requestId, counts);
        if (tickets.left() > 0) {
            throw new IllegalStateException("Some reminders are left for another run");
        }
        return Map.copyOf(counts);
    }
}
