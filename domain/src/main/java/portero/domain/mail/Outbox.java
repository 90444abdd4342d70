package portero.domain.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import portero.domain.Page;

/** Messages from the moment they are written until they are sent; most are written in the transaction of what they tell of. */
public interface Outbox {
    /** How long whoever claimed a message may be at work, and news of its sending on the way; then it is offered again. */
    Duration PATIENCE = Duration.ofMinutes(5);

    /** How often a message is offered again before it is given up as {@code not-deliverable}. */
    int MOST_OFFERS = 12;

    /** Writes a message of its own; false if there is one of that id, sent or not. */
    boolean put(Message message);

    /** A message, whatever became of it, while it is remembered. */
    Optional<Message> find(MessageId id);

    /** Takes a message for sending; empty when it is another's, sent, given up, or not there: whoever gets it sends it. */
    Optional<Message> claim(MessageId id, Instant now);

    /** It was sent; harmless when that is known already. */
    void sent(MessageId id, String providerId, Instant now);

    /** It was certainly not sent: it can be claimed again. */
    void release(MessageId id);

    /** It never will be sent, and why: a stable code such as {@code no-address}. */
    void giveUp(MessageId id, String reason, Instant now);

    /** Messages of which nobody knows that they were sent, written or claimed before {@code before}; oldest first. */
    Page<MessageId> unsent(Instant before, Optional<String> cursor);

    /** Lets an unsent message be claimed again and has it delivered anew; false when it was sent, claimed or given up meanwhile. */
    boolean offerAgain(MessageId id, Instant now);
}
