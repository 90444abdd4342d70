package portero.domain.accounts;

import static portero.domain.Refusal.Reason.CANNOT_CHANGE_OWN_ACCESS;
import static portero.domain.Refusal.Reason.CHANGED_MEANWHILE;
import static portero.domain.Refusal.Reason.NOT_ALLOWED;
import static portero.domain.Refusal.Reason.NOT_FOUND;
import static portero.domain.Refusal.Reason.ROLE_DOES_NOT_FIT;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portero.domain.Outcome;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Institutions;
import portero.domain.schools.PersonId;
import portero.domain.schools.Personnel;
import portero.domain.schools.SchoolYear;

/** Changes the role that a person holds in an institution this school year; effective on the person's next request. */
public final class AssignRole {
    private final Accounts accounts;
    private final Personnel personnel;
    private final Locks locks;
    private final AccessRules rules;
    private final InstantSource clock;

    public AssignRole(
            Accounts accounts, Personnel personnel, Institutions institutions, Locks locks, InstantSource clock) {
        this.accounts = accounts;
        this.personnel = personnel;
        this.locks = locks;
        this.rules = new AccessRules(institutions);
        this.clock = clock;
    }

    /** @param version that of the grant which the caller saw; a later one is not overwritten */
    public Outcome<UserView> run(Caller caller, InstitutionCode code, PersonId person, Role role, long version) {
        var now = clock.instant();
        var year = SchoolYear.at(now);
        var care = rules.care(caller, code, now);
        var member = care.flatMap(found -> personnel.find(code, person));
        var account = member.flatMap(found -> accounts.find(found.person().login()));
        var held = account.flatMap(found -> found.grant(code, year));
        if (held.isEmpty()) {
            return Outcome.refused(NOT_FOUND);
        }
        if (person.equals(caller.person())) {
            return Outcome.refused(CANNOT_CHANGE_OWN_ACCESS);
        }
        var by = care.orElseThrow().by();
        var institution = care.orElseThrow().institution();
        if (!held.get().role().isBelow(by) || !role.isBelow(by)) {
            return Outcome.refused(NOT_ALLOWED);
        }
        if (!role.fits(member.orElseThrow().position(), institution)) {
            return Outcome.refused(ROLE_DOES_NOT_FIT);
        }
        if (held.get().version() != version) {
            return Outcome.refused(CHANGED_MEANWHILE);
        }
        var grant = new Grant(held.get().login(), code, role, year, held.get().from(), version + 1);
        var change = Change.by(
                caller, "assign-role", person, code, now, Map.of("from", held.get().role().name(), "to", role.name()));
        if (role != held.get().role() && !accounts.replace(grant, change)) {
            return Outcome.refused(CHANGED_MEANWHILE);
        }
        var shown = role == held.get().role() ? held.get() : grant;
        return Outcome.done(UserView.of(
                shown,
                account.orElseThrow(),
                Optional.of(member.orElseThrow()),
                Optional.ofNullable(locks.until(List.of(shown.login()), now).get(shown.login())),
                caller,
                by,
                institution,
                now));
    }
}
