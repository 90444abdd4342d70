package portero.domain.helpdesk;

import static portero.domain.Refusal.Reason.NOT_ALLOWED;
import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import portero.domain.Outcome;
import portero.domain.accounts.Account;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Grant;
import portero.domain.accounts.Locks;
import portero.domain.accounts.UserView;
import portero.domain.helpdesk.TicketAccess.Standing;
import portero.domain.schools.Institution;
import portero.domain.schools.Institutions;
import portero.domain.schools.Member;
import portero.domain.schools.Person;
import portero.domain.schools.Personnel;

/** The account of the person whom a ticket concerns, as far as an agent needs it to answer. */
public final class ShowAffectedPerson {
    private static final Comparator<Held> LATEST_FIRST = Comparator.<Held>comparingInt(held -> held.grant().year().value())
            .reversed()
            .thenComparing(held -> held.institution().name());

    private final TicketAccess access;
    private final Accounts accounts;
    private final Personnel personnel;
    private final Institutions institutions;
    private final Locks locks;
    private final InstantSource clock;

    public ShowAffectedPerson(
            Tickets tickets,
            Accounts accounts,
            Personnel personnel,
            Institutions institutions,
            Locks locks,
            InstantSource clock) {
        this.access = new TicketAccess(tickets);
        this.accounts = accounts;
        this.personnel = personnel;
        this.institutions = institutions;
        this.locks = locks;
        this.clock = clock;
    }

    /** @param member empty when the person has left the personnel register of the ticket's institution */
    public record AffectedPerson(Person person, Optional<Member> member, Optional<Holder> holder) {}

    /**
     * What is known of somebody who has an account.
     *
     * @param lockedUntil until when wrong passwords keep the person waiting
     */
    public record Holder(
            Account account, UserView.State state, Optional<Instant> lockedUntil, List<Held> grants) {}

    /** A grant and where it is held. */
    public record Held(Grant grant, Institution institution) {}

    /** A ticket that concerns nobody has no such person. */
    public Outcome<AffectedPerson> run(Caller caller, TicketNumber number) {
        var now = clock.instant();
        var seen = access.find(caller, number, now);
        if (seen.isEmpty()) {
            return Outcome.refused(NOT_FOUND);
        }
        if (seen.get().as() != Standing.AGENT) {
            return Outcome.refused(NOT_ALLOWED);
        }
        var filing = seen.get().ticket().filing();
        return filing.affectedPerson()
                .flatMap(affected -> personnel.find(affected.person()))
                .map(person -> Outcome.done(new AffectedPerson(
                        person,
                        personnel.find(filing.institution().code(), person.id()),
                        accounts.find(person.login()).map(account -> holder(account, now)))))
                .orElseGet(() -> Outcome.refused(NOT_FOUND));
    }

    private Holder holder(Account account, Instant now) {
        var places = institutions.findAll(account.grants().stream().map(Grant::institution).distinct().toList());
        var grants = account.grants().stream()
                .filter(grant -> places.containsKey(grant.institution()))
                .map(grant -> new Held(grant, places.get(grant.institution())))
                .sorted(LATEST_FIRST)
                .toList();
        var locked = locks.until(Set.of(account.login()), now).get(account.login());
        return new Holder(account, UserView.State.of(account, now), Optional.ofNullable(locked), grants);
    }
}
