package portero.domain.accounts;

import static portero.domain.Refusal.Reason.CANNOT_CHANGE_OWN_ACCESS;
import static portero.domain.Refusal.Reason.CHANGED_MEANWHILE;
import static portero.domain.Refusal.Reason.NOT_ALLOWED;
import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.InstantSource;
import java.util.Map;
import portero.domain.Outcome;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Institutions;
import portero.domain.schools.PersonId;
import portero.domain.schools.Personnel;
import portero.domain.schools.SchoolYear;

/**
 * Takes away what a person may do in an institution, never the account. Nobody takes their own access away, and directors
 * are removed only from above, so a school's last director cannot lock the school out.
 */
public final class RevokeAccess {
    private final Accounts accounts;
    private final Personnel personnel;
    private final AccessRules rules;
    private final InstantSource clock;

    public RevokeAccess(Accounts accounts, Personnel personnel, Institutions institutions, InstantSource clock) {
        this.accounts = accounts;
        this.personnel = personnel;
        this.rules = new AccessRules(institutions);
        this.clock = clock;
    }

    /** What was taken away. */
    public record Revoked(Grant grant) {}

    public Outcome<Revoked> run(Caller caller, InstitutionCode code, PersonId person) {
        var now = clock.instant();
        var care = rules.care(caller, code, now);
        // Somebody who left the personnel register may still hold a grant, and that is the one to take away.
        var held = care.flatMap(found -> personnel.find(person))
                .flatMap(found -> accounts.find(found.login()))
                .flatMap(account -> account.grant(code, SchoolYear.at(now)));
        if (held.isEmpty()) {
            return Outcome.refused(NOT_FOUND);
        }
        if (person.equals(caller.person())) {
            return Outcome.refused(CANNOT_CHANGE_OWN_ACCESS);
        }
        if (!held.get().role().isBelow(care.orElseThrow().by())) {
            return Outcome.refused(NOT_ALLOWED);
        }
        var change = Change.by(caller, "revoke-access", person, code, now, Map.of("role", held.get().role().name()));
        return accounts.remove(held.get(), change)
                ? Outcome.done(new Revoked(held.get()))
                : Outcome.refused(CHANGED_MEANWHILE);
    }
}
