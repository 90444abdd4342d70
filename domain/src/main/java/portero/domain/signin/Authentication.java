package portero.domain.signin;

import java.time.Duration;
import portero.domain.Secret;
import portero.domain.accounts.Login;

/** Verifies passwords and keeps sessions. */
public interface Authentication {
    /** What a password opened. */
    sealed interface Result {
        /** A session: {@code refresh} outlives {@code access}, which lives for {@code life}. */
        record Tokens(Secret access, Secret refresh, Duration life) implements Result {}

        /** The password was a temporary one; {@code challenge} is single use. */
        record NewPasswordRequired(Secret challenge) implements Result {}

        /** Unknown user, wrong password or disabled identity. */
        record Wrong() implements Result {}

        /** The right temporary password, too late. */
        record TemporaryPasswordExpired() implements Result {}

        /** The challenge or refresh token is spent, revoked or expired. */
        record Ended() implements Result {}
    }

    Result signIn(Login login, Secret password);

    Result answer(Login login, Secret challenge, Secret newPassword);

    /** New tokens for a session; the refresh token stays as it is. */
    Result refresh(Login login, Secret refresh);

    /** Ends one session; harmless when it has ended. */
    void revoke(Secret refresh);

    /** Sets a password of the person's own and ends all their sessions. */
    void replacePassword(Login login, Secret password);
}
