package portero.domain.helpdesk;

import static portero.domain.Refusal.Reason.CHANGED_MEANWHILE;
import static portero.domain.Refusal.Reason.NOT_ALLOWED;
import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.Refusal.UnknownValue;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Caller;
import portero.domain.helpdesk.TicketAccess.Standing;
import portero.domain.schools.PersonId;
import portero.domain.schools.Personnel;

/** An agent takes a ticket, gives it to another agent of the office or above, or back to the queue. */
public final class AssignTicket {
    private final Tickets tickets;
    private final TicketAccess access;
    private final ShowTicket showTicket;
    private final Grantees grantees;
    private final Personnel personnel;
    private final BusinessHours hours;
    private final InstantSource clock;
    private final RandomGenerator random;

    public AssignTicket(
            Tickets tickets,
            ShowTicket showTicket,
            Accounts accounts,
            Personnel personnel,
            BusinessHours hours,
            InstantSource clock,
            RandomGenerator random) {
        this.tickets = tickets;
        this.access = new TicketAccess(tickets);
        this.showTicket = showTicket;
        this.grantees = new Grantees(accounts, personnel);
        this.personnel = personnel;
        this.hours = hours;
        this.clock = clock;
        this.random = random;
    }

    /**
     * @param person to whom it is given; empty gives it back to the queue
     * @param version of the ticket as the caller saw it
     */
    public Outcome<TicketView> run(Caller caller, TicketNumber number, Optional<PersonId> person, long version) {
        var now = clock.instant();
        var seen = access.find(caller, number, now);
        if (seen.isEmpty()) {
            return Outcome.refused(NOT_FOUND);
        }
        if (seen.get().as() != Standing.AGENT) {
            return Outcome.refused(NOT_ALLOWED);
        }
        var before = seen.get().ticket();
        if (before.version() != version) {
            return Outcome.refused(CHANGED_MEANWHILE);
        }
        if (before.status().isOpen() && before.assignee().map(Participant::person).equals(person)) {
            return showTicket.run(caller, number);
        }
        var by = Participant.of(personnel.find(caller.person()).orElseThrow());
        var assignee = person.flatMap(
                agent -> agent.equals(by.person()) ? Optional.of(by) : agent(agent, before, now));
        if (person.isPresent() && assignee.isEmpty()) {
            return Outcome.refused(new UnknownValue("assignee"));
        }
        var act = assignee.isPresent() ? TicketAct.ASSIGN : TicketAct.RELEASE;
        return switch (before.after(act, now, hours)) {
            case Outcome.Refused<Ticket>(var why) -> Outcome.refused(why);
            case Outcome.Done<Ticket>(var after) ->
                tickets.write(change(caller, by, before, after.assignedTo(assignee), assignee)) == Tickets.Written.WRITTEN
                        ? showTicket.run(caller, number)
                        : Outcome.refused(CHANGED_MEANWHILE);
        };
    }

    private TicketChange change(
            Caller caller, Participant by, Ticket before, Ticket after, Optional<Participant> assignee) {
        var author = Entry.Author.agent(by);
        var entry = Entry.of(Entry.Kind.ASSIGNED, author, after.changedAt(), caller.requestId(), random).naming(assignee);
        return TicketChange.of(before, after, entry);
    }

    /** The person, if they are an agent of the ticket: nobody is of their own. */
    private Optional<Participant> agent(PersonId person, Ticket ticket, Instant now) {
        return grantees.account(person)
                .filter(account -> TicketAccess.standing(Grantees.asking(account), ticket, now)
                        .filter(Standing.AGENT::equals)
                        .isPresent())
                .map(account -> new Participant(account.person(), account.fullName()));
    }
}
