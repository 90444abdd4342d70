package portero.domain.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import portero.domain.Secret;

/** What a mail says, before it is put into words; times are shown in Lima's. */
public sealed interface Letter {
    /** @param link opens the page where the code is typed; holds no code */
    record RecoveryCode(String givenNames, Secret code, Instant expiresAt, String link, boolean offered) implements Letter {}

    record EmailCode(String givenNames, Secret code, Instant expiresAt) implements Letter {}

    record PasswordReset(String givenNames, String institution, Instant at) implements Letter {}

    record PasswordChanged(String givenNames, Instant at, String link) implements Letter {}

    record EmailChanged(String givenNames, Instant at) implements Letter {}

    record PasswordsEnding(String givenNames, List<School> schools, String link) implements Letter {}

    /** A school's people in {@link PasswordsEnding}, those that ended first. */
    record School(String name, List<Ending> endings) {}

    /** @param ended whether the password no longer works */
    record Ending(String fullName, Instant until, boolean ended) {}

    /**
     * What every letter says of the ticket that it is about.
     *
     * @param givenNames the requester's
     * @param link shows the ticket to those who may see it
     */
    record About(String givenNames, String number, String topic, Instant promisedAt, String link) {}

    record TicketReceived(About about, String comment) implements Letter {}

    record TicketAnswered(About about, String answer) implements Letter {}

    record TicketQuestion(About about, String question) implements Letter {}

    /**
     * @param answer empty where the answer was given on the requester's screen
     * @param ratingLink whoever holds it can rate the ticket, once
     */
    record TicketResolved(About about, Optional<String> answer, Secret ratingLink) implements Letter {}

    record TicketReopened(About about) implements Letter {}

    /** @param into number of the ticket in which it goes on */
    record TicketMerged(About about, String into) implements Letter {}

    record TicketReminder(About about) implements Letter {}

    record TicketClosed(About about) implements Letter {}

    /** @param until when the offer ends */
    record ResetOffered(About about, String answer, Instant until) implements Letter {}

    /** Tickets that an agent should see to today: their own, and those of their office that nobody has taken. */
    record TicketsDue(String givenNames, List<DueTicket> own, List<DueTicket> unassigned, String link) implements Letter {}

    /** @param late whether the promised moment has passed */
    record DueTicket(String number, String topic, Instant promisedAt, boolean late) {}
}
