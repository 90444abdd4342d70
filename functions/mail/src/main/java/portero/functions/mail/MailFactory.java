package portero.functions.mail;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Identities;
import portero.domain.accounts.TemporaryPasswords;
import portero.domain.helpdesk.Ratings;
import portero.domain.helpdesk.TicketReminders;
import portero.domain.helpdesk.Tickets;
import portero.domain.helpdesk.Topics;
import portero.domain.mail.CodeHashes;
import portero.domain.mail.DeliverMail;
import portero.domain.mail.EmailVerifications;
import portero.domain.mail.Letters;
import portero.domain.mail.Links;
import portero.domain.mail.Mailer;
import portero.domain.mail.Outbox;
import portero.domain.mail.RecordFeedback;
import portero.domain.mail.Recoveries;
import portero.domain.mail.SendReminders;
import portero.domain.mail.Suppressions;
import portero.domain.mail.TicketLetters;
import portero.domain.schools.Institutions;
import portero.domain.schools.Personnel;
import portero.domain.schools.SchoolCalendar;

/** Makes the use cases of this capability; each function asks for just its own. */
@Factory
final class MailFactory {
    private final InstantSource clock;

    MailFactory(InstantSource clock) {
        this.clock = clock;
    }

    @Singleton
    Links links(@Property(name = "portero.page-url") String page) {
        return new Links(page);
    }

    @Singleton
    DeliverMail.Codes codes(Recoveries recoveries, EmailVerifications verifications, CodeHashes hashes) {
        return new DeliverMail.Codes(recoveries, verifications, hashes, new SecureRandom());
    }

    @Singleton
    TicketLetters ticketLetters(Tickets tickets, Ratings ratings, Topics topics, Links links) {
        return new TicketLetters(tickets, ratings, topics, links, clock, new SecureRandom());
    }

    @Singleton
    DeliverMail deliverMail(
            Outbox outbox,
            Accounts accounts,
            Identities identities,
            Personnel personnel,
            Institutions institutions,
            Suppressions suppressions,
            DeliverMail.Codes codes,
            TicketLetters tickets,
            Letters letters,
            Mailer mailer,
            Links links) {
        return new DeliverMail(
                outbox,
                accounts,
                identities,
                personnel,
                institutions,
                suppressions,
                codes,
                tickets,
                letters,
                mailer,
                links,
                clock);
    }

    @Singleton
    RecordFeedback recordFeedback(
            Outbox outbox, Suppressions suppressions, Personnel personnel, Accounts accounts, Tickets tickets) {
        return new RecordFeedback(outbox, suppressions, personnel, accounts, tickets, clock);
    }

    @Singleton
    SchoolCalendar schoolCalendar() {
        return SchoolCalendar.bundled();
    }

    @Singleton
    SendReminders sendReminders(
            TemporaryPasswords passwords,
            Accounts accounts,
            Personnel personnel,
            Outbox outbox,
            SchoolCalendar calendar) {
        return new SendReminders(passwords, accounts, personnel, outbox, calendar, clock);
    }

    @Singleton
    TicketReminders ticketReminders(
            Tickets tickets, Accounts accounts, Personnel personnel, Outbox outbox, SchoolCalendar calendar) {
        return new TicketReminders(tickets, accounts, personnel, outbox, calendar, clock, new SecureRandom());
    }
}
