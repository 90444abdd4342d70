package portero.functions.helpdesk;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import portero.domain.accounts.Accounts;
import portero.domain.files.Attachments;
import portero.domain.helpdesk.AssignTicket;
import portero.domain.helpdesk.BusinessHours;
import portero.domain.helpdesk.ListQueue;
import portero.domain.helpdesk.ListTickets;
import portero.domain.helpdesk.MergeTicket;
import portero.domain.helpdesk.ReopenTicket;
import portero.domain.helpdesk.ReplyToTicket;
import portero.domain.helpdesk.ShowTicket;
import portero.domain.helpdesk.SubmitTicket;
import portero.domain.helpdesk.Tickets;
import portero.domain.helpdesk.Topics;
import portero.domain.mail.Suppressions;
import portero.domain.schools.Institutions;
import portero.domain.schools.Personnel;
import portero.domain.schools.SchoolCalendar;
import portero.domain.signin.Attempts;

/** Makes the use cases of tickets; each function asks for just its own. */
@Factory
final class TicketsFactory {
    private final InstantSource clock;

    TicketsFactory(InstantSource clock) {
        this.clock = clock;
    }

    @Singleton
    BusinessHours businessHours() {
        return new BusinessHours(SchoolCalendar.bundled());
    }

    @Singleton
    ShowTicket showTicket(Tickets tickets, Attachments attachments) {
        return new ShowTicket(tickets, attachments, clock);
    }

    @Singleton
    SubmitTicket submitTicket(
            Tickets tickets,
            ShowTicket showTicket,
            Topics topics,
            Institutions institutions,
            Personnel personnel,
            Suppressions suppressions,
            Attempts attempts,
            BusinessHours hours) {
        return new SubmitTicket(
                tickets,
                showTicket,
                topics,
                institutions,
                personnel,
                suppressions,
                attempts,
                hours,
                clock,
                new SecureRandom());
    }

    @Singleton
    ListTickets listTickets(Tickets tickets) {
        return new ListTickets(tickets, clock);
    }

    @Singleton
    ReplyToTicket replyToTicket(Tickets tickets, ShowTicket showTicket, Personnel personnel, BusinessHours hours) {
        return new ReplyToTicket(tickets, showTicket, personnel, hours, clock, new SecureRandom());
    }

    @Singleton
    ReopenTicket reopenTicket(Tickets tickets, ShowTicket showTicket, BusinessHours hours) {
        return new ReopenTicket(tickets, showTicket, hours, clock, new SecureRandom());
    }

    @Singleton
    ListQueue listQueue(Tickets tickets, Topics topics, Institutions institutions) {
        return new ListQueue(tickets, topics, institutions, clock);
    }

    @Singleton
    AssignTicket assignTicket(
            Tickets tickets, ShowTicket showTicket, Accounts accounts, Personnel personnel, BusinessHours hours) {
        return new AssignTicket(tickets, showTicket, accounts, personnel, hours, clock, new SecureRandom());
    }

    @Singleton
    MergeTicket mergeTicket(Tickets tickets, ShowTicket showTicket, Personnel personnel, BusinessHours hours) {
        return new MergeTicket(tickets, showTicket, personnel, hours, clock, new SecureRandom());
    }
}
