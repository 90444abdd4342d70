package portero.domain.helpdesk;

import static portero.domain.Refusal.Reason.NOT_ALLOWED;
import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import portero.domain.Outcome;
import portero.domain.accounts.Account;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Role;
import portero.domain.helpdesk.TicketAccess.Standing;
import portero.domain.schools.Folding;
import portero.domain.schools.Institution;
import portero.domain.schools.Institutions;
import portero.domain.schools.PersonId;
import portero.domain.schools.SchoolYear;

/** The agents to whom a ticket can be given: those of the office that answers it and of those above; nobody their own. */
public final class ListAgents {
    private static final Comparator<Agent> BY_NAME = Comparator.comparing(agent -> Folding.fold(agent.who().fullName()));

    private final TicketAccess access;
    private final Accounts accounts;
    private final Institutions institutions;
    private final InstantSource clock;

    public ListAgents(Tickets tickets, Accounts accounts, Institutions institutions, InstantSource clock) {
        this.access = new TicketAccess(tickets);
        this.accounts = accounts;
        this.institutions = institutions;
        this.clock = clock;
    }

    /** @param office where they are an agent, the lowest if there are several */
    public record Agent(Participant who, Institution office) {}

    public Outcome<List<Agent>> run(Caller caller, TicketNumber number) {
        var now = clock.instant();
        var seen = access.find(caller, number, now);
        if (seen.isEmpty()) {
            return Outcome.refused(NOT_FOUND);
        }
        if (seen.get().as() != Standing.AGENT) {
            return Outcome.refused(NOT_ALLOWED);
        }
        return Outcome.done(agents(seen.get().ticket().filing(), now));
    }

    private List<Agent> agents(Filing filing, Instant now) {
        var path = filing.routedTo().path();
        var offices = institutions.findAll(path);
        var found = new LinkedHashMap<PersonId, Agent>();
        path.reversed().stream()
                .map(offices::get)
                .filter(Objects::nonNull)
                .forEach(office -> addAgents(office, now, found));
        found.remove(filing.requester().person());
        return found.values().stream().sorted(BY_NAME).toList();
    }

    private void addAgents(Institution office, Instant now, Map<PersonId, Agent> found) {
        Optional<String> cursor = Optional.empty();
        do {
            var page = accounts.users(office.code(), SchoolYear.at(now), cursor);
            for (var user : page.items()) {
                var account = user.account();
                if (user.grant().role() == Role.HELPDESK_AGENT
                        && user.grant().holdsAt(now)
                        && account.status() == Account.Status.ACTIVE) {
                    found.putIfAbsent(
                            account.person(), new Agent(new Participant(account.person(), account.fullName()), office));
                }
            }
            cursor = page.next();
        } while (cursor.isPresent());
    }
}
