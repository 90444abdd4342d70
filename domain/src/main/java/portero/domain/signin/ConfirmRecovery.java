package portero.domain.signin;

import static portero.domain.Refusal.Reason.CODE_FAILED;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.Refusal.InProgress;
import portero.domain.Refusal.TooManyAttempts;
import portero.domain.Refusal.WeakPassword;
import portero.domain.Secret;
import portero.domain.accounts.Account;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Change;
import portero.domain.accounts.CreateUser;
import portero.domain.accounts.Login;
import portero.domain.accounts.PasswordChange;
import portero.domain.accounts.PasswordChanges;
import portero.domain.accounts.PasswordPolicy;
import portero.domain.mail.CodeHashes;
import portero.domain.mail.Language;
import portero.domain.mail.MailedCode;
import portero.domain.mail.Message;
import portero.domain.mail.Recoveries;
import portero.domain.mail.RecoveryId;
import portero.domain.schools.Institutions;
import portero.domain.schools.Person;
import portero.domain.schools.Personnel;

/**
 * Somebody chooses a new password with the mailed code (A9), which ends all sessions and starts none. Until the code is
 * right, nobody learns more than that it is not, nor from the time it takes; a weak password does not spend it.
 */
public final class ConfirmRecovery {
    // A whole school may stand behind one address; those whose code is right are not counted.
    private static final Attempts.Limit PER_ADDRESS =
            new Attempts.Limit(20, Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofHours(1));

    private static final Duration WAIT = Duration.ofSeconds(2);

    private final Recoveries recoveries;
    private final CodeHashes hashes;
    private final Accounts accounts;
    private final Personnel personnel;
    private final PasswordChanges passwords;
    private final Authentication authentication;
    private final Attempts attempts;
    private final PasswordRules rules;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final String decoy;

    public ConfirmRecovery(
            Recoveries recoveries,
            CodeHashes hashes,
            Accounts accounts,
            Personnel personnel,
            Institutions institutions,
            PasswordChanges passwords,
            Authentication authentication,
            Attempts attempts,
            PasswordPolicy policy,
            InstantSource clock,
            RandomGenerator random) {
        this.recoveries = recoveries;
        this.hashes = hashes;
        this.accounts = accounts;
        this.personnel = personnel;
        this.passwords = passwords;
        this.authentication = authentication;
        this.attempts = attempts;
        this.rules = new PasswordRules(policy, institutions);
        this.clock = clock;
        this.random = random;
        this.decoy = hashes.of(new Secret(""));
    }

    /**
     * What somebody sends.
     *
     * @param recovery as {@link RecoverPassword} answered it, or as it stands in the mail's link
     * @param login what stands in the user field, however it was written
     */
    public record Attempt(String recovery, String login, Secret code, Secret newPassword) {}

    /** The password is the new one. */
    public record Recovered() {}

    private record Proven(RecoveryId id, Recoveries.Issued issued, Account account) {}

    public Outcome<Recovered> run(Attempt attempt, Language language, String address, String requestId) {
        var byAddress = new Attempts.Subject("recovery-code-address", address, PER_ADDRESS);
        var wait = attempts.begin(byAddress, clock.instant());
        if (wait.isPresent()) {
            return Outcome.refused(new TooManyAttempts(wait.get()));
        }
        var proven = prove(attempt);
        if (proven.isEmpty()) {
            return Outcome.refused(CODE_FAILED);
        }
        recoveries.forgiveTry(proven.get().id());
        attempts.forgive(byAddress);
        var weakness = rules.check(attempt.newPassword(), Optional.of(proven.get().account()));
        if (weakness.isPresent()) {
            return Outcome.refused(new WeakPassword(weakness.get()));
        }
        return replace(proven.get(), attempt.newPassword(), language, requestId);
    }

    private Optional<Proven> prove(Attempt attempt) {
        var id = RecoveryId.parse(attempt.recovery());
        var issued = id.flatMap(known -> recoveries.tryCode(known, clock.instant()));
        // Looked at even where there is no code, since looking takes long enough to be noticed.
        var right = hashes.matches(
                issued.map(Recoveries.Issued::codeHash).orElse(decoy), MailedCode.typed(attempt.code()));
        return issued.filter(_ -> right)
                .filter(known -> Login.parse(attempt.login()).filter(known.login()::equals).isPresent())
                .flatMap(known -> accounts.find(known.login())
                        .filter(account -> mayStillUse(account, known))
                        .map(account -> new Proven(id.orElseThrow(), known, account)));
    }

    /** Much may have happened since the mail left: another password, another address, mail that came back. */
    private boolean mayStillUse(Account account, Recoveries.Issued issued) {
        return account.status() == Account.Status.ACTIVE
                && account.password().version() == issued.passwordVersion()
                && personnel.find(account.person())
                        .flatMap(Person::email)
                        .filter(email -> email.address().equals(issued.address()))
                        .filter(email -> switch (email.standing()) {
                            case VERIFIED -> true;
                            case UNVERIFIED -> account.isUntouched();
                            case BOUNCING -> false;
                        })
                        .isPresent();
    }

    private Outcome<Recovered> replace(Proven proven, Secret newPassword, Language language, String requestId) {
        var account = proven.account();
        var change = PasswordChange.recovery(proven.id(), account, proven.issued().passwordVersion());
        return switch (passwords.claim(change, clock.instant(), CreateUser.LEASE)) {
            case CLAIMED -> {
                authentication.replacePassword(account.login(), newPassword);
                var now = clock.instant();
                var changed = new Message.PasswordWasChanged(account.person());
                var completed = passwords.complete(
                        change,
                        Optional.empty(),
                        Optional.of(proven.issued().address()),
                        Change.own(account.person(), "recover-password", now, requestId),
                        List.of(Message.notice(changed, language, now, random)));
                if (!completed) {
                    yield Outcome.refused(new InProgress(WAIT));
                }
                recoveries.use(proven.id(), now);
                attempts.forget(SignIn.tries(account.login()));
                attempts.forget(RecoverPassword.requests(account.login()));
                yield Outcome.done(new Recovered());
            }
            case HELD_BY_ANOTHER -> Outcome.refused(new InProgress(WAIT));
            case DONE_BEFORE, CHANGED_MEANWHILE, ID_REUSED, NO_ACCOUNT -> Outcome.refused(CODE_FAILED);
        };
    }
}
