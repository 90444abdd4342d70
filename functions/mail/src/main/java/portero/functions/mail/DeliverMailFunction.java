package portero.functions.mail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import portero.domain.mail.DeliverMail;
import portero.domain.mail.DeliverMail.Delivery;
import portero.domain.mail.MessageId;
import portero.lambda.EventFunction;
import portero.lambda.Tree;

/**
 * The table's stream: messages that wait in the outbox are sent.
 *
 * <p>Lambda delivers again from the first record that is reported as failed. One that fails by itself is reported, and those
 * after it are sent all the same: when they come again they are found sent. Where SES is too busy, or time runs out, nothing
 * after it is tried, since it would fare alike.
 */
public final class DeliverMailFunction extends EventFunction {
    private static final String OUTBOX = "OUTBOX#";
    private static final int TRIES = 3;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    /** What one message may take: more than the mailer waits for an answer, and what is asked of others before. */
    private static final Duration ENOUGH = Duration.ofSeconds(20);

    private final DeliverMail deliverMail = bean(DeliverMail.class);

    @Override
    protected Map<String, Object> handle(Map<String, Object> event, String requestId) {
        var counts = new HashMap<>(Map.of("sent", 0L, "givenUp", 0L, "retried", 0L, "unknown", 0L));
        var failed = new ArrayList<Map<String, Object>>();
        for (var record : new Tree(event).at("Records").list()) {
            var goOn = deliver(record, requestId, counts, failed);
            if (!goOn) {
                break;
            }
        }
        report(requestId, counts);
        return Map.of("batchItemFailures", failed.stream().limit(1).toList());
    }

    /** False when those after it need not be tried. */
    private boolean deliver(Tree record, String requestId, Map<String, Long> counts, List<Map<String, Object>> failed) {
        var number = record.at("dynamodb", "SequenceNumber").requiredText();
        try {
            switch (deliver(id(record))) {
                case Delivery.Sent() -> count(counts, "sent");
                case Delivery.GivenUp _ -> count(counts, "givenUp");
                case Delivery.Unknown() -> count(counts, "unknown");
                case Delivery.NothingToDo() -> {}
                case Delivery.Busy _ -> {
                    count(counts, "retried");
                    failed.add(Map.of("itemIdentifier", number));
                    return false;
                }
            }
        } catch (RuntimeException fault) {
            fault(requestId, fault);
            count(counts, "retried");
            failed.add(Map.of("itemIdentifier", number));
        }
        return true;
    }

    private Delivery deliver(MessageId id) {
        if (timeLeft().compareTo(ENOUGH) < 0) {
            return new Delivery.Busy(Duration.ZERO);
        }
        var delivery = deliverMail.run(id);
        for (var tries = 1; tries < TRIES && delivery instanceof Delivery.Busy(var wait); tries++) {
            if (wait.compareTo(LONGEST_WAIT) > 0 || timeLeft().compareTo(ENOUGH.plus(wait)) < 0) {
                return delivery;
            }
            sleep(wait);
            delivery = deliverMail.run(id);
        }
        return delivery;
    }

    private static MessageId id(Tree record) {
        return new MessageId(record.at("dynamodb", "Keys", "pk", "S").requiredText().substring(OUTBOX.length()));
    }

    private static void count(Map<String, Long> counts, String name) {
        counts.merge(name, 1L, Long::sum);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
