package portero.domain.helpdesk;

import static portero.domain.Refusal.Reason.NOT_ALLOWED;
import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import portero.domain.Outcome;
import portero.domain.accounts.Caller;
import portero.domain.helpdesk.Presences.Presence;
import portero.domain.helpdesk.TicketAccess.Standing;
import portero.domain.schools.Personnel;

/** An agent looks at a ticket or writes, and learns who else does, so that no two answer it at once. */
public final class NotePresence {
    private final TicketAccess access;
    private final Presences presences;
    private final Personnel personnel;
    private final InstantSource clock;

    public NotePresence(Tickets tickets, Presences presences, Personnel personnel, InstantSource clock) {
        this.access = new TicketAccess(tickets);
        this.presences = presences;
        this.personnel = personnel;
        this.clock = clock;
    }

    /** @param version of the ticket, so that the agent notices that somebody changed it */
    public record Others(List<Presence> present, long version) {}

    public Outcome<Others> run(Caller caller, TicketNumber number, boolean writing) {
        var now = clock.instant();
        var seen = access.find(caller, number, now);
        if (seen.isEmpty()) {
            return Outcome.refused(NOT_FOUND);
        }
        if (seen.get().as() != Standing.AGENT) {
            return Outcome.refused(NOT_ALLOWED);
        }
        var agent = Participant.of(personnel.find(caller.person()).orElseThrow());
        presences.note(number, new Presence(agent, writing), now);
        var others = presences.at(number, now).stream()
                .filter(presence -> !presence.agent().person().equals(caller.person()))
                .sorted(Comparator.comparing(presence -> presence.agent().fullName()))
                .toList();
        return Outcome.done(new Others(others, seen.get().version()));
    }
}
