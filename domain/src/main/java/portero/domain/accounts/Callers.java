package portero.domain.accounts;

import java.time.Instant;
import java.util.Optional;

/** Finds out who asks. */
public final class Callers {
    private final Accounts accounts;

    public Callers(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * The bearer of a verified access token, or nobody when the account is gone or not yet complete, or when the session
     * has ended before its token did.
     *
     * @param sessionBegan when the bearer signed in
     */
    public Optional<Caller> find(Login login, Optional<Instant> sessionBegan, String requestId) {
        return accounts.find(login)
                .filter(account -> account.status() == Account.Status.ACTIVE)
                .filter(account -> !account.password().hasEnded(sessionBegan))
                .map(account -> new Caller(account.login(), account.person(), account.grants(), requestId));
    }
}
