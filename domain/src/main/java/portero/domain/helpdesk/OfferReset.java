package portero.domain.helpdesk;

import static portero.domain.Refusal.Reason.CHANGED_MEANWHILE;
import static portero.domain.Refusal.Reason.IDEMPOTENCY_KEY_REUSED;
import static portero.domain.Refusal.Reason.NOT_ALLOWED;
import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Caller;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.accounts.ResetPassword;
import portero.domain.helpdesk.TicketAccess.Seen;
import portero.domain.helpdesk.TicketAccess.Standing;
import portero.domain.mail.Message;
import portero.domain.schools.Personnel;

/**
 * An agent answers a ticket and lets its requester, who has the affected person in their care, give that person a new
 * password ({@link TakeReset}). Nothing is done to the password yet, and the agent never sees one.
 */
public final class OfferReset {
    /** How long the requester has. */
    public static final Duration LIFE = Duration.ofDays(3);

    private static final int TRIES = 4;

    private final Tickets tickets;
    private final TicketAccess access;
    private final ShowTicket showTicket;
    private final ResetPassword resetPassword;
    private final Grantees grantees;
    private final Personnel personnel;
    private final BusinessHours hours;
    private final InstantSource clock;
    private final RandomGenerator random;

    public OfferReset(
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
        this.personnel = personnel;
        this.hours = hours;
        this.clock = clock;
        this.random = random;
    }

    /**
     * @param text the answer
     * @param version of the ticket as the agent saw it
     */
    public Outcome<TicketView> run(Caller caller, TicketNumber number, String text, long version, IdempotencyKey key) {
        var operation = TicketOperation.of(
                caller.person(), key, List.of("offer-reset", number.toString(), text, Long.toString(version)));
        for (var attempt = 0; attempt < TRIES; attempt++) {
            var seen = access.find(caller, number, clock.instant());
            if (seen.isEmpty()) {
                return Outcome.refused(NOT_FOUND);
            }
            var outcome = attempt(caller, seen.get(), text, version, operation);
            if (outcome.isPresent()) {
                return outcome.get();
            }
            // Whoever was quicker changed the ticket, or is this very request sent twice: the next look tells.
        }
        return Outcome.refused(CHANGED_MEANWHILE);
    }

    private Optional<Outcome<TicketView>> attempt(
            Caller caller, Seen seen, String text, long version, TicketOperation operation) {
        var ticket = seen.ticket();
        if (seen.as() != Standing.AGENT) {
            return Optional.of(Outcome.refused(NOT_ALLOWED));
        }
        var earlier = tickets.earlier(operation);
        if (earlier instanceof Tickets.TheSame) {
            return Optional.of(showTicket.run(caller, ticket.number()));
        }
        if (earlier instanceof Tickets.Another) {
            return Optional.of(Outcome.refused(IDEMPOTENCY_KEY_REUSED));
        }
        if (ticket.version() != version) {
            return Optional.of(Outcome.refused(CHANGED_MEANWHILE));
        }
        var now = clock.instant();
        return switch (ticket.after(TicketAct.OFFER_RESET, now, hours)) {
            case Outcome.Refused<Ticket>(var why) -> Optional.of(Outcome.refused(why));
            case Outcome.Done<Ticket>(var after) -> switch (offer(caller, ticket, now)) {
                case Outcome.Refused<ResetPassword.Offer>(var why) -> Optional.of(Outcome.refused(why));
                case Outcome.Done<ResetPassword.Offer>(var offer) ->
                    tickets.write(change(caller, ticket, after, offer, text).once(operation)) == Tickets.Written.WRITTEN
                            ? Optional.of(showTicket.run(caller, ticket.number()))
                            : Optional.empty();
            };
        };
    }

    private Outcome<ResetPassword.Offer> offer(Caller agent, Ticket ticket, Instant now) {
        var filing = ticket.filing();
        var affected = filing.affectedPerson();
        var requester = filing.requester().person();
        // Nobody is offered what they could not take: their own password, or that of somebody in others' care.
        var cares = grantees.find(requester)
                .filter(found -> found.maintains(filing.institution(), now).isPresent())
                .isPresent();
        if (!cares || affected.filter(person -> !person.person().equals(requester)).isEmpty()) {
            return Outcome.refused(NOT_ALLOWED);
        }
        return resetPassword.offer(
                agent, filing.institution().code(), affected.get().person(), ticket.number().toString());
    }

    private TicketChange change(
            Caller caller, Ticket before, Ticket after, ResetPassword.Offer offer, String text) {
        var now = after.changedAt();
        var agent = Participant.of(personnel.find(caller.person()).orElseThrow());
        var author = Entry.Author.agent(agent);
        var answer = Entry.of(Entry.Kind.REPLY, author, now, caller.requestId(), random)
                .saying(text)
                .changing(before.status(), after.status());
        // A moment later, so that it follows the answer in the timeline.
        var offered =
                Entry.of(Entry.Kind.RESET_OFFERED, author, now.plusMillis(1), caller.requestId(), random);
        var standing = new ResetOffer(agent, now.plus(LIFE), offer.seenVersion(), Optional.empty());
        return new TicketChange(
                Optional.of(before),
                after.offering(Optional.of(standing)),
                List.of(answer, offered),
                List.of(TicketNews.of(after, answer, Message.News.RESET_OFFERED, random)),
                Optional.empty(),
                Optional.empty());
    }
}
