package portero.functions.helpdesk;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Locks;
import portero.domain.helpdesk.BusinessHours;
import portero.domain.helpdesk.CountAvoided;
import portero.domain.helpdesk.CountTickets;
import portero.domain.helpdesk.ListAgents;
import portero.domain.helpdesk.ListTopics;
import portero.domain.helpdesk.NotePresence;
import portero.domain.helpdesk.Numbers;
import portero.domain.helpdesk.Presences;
import portero.domain.helpdesk.RebuildNumbers;
import portero.domain.helpdesk.SaveTopic;
import portero.domain.helpdesk.ShowAffectedPerson;
import portero.domain.helpdesk.ShowNumbers;
import portero.domain.helpdesk.Tickets;
import portero.domain.helpdesk.Topics;
import portero.domain.schools.Institutions;
import portero.domain.schools.Personnel;
import portero.domain.signin.Attempts;

/** Makes the use cases of topics and numbers, and what agents see around a ticket; each function asks for just its own. */
@Factory
final class TopicsFactory {
    private final InstantSource clock;

    TopicsFactory(InstantSource clock) {
        this.clock = clock;
    }

    @Singleton
    ListTopics listTopics(Topics topics) {
        return new ListTopics(topics, clock);
    }

    @Singleton
    SaveTopic saveTopic(Topics topics) {
        return new SaveTopic(topics, clock);
    }

    @Singleton
    CountAvoided countAvoided(Topics topics, Numbers numbers, Institutions institutions, Attempts attempts) {
        return new CountAvoided(topics, numbers, institutions, attempts, clock);
    }

    @Singleton
    CountTickets countTickets(Tickets tickets, Numbers numbers, BusinessHours hours) {
        return new CountTickets(tickets, numbers, hours);
    }

    @Singleton
    RebuildNumbers rebuildNumbers(Tickets tickets, Numbers numbers, BusinessHours hours) {
        return new RebuildNumbers(tickets, numbers, hours, clock);
    }

    @Singleton
    ShowNumbers showNumbers(Numbers numbers, Institutions institutions) {
        return new ShowNumbers(numbers, institutions, clock);
    }

    @Singleton
    NotePresence notePresence(Tickets tickets, Presences presences, Personnel personnel) {
        return new NotePresence(tickets, presences, personnel, clock);
    }

    @Singleton
    ListAgents listAgents(Tickets tickets, Accounts accounts, Institutions institutions) {
        return new ListAgents(tickets, accounts, institutions, clock);
    }

    @Singleton
    ShowAffectedPerson showAffectedPerson(
            Tickets tickets, Accounts accounts, Personnel personnel, Institutions institutions, Locks locks) {
        return new ShowAffectedPerson(tickets, accounts, personnel, institutions, locks, clock);
    }
}
