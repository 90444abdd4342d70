package portero.functions.helpdesk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import portero.domain.Unavailable;
import portero.domain.helpdesk.CountTickets;
import portero.domain.helpdesk.TicketNumber;
import portero.lambda.EventFunction;
import portero.lambda.Tree;

/**
 * The table's stream: the numbers follow what became of tickets.
 *
 * <p>Lambda delivers again from the first record that is reported as failed. Those after it are counted all the same: when
 * they come again nothing is added for them.
 */
public final class CountTicketsFunction extends EventFunction {
    private static final String TICKET = "TICKET#";
    private static final int TRIES = 5;
    private static final long LONGEST_WAIT_MILLIS = 300;
    /** What one ticket may take, waiting included. */
    private static final Duration ENOUGH = Duration.ofSeconds(10);

    private final CountTickets countTickets = bean(CountTickets.class);

    @Override
    protected Map<String, Object> handle(Map<String, Object> event, String requestId) {
        var failed = new ArrayList<Map<String, Object>>();
        var counted = new HashSet<String>();
        for (var record : new Tree(event).at("Records").list()) {
            var number = record.at("dynamodb", "SequenceNumber").requiredText();
            try {
                var ticket = record.at("dynamodb", "Keys", "pk", "S").requiredText().substring(TICKET.length());
                // One that changed several times in the batch is counted once, as it is.
                if (!counted.contains(ticket)) {
                    count(TicketNumber.parse(ticket).orElseThrow());
                    counted.add(ticket);
                }
            } catch (RuntimeException fault) {
                fault(requestId, fault);
                failed.add(Map.of("itemIdentifier", number));
            }
        }
        report(requestId, Map.of("counted", (long) counted.size(), "failed", (long) failed.size()));
        return Map.of("batchItemFailures", failed.stream().limit(1).toList());
    }

    private void count(TicketNumber ticket) {
        for (var tries = 1; ; tries++) {
            try {
                countTickets.run(ticket);
                return;
            } catch (Unavailable busy) {
                // All tickets of a topic meet in the country's counter.
                if (tries == TRIES || timeLeft().compareTo(ENOUGH) < 0) {
                    throw busy;
                }
                sleep();
            }
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextLong(LONGEST_WAIT_MILLIS)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
