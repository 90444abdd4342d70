package portero.domain.helpdesk;

import static portero.domain.Refusal.Reason.RATING_FAILED;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.Refusal.TooManyAttempts;
import portero.domain.signin.Attempts;

/**
 * Somebody says how well a ticket was answered, with the link of a mail and without signing in. Whatever is wrong with the
 * link looks the same, and looking at it changes nothing: a mail scanner that follows it rates nothing.
 */
public final class RateTicket {
    // A whole school may stand behind one address; those whose link is right are not counted.
    private static final Attempts.Limit PER_ADDRESS =
            new Attempts.Limit(20, Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofHours(1));
    private static final int TRIES = 4;
    // Looked up where what was sent names no ticket, so that this costs as much.
    private static final TicketNumber NOBODYS = new TicketNumber(1000, 0);

    private final Tickets tickets;
    private final Ratings ratings;
    private final Attempts attempts;
    private final BusinessHours hours;
    private final InstantSource clock;
    private final RandomGenerator random;

    public RateTicket(
            Tickets tickets,
            Ratings ratings,
            Attempts attempts,
            BusinessHours hours,
            InstantSource clock,
            RandomGenerator random) {
        this.tickets = tickets;
        this.ratings = ratings;
        this.attempts = attempts;
        this.hours = hours;
        this.clock = clock;
        this.random = random;
    }

    /** The rating is on the ticket, and the link is used up. */
    public record Rated() {}

    /**
     * @param ticket its number as the link has it
     * @param points 1 to 5
     * @param address from where it is asked
     */
    public Outcome<Rated> run(String ticket, RatingToken token, int points, String address, String requestId) {
        var now = clock.instant();
        var byAddress = new Attempts.Subject("rating-address", address, PER_ADDRESS);
        var wait = attempts.begin(byAddress, now);
        if (wait.isPresent()) {
            return Outcome.refused(new TooManyAttempts(wait.get()));
        }
        var number = TicketNumber.parse(ticket).orElse(NOBODYS);
        var right = ratings.find(number)
                .filter(issued -> token.isKeptAs(issued.tokenHash()) && now.isBefore(issued.expiresAt()));
        if (right.isEmpty() || !rate(number, token, points, now, requestId)) {
            return Outcome.refused(RATING_FAILED);
        }
        attempts.forgive(byAddress);
        return Outcome.done(new Rated());
    }

    private boolean rate(TicketNumber number, RatingToken token, int points, Instant now, String requestId) {
        for (var attempt = 0; attempt < TRIES; attempt++) {
            var change = tickets.find(number).flatMap(ticket -> rated(ticket, token, points, now, requestId));
            if (change.isEmpty()) {
                return false;
            }
            switch (tickets.write(change.get())) {
                case WRITTEN -> {
                    return true;
                }
                case TOKEN_SPENT -> {
                    return false;
                }
                // An agent wrote a note just now; the rating is about what was before.
                case CHANGED_MEANWHILE -> {}
                case KEY_USED, ATTACHMENT_NOT_USABLE -> throw new IllegalStateException("A rating has neither key nor files");
            }
        }
        return false;
    }

    private Optional<TicketChange> rated(Ticket ticket, RatingToken token, int points, Instant now, String requestId) {
        return switch (ticket.after(TicketAct.RATE, now, hours)) {
            case Outcome.Refused<Ticket> _ -> Optional.empty();
            case Outcome.Done<Ticket>(var after) -> Optional.of(TicketChange.of(
                            ticket,
                            after.rated(points),
                            Entry.of(
                                    Entry.Kind.RATED,
                                    Entry.Author.requester(ticket.filing().requester()),
                                    now,
                                    requestId,
                                    random))
                    .spending(token.hash()));
        };
    }
}
