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
        SESSION_ENDED,
        /** The person holds a role elsewhere that is not below the caller's. */
        HIGHER_ROLE_ELSEWHERE,
        /** The person can recover the password by e-mail; a reset needs a reason. */
        RECOVERABLE_BY_EMAIL,
        NO_VERIFIED_EMAIL,
        EMAIL_IS_VERIFIED,
        /** Mail to that address came back for good. */
        EMAIL_UNDELIVERABLE,
        /** An operator disabled the identity in the identity service itself. */
        ACCOUNT_DISABLED,
        /** The mailed code is wrong, used or expired, or there never was one: all look the same. */
        CODE_FAILED,
        /** The ticket has come to its end; reopen it first. */
        TICKET_CLOSED,
        /** The days are over in which a ticket can be reopened, or it went on in another. */
        REOPENING_OVER,
        /** The file is not the caller's, was refused, or belongs to another ticket. */
        ATTACHMENT_NOT_USABLE,
        /** The file has not been found clean, yet or ever. */
        ATTACHMENT_NOT_READY,
        /** There is no offer, or it was taken, or its days are over. */
        RESET_OFFER_OVER,
        /** The link is wrong, used or expired: all look the same. */
        RATING_FAILED
    }

    /** Wait so long, then try again. */
    record TooManyAttempts(Duration retryAfter) implements Refusal {}

    /** The same thing is being done by another request; ask again after {@code retryAfter}. */
    record InProgress(Duration retryAfter) implements Refusal {}

    /** A field of the request names something that there is not, or not for this. */
    record UnknownValue(String field) implements Refusal {}

    /** The new password breaks a rule. */
    record WeakPassword(PasswordRefusal rule) implements Refusal {}

    /** The new password is the current one. */
    record SamePassword() implements Refusal {}
}
