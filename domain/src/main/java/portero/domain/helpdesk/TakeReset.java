package portero.domain.helpdesk;

import static portero.domain.Refusal.Reason.NOT_ALLOWED;
import static portero.domain.Refusal.Reason.NOT_FOUND;
import static portero.domain.Refusal.Reason.RESET_OFFER_OVER;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.Refusal;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Caller;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.accounts.Login;
import portero.domain.accounts.ResetPassword;
import portero.domain.accounts.TemporaryPassword;
import portero.domain.helpdesk.TicketAccess.Standing;
import portero.domain.mail.Message;
import portero.domain.schools.Personnel;

/**
 * A requester takes what an agent offered ({@link OfferReset}): the affected person gets a new temporary password, which is
 * in the answer once and nowhere else, and the ticket is solved. An offer is taken once, since it holds for one password of
 * the account and no later one; the same key again gives another password, as long as nobody has chosen one. Whoever dies
 * between the password and the ticket leaves an offer that only their own key can take.
 */
public final class TakeReset {
    private static final int TRIES = 4;

    private final Tickets tickets;
    private final TicketAccess access;
    private final ShowTicket showTicket;
    private final ResetPassword resetPassword;
    private final Grantees grantees;
    private final BusinessHours hours;
    private final InstantSource clock;
    private final RandomGenerator random;

    public TakeReset(
            Tickets tickets,
            ShowTicket showTicket,
            ResetPassword resetPassword,
            Accounts accounts,
            Personnel personnel,
            BusinessHours hours,
            InstantSource clock,
            RandomGenerator random) {
        this.tickets = tickets;
        this.access = new TicketAccess(tickets);
        this.showTicket = showTicket;
        this.resetPassword = resetPassword;
        this.grantees = new Grantees(accounts, personnel);
        this.hours = hours;
        this.clock = clock;
        this.random = random;
    }

    /** The password to hand over, and the ticket as it is now. */
    public record Taken(TicketView ticket, Login login, TemporaryPassword password, Instant validUntil) {}

    public Outcome<Taken> run(Caller caller, TicketNumber number, IdempotencyKey key) {
        var now = clock.instant();
        var seen = access.find(caller, number, now);
        if (seen.isEmpty()) {
            return Outcome.refused(NOT_FOUND);
        }
        if (seen.get().as() != Standing.REQUESTER) {
            return Outcome.refused(NOT_ALLOWED);
        }
        var ticket = seen.get().ticket();
        var operation = TicketOperation.of(caller.person(), key, List.of("take-reset", number.toString()));
        var offer = ticket.standingOffer(now).or(() -> takenBefore(ticket, operation));
        var affected = ticket.filing().affectedPerson();
        if (affected.isEmpty() || offer.filter(found -> holds(found, ticket, now)).isEmpty()) {
            return Outcome.refused(RESET_OFFER_OVER);
        }
        var authority = new ResetPassword.Offer(
                offer.get().by().person(), number.toString(), offer.get().passwordVersion());
        return switch (resetPassword.take(
                caller, ticket.filing().institution().code(), affected.get().person(), authority, key)) {
            case Outcome.Refused<ResetPassword.Reset>(var why) -> Outcome.refused(refusal(why));
            case Outcome.Done<ResetPassword.Reset>(var reset) -> {
                note(caller, number, operation);
                yield showTicket.run(caller, number) instanceof Outcome.Done<TicketView>(var view)
                        ? Outcome.done(new Taken(
                                view, reset.user().account().login(), reset.password(), reset.validUntil()))
                        : Outcome.refused(NOT_FOUND);
            }
        };
    }

    private static Optional<ResetOffer> takenBefore(Ticket ticket, TicketOperation operation) {
        return ticket.resetOffer().filter(offer -> offer.takenBy().filter(operation.id()::equals).isPresent());
    }

    /** An agent who is none any more has no authority to lend. */
    private boolean holds(ResetOffer offer, Ticket ticket, Instant now) {
        return grantees.find(offer.by().person())
                .filter(agent -> agent.serves(ticket.filing().routedTo(), now))
                .isPresent();
    }

    /** What stands against a reset, as it looks to somebody who sees the ticket. */
    private static Refusal refusal(Refusal why) {
        if (why == Refusal.Reason.HIGHER_ROLE_ELSEWHERE) {
            return RESET_OFFER_OVER;
        }
        return why == NOT_FOUND || why == Refusal.Reason.CANNOT_CHANGE_OWN_ACCESS ? NOT_ALLOWED : why;
    }

    /** The password is replaced by now: whatever has become of the ticket meanwhile, its timeline says so. */
    private void note(Caller caller, TicketNumber number, TicketOperation operation) {
        for (var attempt = 0; attempt < TRIES; attempt++) {
            var before = tickets.find(number).orElseThrow();
            var offer = before.resetOffer();
            if (offer.isEmpty() || takenBefore(before, operation).isPresent()) {
                return;
            }
            if (before.after(TicketAct.TAKE_RESET, clock.instant(), hours) instanceof Outcome.Done<Ticket>(var after)
                    && tickets.write(change(
                                    caller, before, after.offering(Optional.of(offer.get().taken(operation.id())))))
                            == Tickets.Written.WRITTEN) {
                return;
            }
        }
        throw new IllegalStateException("The ticket changes all the time");
    }

    private TicketChange change(Caller caller, Ticket before, Ticket after) {
        var entry = Entry.of(
                Entry.Kind.RESET_TAKEN,
                Entry.Author.requester(before.filing().requester()),
                after.changedAt(),
                caller.requestId(),
                random);
        var news = before.status().isOpen()
                ? List.of(TicketNews.of(after, entry, Message.News.RESOLVED, random))
                : List.<Message>of();
        return TicketChange.of(before, after, entry).telling(news);
    }
}
