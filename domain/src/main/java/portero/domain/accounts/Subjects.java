package portero.domain.accounts;

import static portero.domain.Refusal.Reason.CANNOT_CHANGE_OWN_ACCESS;
import static portero.domain.Refusal.Reason.HIGHER_ROLE_ELSEWHERE;
import static portero.domain.Refusal.Reason.NOT_ALLOWED;
import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.Instant;
import java.util.Optional;
import portero.domain.Outcome;
import portero.domain.Refusal;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Institutions;
import portero.domain.schools.Member;
import portero.domain.schools.Person;
import portero.domain.schools.PersonId;
import portero.domain.schools.Personnel;
import portero.domain.schools.SchoolYear;

/**
 * Whose account somebody may touch, beyond the grants of their own institution: of those who have access there this school
 * year, all who hold no role anywhere that is not below the role by which the caller acts. For an account is one, wherever
 * its roles are: whoever opens it acts in all of them.
 */
final class Subjects {
    private final Accounts accounts;
    private final Personnel personnel;
    private final AccessRules rules;

    Subjects(Accounts accounts, Personnel personnel, Institutions institutions) {
        this.accounts = accounts;
        this.personnel = personnel;
        this.rules = new AccessRules(institutions);
    }

    /** Somebody whose account the caller may touch. */
    record Subject(Caller caller, Role by, Institution institution, Person person, Account account, Grant grant) {}

    Outcome<Subject> find(Caller caller, InstitutionCode code, PersonId id, Instant now) {
        return find(caller, Optional.empty(), code, id, now);
    }

    /** Somebody in the caller's care whose account they may touch by the role of another, who lets them. */
    Outcome<Subject> find(Caller caller, Role lent, InstitutionCode code, PersonId id, Instant now) {
        return find(caller, Optional.of(lent), code, id, now);
    }

    private Outcome<Subject> find(
            Caller caller, Optional<Role> lent, InstitutionCode code, PersonId id, Instant now) {
        var care = rules.care(caller, code, now);
        // Somebody who left the personnel register may still hold a grant, and come in with it.
        var person = care.flatMap(_ -> personnel.find(id));
        var account = person.flatMap(found -> accounts.find(found.login()));
        var grant = account.flatMap(found -> found.grant(code, SchoolYear.at(now)));
        if (grant.isEmpty()) {
            return Outcome.refused(NOT_FOUND);
        }
        if (id.equals(caller.person())) {
            return Outcome.refused(CANNOT_CHANGE_OWN_ACCESS);
        }
        var by = lent.orElse(care.orElseThrow().by());
        return obstacle(account.orElseThrow(), code, by, now)
                .map(Outcome::<Subject>refused)
                .orElseGet(() -> Outcome.done(new Subject(
                        caller, by, care.orElseThrow().institution(), person.orElseThrow(), account.orElseThrow(), grant.get())));
    }

    /** The account of somebody who has access there, if a holder of that role may touch it, in whoever's care they are. */
    Outcome<Account> account(InstitutionCode code, PersonId id, Role by, Instant now) {
        var account = personnel
                .find(id)
                .flatMap(person -> accounts.find(person.login()))
                .filter(found -> found.grant(code, SchoolYear.at(now)).isPresent());
        if (account.isEmpty()) {
            return Outcome.refused(NOT_ALLOWED);
        }
        return obstacle(account.get(), code, by, now)
                .map(Outcome::<Account>refused)
                .orElseGet(() -> Outcome.done(account.get()));
    }

    /** Why somebody with role {@code by} must leave the account alone, if they must. */
    static Optional<Refusal> obstacle(Account account, InstitutionCode here, Role by, Instant now) {
        var higher = account.grants().stream()
                .filter(grant -> grant.holdsAt(now) && !grant.role().isBelow(by))
                .toList();
        if (higher.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                higher.stream().anyMatch(grant -> grant.institution().equals(here)) ? NOT_ALLOWED : HIGHER_ROLE_ELSEWHERE);
    }

    /** The line of the list that the subject now is. */
    UserView view(Subject subject, Optional<Instant> lockedUntil, Instant now) {
        var here = subject.institution().code();
        var account = accounts.find(subject.account().login()).orElse(subject.account());
        Optional<Member> member = personnel.find(here, subject.person().id());
        return UserView.of(
                account.grant(here, subject.grant().year()).orElse(subject.grant()),
                account,
                member,
                lockedUntil,
                subject.caller(),
                subject.by(),
                subject.institution(),
                now);
    }
}
