package portero.domain.accounts;

import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.InstantSource;
import java.util.Optional;
import portero.domain.Outcome;
import portero.domain.Page;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Institutions;
import portero.domain.schools.Member;
import portero.domain.schools.Personnel;
import portero.domain.schools.SchoolYear;

/** The personnel from whom a director chooses (A3), with the login each has or would get (A4). */
public final class ListPersonnel {
    private final Accounts accounts;
    private final Personnel personnel;
    private final AccessRules rules;
    private final InstantSource clock;

    public ListPersonnel(Accounts accounts, Personnel personnel, Institutions institutions, InstantSource clock) {
        this.accounts = accounts;
        this.personnel = personnel;
        this.rules = new AccessRules(institutions);
        this.clock = clock;
    }

    /** The personnel of an institution in the caller's care. */
    public record Registered(Institution institution, Page<PersonnelView> page) {}

    /** @throws portero.domain.schools.BadCursor if {@code cursor} is not one that an earlier page gave */
    public Outcome<Registered> run(Caller caller, InstitutionCode code, Optional<String> cursor) {
        var now = clock.instant();
        var care = rules.care(caller, code, now);
        if (care.isEmpty()) {
            return Outcome.refused(NOT_FOUND);
        }
        var institution = care.get().institution();
        var by = care.get().by();
        var year = SchoolYear.at(now);
        var page = personnel.of(code, cursor);
        var known = accounts.findAll(
                page.items().stream().map(member -> member.person().login()).toList(), code, year);
        return Outcome.done(new Registered(
                institution, page.map(member -> view(member, Optional.ofNullable(known.get(member.person().login())), by, institution, year))));
    }

    static PersonnelView view(Member member, Optional<Account> account, Role by, Institution institution, SchoolYear year) {
        return new PersonnelView(
                member,
                account.filter(found -> found.status() == Account.Status.ACTIVE).isPresent(),
                account.flatMap(found -> found.grant(institution.code(), year)).map(Grant::role),
                Role.offered(by, member.position(), institution));
    }
}
