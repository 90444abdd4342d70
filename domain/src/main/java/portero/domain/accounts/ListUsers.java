package portero.domain.accounts;

import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import portero.domain.Outcome;
import portero.domain.Page;
import portero.domain.schools.BadCursor;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Institutions;
import portero.domain.schools.Member;
import portero.domain.schools.Personnel;
import portero.domain.schools.SchoolYear;

/** Who has access in an institution: this school year's, then last year's that were not renewed (A1). */
public final class ListUsers {
    private static final String THIS_YEAR = "0";
    private static final String LAST_YEAR = "1";

    private final Accounts accounts;
    private final Personnel personnel;
    private final Locks locks;
    private final AccessRules rules;
    private final InstantSource clock;

    public ListUsers(
            Accounts accounts, Personnel personnel, Institutions institutions, Locks locks, InstantSource clock) {
        this.accounts = accounts;
        this.personnel = personnel;
        this.locks = locks;
        this.rules = new AccessRules(institutions);
        this.clock = clock;
    }

    /** The users of an institution in the caller's care. */
    public record Users(Institution institution, SchoolYear year, Page<UserView> page) {}

    /** @throws BadCursor if {@code cursor} is not one that an earlier page gave */
    public Outcome<Users> run(Caller caller, InstitutionCode code, Optional<String> cursor) {
        var now = clock.instant();
        var year = SchoolYear.at(now);
        var care = rules.care(caller, code, now);
        if (care.isEmpty()) {
            return Outcome.refused(NOT_FOUND);
        }
        var institution = care.get().institution();
        var part = cursor.map(text -> text.substring(0, Math.min(1, text.length()))).orElse(THIS_YEAR);
        var rest = cursor.map(text -> text.substring(Math.min(1, text.length()))).filter(text -> !text.isEmpty());
        var page = switch (part) {
            case THIS_YEAR -> thisYear(code, year, rest);
            case LAST_YEAR -> lastYear(code, year, rest);
            default -> throw new BadCursor();
        };
        var members = personnel.findAll(
                code, page.items().stream().map(user -> user.account().person()).toList());
        var locked = locks.until(
                page.items().stream().map(user -> user.account().login()).toList(), now);
        return Outcome.done(new Users(institution, year, page.map(user -> UserView.of(
                user.grant(),
                user.account(),
                Optional.ofNullable(members.get(user.account().person())),
                Optional.ofNullable(locked.get(user.account().login())),
                caller,
                care.get().by(),
                institution,
                now))));
    }

    private Page<Accounts.User> thisYear(InstitutionCode code, SchoolYear year, Optional<String> rest) {
        var page = accounts.users(code, year, rest);
        return new Page<>(page.items(), page.next().map(next -> THIS_YEAR + next).or(() -> Optional.of(LAST_YEAR)));
    }

    private Page<Accounts.User> lastYear(InstitutionCode code, SchoolYear year, Optional<String> rest) {
        var page = accounts.users(code, year.previous(), rest);
        Map<Login, Account> renewed = accounts.findAll(
                page.items().stream().map(user -> user.account().login()).toList(), code, year);
        var ended = new ArrayList<Accounts.User>();
        for (var user : page.items()) {
            var account = renewed.get(user.account().login());
            if (account == null || account.grants().isEmpty()) {
                ended.add(user);
            }
        }
        return new Page<>(ended, page.next().map(next -> LAST_YEAR + next));
    }
}
