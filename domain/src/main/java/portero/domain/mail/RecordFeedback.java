package portero.domain.mail;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import portero.domain.accounts.Account;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Change;
import portero.domain.helpdesk.Tickets;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.PersonId;
import portero.domain.schools.Personnel;

/** Takes note of what became of a mail; hearing of the same thing twice, or in another order, changes nothing. */
public final class RecordFeedback {
    private final Outbox outbox;
    private final Suppressions suppressions;
    private final Personnel personnel;
    private final Accounts accounts;
    private final Tickets tickets;
    private final InstantSource clock;

    public RecordFeedback(
            Outbox outbox,
            Suppressions suppressions,
            Personnel personnel,
            Accounts accounts,
            Tickets tickets,
            InstantSource clock) {
        this.outbox = outbox;
        this.suppressions = suppressions;
        this.personnel = personnel;
        this.accounts = accounts;
        this.tickets = tickets;
        this.clock = clock;
    }

    /** What the provider tells of a mail. */
    public sealed interface Feedback {
        MessageId message();

        /** It is on its way. */
        record Sent(MessageId message, String providerId) implements Feedback {}

        /** It cannot be delivered to those addresses, now or ever. */
        record Bounced(MessageId message, List<EmailAddress> addresses) implements Feedback {}

        /** Its readers say that they do not want it. */
        record Complained(MessageId message, List<EmailAddress> addresses) implements Feedback {}

        /** It could not be delivered for the time being. */
        record Delayed(MessageId message) implements Feedback {}

        /** The provider took it and then refused to send it. */
        record Rejected(MessageId message) implements Feedback {}
    }

    public void run(Feedback feedback, String requestId) {
        switch (feedback) {
            case Feedback.Sent(var id, var providerId) -> outbox.sent(id, providerId, clock.instant());
            case Feedback.Bounced(var id, var addresses) -> suppress(id, addresses, Suppressions.Reason.BOUNCED, requestId);
            case Feedback.Complained(var id, var addresses) -> suppress(
                    id, addresses, Suppressions.Reason.COMPLAINED, requestId);
            case Feedback.Rejected(var id) -> outbox.giveUp(id, "rejected", clock.instant());
            case Feedback.Delayed _ -> {}
        }
    }

    private void suppress(MessageId id, List<EmailAddress> addresses, Suppressions.Reason reason, String requestId) {
        var recipient = outbox.find(id).flatMap(this::recipient);
        for (var address : addresses) {
            suppressions.add(address, reason, clock.instant());
            recipient.ifPresent(person -> personnel.emailBounces(
                    person, address, Change.own(person, action(reason), clock.instant(), requestId)));
        }
    }

    private static String action(Suppressions.Reason reason) {
        return switch (reason) {
            case BOUNCED -> "email-bounced";
            case COMPLAINED -> "email-complained";
        };
    }

    private Optional<PersonId> recipient(Message message) {
        return switch (message.content()) {
            case Message.RecoveryRequested requested -> accounts.find(requested.login()).map(Account::person);
            case Message.EmailToVerify(var person, _) -> Optional.of(person);
            case Message.PasswordWasReset(var person, _) -> Optional.of(person);
            case Message.PasswordWasChanged(var person) -> Optional.of(person);
            case Message.EmailWasChanged(var person, _) -> Optional.of(person);
            case Message.PasswordsEnding(var director, _) -> Optional.of(director);
            case Message.TicketNews(var ticket, _, _) ->
                tickets.find(ticket).map(found -> found.filing().requester().person());
            case Message.TicketsDue(var agent, _) -> Optional.of(agent);
        };
    }
}
