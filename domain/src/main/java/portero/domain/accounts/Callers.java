package portero.domain.accounts;

import java.util.Optional;

/** Finds out who asks. */
public final class Callers {
    private final Accounts accounts;

    public Callers(Accounts accounts) {
        this.accounts = accounts;
    }

    /** The bearer of a verified access token, or nobody when the account is gone or not yet complete. */
    public Optional<Caller> find(Login login, String requestId) {
        return accounts.find(login)
                .filter(account -> account.status() == Account.Status.ACTIVE)
                .map(account -> new Caller(account.login(), account.person(), account.grants(), requestId));
    }
}
