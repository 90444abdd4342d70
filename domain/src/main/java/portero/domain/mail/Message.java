package portero.domain.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import portero.domain.accounts.Login;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.PersonId;

/**
 * Something to write to somebody: what happened and to whom, never a code or a password. Who exactly gets it and what it
 * says is found out when it is delivered.
 *
 * @param uselessFrom after which it is not worth sending
 */
public record Message(MessageId id, Content content, Language language, Instant createdAt, Instant uselessFrom) {
    // Whoever waits for a code has asked again by then, or given up.
    private static final Duration CODE_IS_WORTH = Duration.ofMinutes(30);
    private static final Duration NOTICE_IS_WORTH = Duration.ofDays(3);

    /** One that gets a code on delivery: worth sending for half an hour. */
    public static Message withCode(Content content, Language language, Instant now, RandomGenerator random) {
        return new Message(MessageId.random(random), content, language, now, now.plus(CODE_IS_WORTH));
    }

    /** One that tells of what happened: worth sending for three days. */
    public static Message notice(Content content, Language language, Instant now, RandomGenerator random) {
        return new Message(MessageId.random(random), content, language, now, now.plus(NOTICE_IS_WORTH));
    }

    /** What it is about. */
    public sealed interface Content {}

    /**
     * Somebody asked to recover the password of that login, which may be nobody's. The code is made on delivery.
     *
     * @param offeredBy the institution whose director had it sent, where it was not asked for on the sign-in screen
     */
    public record RecoveryRequested(RecoveryId recovery, Login login, Optional<InstitutionCode> offeredBy) implements Content {}

    /** A person wants that address to be theirs. The code is made on delivery. */
    public record EmailToVerify(PersonId person, EmailAddress address) implements Content {}

    /** A director gave the person a new temporary password. */
    public record PasswordWasReset(PersonId person, InstitutionCode institution) implements Content {}

    /** The person, or somebody in their name, chose a new password. */
    public record PasswordWasChanged(PersonId person) implements Content {}

    /** The person's address is now another one; this goes to the former. */
    public record EmailWasChanged(PersonId person, EmailAddress former) implements Content {}

    /** Temporary passwords of a director's people that end soon or have ended. */
    public record PasswordsEnding(PersonId director, List<Ending> endings) implements Content {
        public PasswordsEnding {
            endings = List.copyOf(endings);
        }
    }

    /** One temporary password of {@link PasswordsEnding}. */
    public record Ending(PersonId person, InstitutionCode institution, Instant until) {}

    /**
     * Something happened to a ticket; this goes to the address that it was filed with.
     *
     * @param entry {@link portero.domain.helpdesk.Entry#id} of the line of its timeline that tells of it
     */
    public record TicketNews(TicketNumber ticket, String entry, News news) implements Content {}

    /** Tickets that an agent should see to on that day: their own, and those of their office that nobody has taken. */
    public record TicketsDue(PersonId agent, List<TicketNumber> tickets) implements Content {
        public TicketsDue {
            tickets = List.copyOf(tickets);
        }
    }

    /** What happened to a ticket, as its requester hears of it. */
    public enum News {
        RECEIVED,
        ANSWERED,
        QUESTION,
        RESOLVED,
        REOPENED,
        MERGED,
        REMINDER,
        CLOSED,
        RESET_OFFERED
    }
}
