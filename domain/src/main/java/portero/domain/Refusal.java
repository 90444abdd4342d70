package portero.domain;

import java.time.Duration;
import portero.domain.accounts.PasswordRefusal;

/** Why Portero does not do what somebody asked for. */
public sealed interface Refusal {
    /** Refusals that need no more words. */
    enum Reason implements Refusal {
        /** There is no such thing, or it is none of the caller's business: both look the same. */
        NOT_FOUND,
        /** The caller sees it, but may not do this to it. */
        NOT_ALLOWED,
        CANNOT_CHANGE_OWN_ACCESS,
        ROLE_DOES_NOT_FIT,
        HAS_ANOTHER_ROLE,
        CHANGED_MEANWHILE,
        IDEMPOTENCY_KEY_REUSED,
        ALREADY_REGISTERED,
        DOCUMENT_HAS_OTHER_NAMES,
        CAPTCHA_FAILED,
        /** Unknown user, wrong password or disabled account: strangers learn nothing more. */
        WRONG_CREDENTIALS,
        TEMPORARY_PASSWORD_EXPIRED,
        SESSION_ENDED
    }

    /** Wait so long, then try again. */
    record TooManyAttempts(Duration retryAfter) implements Refusal {}

    /** The same thing is being done by another request; ask again after {@code retryAfter}. */
    record InProgress(Duration retryAfter) implements Refusal {}

    /** The new password breaks a rule. */
    record WeakPassword(PasswordRefusal rule) implements Refusal {}

    /** The new password is the current one. */
    record SamePassword() implements Refusal {}
}
