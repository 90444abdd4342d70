package portero.lambda;

/** Every reason for which a request is not answered as asked; the code is stable, {@code openapi.yaml} lists the same. */
public enum ProblemCode {
    MALFORMED_BODY(400, "The body is not a JSON object."),
    INVALID_FIELDS(400, "Some fields are missing or malformed; see errors."),
    TOO_LARGE(413, "The body is larger than this operation takes."),
    CAPTCHA_FAILED(403, "The verification code was wrong, used, expired or made for something else; ask for a new one."),
    WRONG_CREDENTIALS(401, "User and password do not match."),
    TEMPORARY_PASSWORD_EXPIRED(401, "The temporary password has expired; a director can give a new one."),
    SESSION_ENDED(401, "The session has ended; sign in again."),
    NOT_ALLOWED(403, "The caller's role does not allow this."),
    HIGHER_ROLE_ELSEWHERE(403, "The person holds a role elsewhere that is not below the caller's; ask the office above."),
    CANNOT_CHANGE_OWN_ACCESS(403, "Nobody changes their own access; ask the office above."),
    NOT_FOUND(404, "There is nothing here that the caller may see."),
    ALREADY_REGISTERED(409, "The person is in this institution's personnel already."),
    DOCUMENT_HAS_OTHER_NAMES(409, "This document is registered with other names; check both."),
    ROLE_DOES_NOT_FIT(409, "The role does not fit the person's position or the institution."),
    HAS_ANOTHER_ROLE(409, "The person holds another role here; change that one."),
    CHANGED_MEANWHILE(409, "Somebody else changed this in the meantime; look at it again."),
    OPERATION_IN_PROGRESS(409, "The same thing is being done right now; ask again with the same key."),
    IDEMPOTENCY_KEY_REUSED(422, "This Idempotency-Key was used for something else; make a new one."),
    RECOVERABLE_BY_EMAIL(409, "The person can recover the password by e-mail; give a reason to reset it all the same."),
    NO_VERIFIED_EMAIL(409, "The person has no verified e-mail address; reset the password instead."),
    EMAIL_IS_VERIFIED(409, "The person verified this address; only they change it."),
    EMAIL_UNDELIVERABLE(409, "Mail to this address came back for good; use another."),
    ACCOUNT_DISABLED(409, "The identity was disabled in the identity service; ask the help desk."),
    CODE_FAILED(403, "The mailed code is wrong, used or expired; ask for a new one."),
    TICKET_CLOSED(409, "The ticket has come to its end; reopen it first."),
    REOPENING_OVER(409, "The ticket can no longer be reopened; file a new one."),
    ATTACHMENT_NOT_USABLE(409, "One of the files was refused, is another's or belongs to a ticket already; leave it out."),
    ATTACHMENT_NOT_READY(409, "The file has not been found clean; only clean files can be downloaded."),
    RESET_OFFER_OVER(409, "There is no offer of a new password, or it was taken, or its days are over; ask again."),
    RATING_FAILED(403, "The link is wrong, used or expired."),
    TOO_MANY_ATTEMPTS(429, "Too many tries; wait before the next."),
    INTERNAL(500, "Something failed on our side; it was logged under requestId."),
    UNAVAILABLE(503, "Something behind the service is busy; try again.");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String code() {
        return Codes.of(this);
    }
}
