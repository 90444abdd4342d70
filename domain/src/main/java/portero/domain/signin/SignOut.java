package portero.domain.signin;

import portero.domain.Secret;

/** Ends one session. */
public final class SignOut {
    private final Authentication authentication;

    public SignOut(Authentication authentication) {
        this.authentication = authentication;
    }

    public void run(Secret refresh) {
        authentication.revoke(refresh);
    }
}
