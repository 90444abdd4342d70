package portero.domain.signin;

import static portero.domain.Refusal.Reason.SESSION_ENDED;
import static portero.domain.Refusal.Reason.WRONG_CREDENTIALS;

import java.time.InstantSource;
import portero.domain.Outcome;
import portero.domain.Refusal.SamePassword;
import portero.domain.Refusal.TooManyAttempts;
import portero.domain.Refusal.WeakPassword;
import portero.domain.Secret;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Change;
import portero.domain.accounts.PasswordPolicy;
import portero.domain.schools.Institutions;
import portero.domain.signin.SignIn.Entered;

/** A person changes their own password, which ends every other session of theirs. */
public final class ChangePassword {
    private final Authentication authentication;
    private final Attempts attempts;
    private final Accounts accounts;
    private final PasswordRules rules;
    private final InstantSource clock;

    public ChangePassword(
            Authentication authentication,
            Attempts attempts,
            Accounts accounts,
            Institutions institutions,
            PasswordPolicy policy,
            InstantSource clock) {
        this.authentication = authentication;
        this.attempts = attempts;
        this.accounts = accounts;
        this.rules = new PasswordRules(policy, institutions);
        this.clock = clock;
    }

    public Outcome<Entered.SignedIn> run(Caller caller, Secret current, Secret replacement) {
        var now = clock.instant();
        var weakness = rules.check(replacement, accounts.find(caller.login()));
        if (weakness.isPresent()) {
            return Outcome.refused(new WeakPassword(weakness.get()));
        }
        if (replacement.equals(current)) {
            return Outcome.refused(new SamePassword());
        }
        // The same count as for signing in: an open session must not become a way round it.
        var tries = SignIn.tries(caller.login());
        var wait = attempts.begin(tries, now);
        if (wait.isPresent()) {
            return Outcome.refused(new TooManyAttempts(wait.get()));
        }
        if (!(authentication.signIn(caller.login(), current) instanceof Authentication.Result.Tokens)) {
            return Outcome.refused(WRONG_CREDENTIALS);
        }
        attempts.forget(tries);
        authentication.replacePassword(caller.login(), replacement);
        accounts.passwordChosen(
                caller.login(),
                Change.own(caller.person(), "change-password", now, caller.requestId()));
        return authentication.signIn(caller.login(), replacement) instanceof Authentication.Result.Tokens tokens
                ? Outcome.done(new Entered.SignedIn(caller.login(), tokens))
                : Outcome.refused(SESSION_ENDED);
    }
}
