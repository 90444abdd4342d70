package portero.lambda;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portero.domain.Refusal;
import portero.domain.accounts.PasswordRefusal;

/** A refusal or fault as problem details (RFC 9457), with a stable code. */
public record Problem(ProblemCode code, List<FieldError> errors, Optional<Duration> retryAfter) {

    public Problem {
        errors = List.copyOf(errors);
    }

    public static Problem of(ProblemCode code) {
        return new Problem(code, List.of(), Optional.empty());
    }

    static Problem of(ProblemCode code, Duration retryAfter) {
        return new Problem(code, List.of(), Optional.of(retryAfter));
    }

    static Problem invalid(List<FieldError> errors) {
        return new Problem(ProblemCode.INVALID_FIELDS, errors, Optional.empty());
    }

    /** The problem that a refusal of the domain is to the caller. */
    public static Problem of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Reason reason -> of(code(reason));
            case Refusal.TooManyAttempts(Duration wait) -> of(ProblemCode.TOO_MANY_ATTEMPTS, wait);
            case Refusal.InProgress(Duration wait) -> of(ProblemCode.OPERATION_IN_PROGRESS, wait);
            case Refusal.UnknownValue(String field) -> invalid(List.of(new FieldError(field, FieldCode.UNKNOWN_VALUE)));
            case Refusal.WeakPassword(PasswordRefusal rule) -> invalid(List.of(new FieldError("newPassword", code(rule))));
            case Refusal.SamePassword() -> invalid(List.of(new FieldError("newPassword", FieldCode.PASSWORD_SAME)));
        };
    }

    private static ProblemCode code(Refusal.Reason reason) {
        return switch (reason) {
            case NOT_FOUND -> ProblemCode.NOT_FOUND;
            case NOT_ALLOWED -> ProblemCode.NOT_ALLOWED;
            case CANNOT_CHANGE_OWN_ACCESS -> ProblemCode.CANNOT_CHANGE_OWN_ACCESS;
            case ROLE_DOES_NOT_FIT -> ProblemCode.ROLE_DOES_NOT_FIT;
            case HAS_ANOTHER_ROLE -> ProblemCode.HAS_ANOTHER_ROLE;
            case CHANGED_MEANWHILE -> ProblemCode.CHANGED_MEANWHILE;
            case IDEMPOTENCY_KEY_REUSED -> ProblemCode.IDEMPOTENCY_KEY_REUSED;
            case ALREADY_REGISTERED -> ProblemCode.ALREADY_REGISTERED;
            case DOCUMENT_HAS_OTHER_NAMES -> ProblemCode.DOCUMENT_HAS_OTHER_NAMES;
            case CAPTCHA_FAILED -> ProblemCode.CAPTCHA_FAILED;
            case WRONG_CREDENTIALS -> ProblemCode.WRONG_CREDENTIALS;
            case TEMPORARY_PASSWORD_EXPIRED -> ProblemCode.TEMPORARY_PASSWORD_EXPIRED;
            case SESSION_ENDED -> ProblemCode.SESSION_ENDED;
            case HIGHER_ROLE_ELSEWHERE -> ProblemCode.HIGHER_ROLE_ELSEWHERE;
            case RECOVERABLE_BY_EMAIL -> ProblemCode.RECOVERABLE_BY_EMAIL;
            case NO_VERIFIED_EMAIL -> ProblemCode.NO_VERIFIED_EMAIL;
            case EMAIL_IS_VERIFIED -> ProblemCode.EMAIL_IS_VERIFIED;
            case EMAIL_UNDELIVERABLE -> ProblemCode.EMAIL_UNDELIVERABLE;
            case ACCOUNT_DISABLED -> ProblemCode.ACCOUNT_DISABLED;
            case CODE_FAILED -> ProblemCode.CODE_FAILED;
            case TICKET_CLOSED -> ProblemCode.TICKET_CLOSED;
            case REOPENING_OVER -> ProblemCode.REOPENING_OVER;
            case ATTACHMENT_NOT_USABLE -> ProblemCode.ATTACHMENT_NOT_USABLE;
            case ATTACHMENT_NOT_READY -> ProblemCode.ATTACHMENT_NOT_READY;
            case RESET_OFFER_OVER -> ProblemCode.RESET_OFFER_OVER;
            case RATING_FAILED -> ProblemCode.RATING_FAILED;
        };
    }

    private static FieldCode code(PasswordRefusal rule) {
        return switch (rule) {
            case TOO_SHORT -> FieldCode.PASSWORD_TOO_SHORT;
            case TOO_LONG -> FieldCode.PASSWORD_TOO_LONG;
            case COMMON -> FieldCode.PASSWORD_COMMON;
            case PERSONAL -> FieldCode.PASSWORD_PERSONAL;
            case REPEATED -> FieldCode.PASSWORD_REPEATED;
            case UNPRINTABLE -> FieldCode.PASSWORD_UNPRINTABLE;
        };
    }

    Response response(String requestId) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "urn:portero:problem:" + code.code());
        body.put("title", code.title());
        body.put("status", code.status());
        body.put("code", code.code());
        body.put("requestId", requestId);
        // A part of a second is still to be waited for.
        var seconds = retryAfter.map(wait -> Math.max(1, (wait.toMillis() + 999) / 1000));
        seconds.ifPresent(wait -> body.put("retryAfterSeconds", wait));
        if (!errors.isEmpty()) {
            body.put("errors", errors.stream()
                    .map(error -> Map.of("field", error.field(), "code", error.code().code()))
                    .toList());
        }
        var response = Response.of(code.status(), "application/problem+json", body);
        return seconds.map(wait -> response.with("retry-after", Long.toString(wait))).orElse(response);
    }
}
