package portero.domain.signin;

import static portero.domain.Refusal.Reason.SESSION_ENDED;

import portero.domain.Outcome;
import portero.domain.Secret;
import portero.domain.accounts.Login;
import portero.domain.signin.SignIn.Entered;

/** A new access token for a session that goes on. */
public final class RefreshSession {
    private final Authentication authentication;

    public RefreshSession(Authentication authentication) {
        this.authentication = authentication;
    }

    public Outcome<Entered.SignedIn> run(Login login, Secret refresh) {
        return switch (authentication.refresh(login, refresh)) {
            case Authentication.Result.Tokens tokens -> Outcome.done(new Entered.SignedIn(login, tokens));
            case Authentication.Result.NewPasswordRequired _,
                    Authentication.Result.Wrong _,
                    Authentication.Result.TemporaryPasswordExpired _,
                    Authentication.Result.Ended _ -> Outcome.refused(SESSION_ENDED);
        };
    }
}
