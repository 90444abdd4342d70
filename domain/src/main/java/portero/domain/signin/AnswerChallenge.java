package portero.domain.signin;

import static portero.domain.Refusal.Reason.SESSION_ENDED;

import java.time.InstantSource;
import portero.domain.Outcome;
import portero.domain.Refusal.WeakPassword;
import portero.domain.Secret;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Change;
import portero.domain.accounts.Login;
import portero.domain.accounts.PasswordPolicy;
import portero.domain.schools.Institutions;
import portero.domain.signin.SignIn.Entered;

/** A person replaces the temporary password by their own; a weak one is refused without spending the challenge. */
public final class AnswerChallenge {
    private final Authentication authentication;
    private final Accounts accounts;
    private final PasswordRules rules;
    private final InstantSource clock;

    public AnswerChallenge(
            Authentication authentication,
            Accounts accounts,
            Institutions institutions,
            PasswordPolicy policy,
            InstantSource clock) {
        this.authentication = authentication;
        this.accounts = accounts;
        this.rules = new PasswordRules(policy, institutions);
        this.clock = clock;
    }

    public Outcome<Entered.SignedIn> run(String typed, Secret challenge, Secret newPassword, String requestId) {
        // Before the password is set: one that is replaced from now on is not the one chosen here.
        var now = clock.instant();
        var login = Login.parse(typed);
        var account = login.flatMap(accounts::find);
        // Checked also for strangers, who must not learn from the order of refusals whether a user exists.
        var weakness = rules.check(newPassword, account);
        if (weakness.isPresent()) {
            return Outcome.refused(new WeakPassword(weakness.get()));
        }
        if (account.isEmpty()) {
            return Outcome.refused(SESSION_ENDED);
        }
        return switch (authentication.answer(login.get(), challenge, newPassword)) {
            case Authentication.Result.Tokens tokens -> {
                var person = account.get().person();
                accounts.passwordChosen(
                        login.get(),
                        Change.own(person, "choose-password", now, requestId));
                yield Outcome.done(new Entered.SignedIn(login.get(), tokens));
            }
            case Authentication.Result.NewPasswordRequired _,
                    Authentication.Result.Wrong _,
                    Authentication.Result.TemporaryPasswordExpired _,
                    Authentication.Result.Ended _ -> Outcome.refused(SESSION_ENDED);
        };
    }
}
