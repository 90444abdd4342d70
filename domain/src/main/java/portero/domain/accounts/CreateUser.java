package portero.domain.accounts;

import static portero.domain.Refusal.Reason.CANNOT_CHANGE_OWN_ACCESS;
import static portero.domain.Refusal.Reason.HAS_ANOTHER_ROLE;
import static portero.domain.Refusal.Reason.IDEMPOTENCY_KEY_REUSED;
import static portero.domain.Refusal.Reason.NOT_ALLOWED;
import static portero.domain.Refusal.Reason.NOT_FOUND;
import static portero.domain.Refusal.Reason.ROLE_DOES_NOT_FIT;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.Refusal.InProgress;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Institutions;
import portero.domain.schools.Member;
import portero.domain.schools.PersonId;
import portero.domain.schools.Personnel;
import portero.domain.schools.SchoolYear;

/**
 * Gives one of an institution's people access (A5). Somebody new in the system gets an identity and a temporary password,
 * which is in the answer once and nowhere else (A6); somebody who has access elsewhere just gets the grant (A7).
 *
 * <p>The store and the identity service cannot commit together. So the right to create the identity is claimed first, then
 * the identity is created, tolerating that it exists, then the account is completed in one transaction. Whoever retries
 * with the same key gets a new password, never the old one again.
 */
public final class CreateUser {
    /** Longer than a function may run, so that a claim is taken over only from one that is certainly dead. */
    public static final Duration LEASE = Duration.ofSeconds(15);

    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final int TRIES = 4;

    private final Accounts accounts;
    private final PasswordChanges passwords;
    private final Personnel personnel;
    private final Identities identities;
    private final Locks locks;
    private final AccessRules rules;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Duration temporaryPasswordLife;

    public CreateUser(
            Accounts accounts,
            PasswordChanges passwords,
            Personnel personnel,
            Institutions institutions,
            Identities identities,
            Locks locks,
            InstantSource clock,
            RandomGenerator random,
            Duration temporaryPasswordLife) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.personnel = personnel;
        this.identities = identities;
        this.locks = locks;
        this.rules = new AccessRules(institutions);
        this.clock = clock;
        this.random = random;
        this.temporaryPasswordLife = temporaryPasswordLife;
    }

    /** What Save did; {@code user} is the line that the list now has. */
    public sealed interface Saved {
        UserView user();
    }

    /** A new identity, and the password to hand over. */
    public record Created(UserView user, TemporaryPassword password, Instant validUntil) implements Saved {}

    /** A grant for somebody who has a password already. */
    public record Granted(UserView user) implements Saved {}

    /** The person had that very role. */
    public record Unchanged(UserView user) implements Saved {}

    private record Save(
            Caller caller, Institution institution, Role by, Member member, Role role, Operation operation, SchoolYear year) {
        Login login() {
            return member.person().login();
        }
    }

    public Outcome<Saved> run(Caller caller, InstitutionCode code, PersonId person, Role role, IdempotencyKey key) {
        var now = clock.instant();
        var care = rules.care(caller, code, now);
        var member = care.flatMap(found -> personnel.find(code, person));
        if (care.isEmpty() || member.isEmpty()) {
            return Outcome.refused(NOT_FOUND);
        }
        if (person.equals(caller.person())) {
            return Outcome.refused(CANNOT_CHANGE_OWN_ACCESS);
        }
        var by = care.get().by();
        var institution = care.get().institution();
        if (!role.isBelow(by)) {
            return Outcome.refused(NOT_ALLOWED);
        }
        if (!role.fits(member.get().position(), institution)) {
            return Outcome.refused(ROLE_DOES_NOT_FIT);
        }
        var operation = new Operation(caller.person(), key, code, person, role);
        var save = new Save(caller, institution, by, member.get(), role, operation, SchoolYear.at(now));
        var earlier = accounts.operation(operation);
        if (earlier.isEmpty()) {
            return give(save);
        }
        if (!earlier.get().fingerprint().equals(operation.fingerprint())) {
            return Outcome.refused(IDEMPOTENCY_KEY_REUSED);
        }
        return goOn(save, earlier.get().step());
    }

    private Outcome<Saved> goOn(Save save, OperationState.Step step) {
        return switch (step) {
            case PENDING -> give(save);
            case CREATED -> giveAgain(save);
            case REPLACED, WRITTEN -> Outcome.refused(IDEMPOTENCY_KEY_REUSED);
            case GRANTED -> present(save).map(user -> Outcome.<Saved>done(new Granted(user))).orElseGet(() -> Outcome.refused(NOT_FOUND));
        };
    }

    private Outcome<Saved> give(Save save) {
        for (var attempt = 0; attempt < TRIES; attempt++) {
            var account = accounts.find(save.login());
            if (account.isPresent() && account.get().status() == Account.Status.ACTIVE) {
                var held = account.get().grant(save.institution().code(), save.year());
                if (held.isPresent()) {
                    // Another try of this very Save may just have done it, and nobody may ever see its answer.
                    var done = doneMeanwhile(save.operation());
                    if (done.isPresent()) {
                        return goOn(save, done.get());
                    }
                    return held.get().role() == save.role()
                            ? Outcome.done(new Unchanged(view(save, account.get(), held.get())))
                            : Outcome.refused(HAS_ANOTHER_ROLE);
                }
                var grant = firstGrant(save);
                if (accounts.add(save.operation(), save.member().person(), grant, change(save, "grant-access"))) {
                    return Outcome.done(new Granted(view(save, account.get(), grant)));
                }
            } else {
                switch (accounts.claim(save.operation(), save.member().person(), clock.instant(), LEASE)) {
                    case CLAIMED -> {
                        return create(save);
                    }
                    case HELD_BY_ANOTHER -> {
                        return Outcome.refused(new InProgress(WAIT));
                    }
                    case ACCOUNT_EXISTS -> {}
                }
            }
        }
        return Outcome.refused(new InProgress(WAIT));
    }

    private Optional<OperationState.Step> doneMeanwhile(Operation operation) {
        return accounts.operation(operation)
                .filter(state -> state.fingerprint().equals(operation.fingerprint()))
                .map(OperationState::step)
                .filter(step -> step != OperationState.Step.PENDING);
    }

    private Outcome<Saved> create(Save save) {
        var password = TemporaryPassword.generate(random);
        if (!identities.create(save.login(), password)) {
            // An earlier try came this far and died: its password was never shown, this one replaces it.
            identities.setTemporaryPassword(save.login(), password);
        }
        var until = clock.instant().plus(temporaryPasswordLife);
        var grant = firstGrant(save);
        if (!accounts.activate(save.operation(), save.member().person(), grant, until, change(save, "create-user"))) {
            return Outcome.refused(new InProgress(WAIT));
        }
        return Outcome.done(new Created(view(save, newAccount(save, until, grant), grant), password, until));
    }

    private Outcome<Saved> giveAgain(Save save) {
        var user = present(save);
        if (user.isEmpty()) {
            return Outcome.refused(NOT_FOUND);
        }
        var again = PasswordChange.reissue(save.operation(), save.login());
        return switch (passwords.claimAgain(again, clock.instant(), LEASE)) {
            case CLAIMED -> reissue(save, again, user.get());
            // The person chose a password, or somebody else gave a later one: this Save shows none any more.
            case CHANGED_MEANWHILE -> Outcome.done(new Granted(present(save).orElse(user.get())));
            case HELD_BY_ANOTHER -> Outcome.refused(new InProgress(WAIT));
            case NO_ACCOUNT -> Outcome.refused(NOT_FOUND);
            case DONE_BEFORE, ID_REUSED -> throw new IllegalStateException("The same key, another intention");
        };
    }

    private Outcome<Saved> reissue(Save save, PasswordChange again, UserView user) {
        var password = TemporaryPassword.generate(random);
        identities.setTemporaryPassword(save.login(), password);
        var until = clock.instant().plus(temporaryPasswordLife);
        return passwords.complete(
                        again, Optional.of(until), Optional.empty(), change(save, "reissue-password"), List.of())
                ? Outcome.done(new Created(present(save).orElse(user), password, until))
                : Outcome.refused(new InProgress(WAIT));
    }

    private Optional<UserView> present(Save save) {
        return accounts.find(save.login()).flatMap(account -> account.grant(save.institution().code(), save.year())
                .map(grant -> view(save, account, grant)));
    }

    private UserView view(Save save, Account account, Grant grant) {
        return UserView.of(
                grant,
                account,
                Optional.of(save.member()),
                Optional.ofNullable(locks.until(List.of(save.login()), clock.instant()).get(save.login())),
                save.caller(),
                save.by(),
                save.institution(),
                clock.instant());
    }

    private Grant firstGrant(Save save) {
        return new Grant(save.login(), save.institution().code(), save.role(), save.year(), clock.instant(), 1);
    }

    private static Account newAccount(Save save, Instant until, Grant grant) {
        var person = save.member().person();
        return new Account(
                save.login(), person.id(), person.name().full(), Account.Status.ACTIVE, Account.Password.first(until), Optional.empty(), List.of(grant));
    }

    private Change change(Save save, String action) {
        return Change.by(
                save.caller(),
                action,
                save.member().person().id(),
                save.institution().code(),
                clock.instant(),
                Map.of("role", save.role().name(), "year", save.year().toString()));
    }
}
