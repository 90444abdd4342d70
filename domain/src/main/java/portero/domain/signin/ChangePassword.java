package portero.domain.signin;

import static portero.domain.Refusal.Reason.SESSION_ENDED;
import static portero.domain.Refusal.Reason.WRONG_CREDENTIALS;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.Refusal.InProgress;
import portero.domain.Refusal.SamePassword;
import portero.domain.Refusal.TooManyAttempts;
import portero.domain.Refusal.WeakPassword;
import portero.domain.Secret;
import portero.domain.accounts.Account;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Change;
import portero.domain.accounts.CreateUser;
import portero.domain.accounts.Login;
import portero.domain.accounts.PasswordChange;
import portero.domain.accounts.PasswordChanges;
import portero.domain.accounts.PasswordPolicy;
import portero.domain.mail.Language;
import portero.domain.mail.Message;
import portero.domain.schools.Institutions;
import portero.domain.signin.SignIn.Entered;

/** A person changes their own password, which ends every other session of theirs. */
public final class ChangePassword {
    private static final Duration WAIT = Duration.ofSeconds(2);

    private final Authentication authentication;
    private final Attempts attempts;
    private final Accounts accounts;
    private final PasswordChanges passwords;
    private final PasswordRules rules;
    private final InstantSource clock;
    private final RandomGenerator random;

    public ChangePassword(
            Authentication authentication,
            Attempts attempts,
            Accounts accounts,
            PasswordChanges passwords,
            Institutions institutions,
            PasswordPolicy policy,
            InstantSource clock,
            RandomGenerator random) {
        this.authentication = authentication;
        this.attempts = attempts;
        this.accounts = accounts;
        this.passwords = passwords;
        this.rules = new PasswordRules(policy, institutions);
        this.clock = clock;
        this.random = random;
    }

    public Outcome<Entered.SignedIn> run(Caller caller, Secret current, Secret replacement, Language language) {
        var account = accounts.find(caller.login());
        var weakness = rules.check(replacement, account);
        if (weakness.isPresent()) {
            return Outcome.refused(new WeakPassword(weakness.get()));
        }
        if (replacement.equals(current)) {
            return Outcome.refused(new SamePassword());
        }
        // The same count as for signing in: an open session must not become a way round it.
        var tries = SignIn.tries(caller.login());
        var wait = attempts.begin(tries, clock.instant());
        if (wait.isPresent()) {
            return Outcome.refused(new TooManyAttempts(wait.get()));
        }
        if (!(authentication.signIn(caller.login(), current) instanceof Authentication.Result.Tokens)) {
            return Outcome.refused(WRONG_CREDENTIALS);
        }
        attempts.forget(tries);
        return account.map(known -> replace(caller, known, replacement, language))
                .orElseGet(() -> Outcome.refused(SESSION_ENDED));
    }

    private Outcome<Entered.SignedIn> replace(
            Caller caller, Account account, Secret replacement, Language language) {
        var change = PasswordChange.own(caller, account);
        return switch (passwords.claim(change, clock.instant(), CreateUser.LEASE)) {
            case CLAIMED -> {
                authentication.replacePassword(caller.login(), replacement);
                // After it, so that whoever got in by the password before is out, and before the new session begins.
                var now = clock.instant();
                var completed = passwords.complete(
                        change,
                        Optional.empty(),
                        Optional.empty(),
                        Change.own(caller.person(), "change-password", now, caller.requestId()),
                        List.of(Message.notice(
                                new Message.PasswordWasChanged(caller.person()), language, now, random)));
                yield completed ? enter(caller.login(), replacement) : Outcome.refused(SESSION_ENDED);
            }
            case HELD_BY_ANOTHER -> Outcome.refused(new InProgress(WAIT));
            // Somebody reset it at this very moment, which has ended the caller's session.
            case CHANGED_MEANWHILE, DONE_BEFORE, ID_REUSED, NO_ACCOUNT -> Outcome.refused(SESSION_ENDED);
        };
    }

    private Outcome<Entered.SignedIn> enter(Login login, Secret password) {
        return authentication.signIn(login, password) instanceof Authentication.Result.Tokens tokens
                ? Outcome.done(new Entered.SignedIn(login, tokens))
                : Outcome.refused(SESSION_ENDED);
    }
}
