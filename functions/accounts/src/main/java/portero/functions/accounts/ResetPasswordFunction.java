package portero.functions.accounts;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.accounts.ResetPassword;
import portero.lambda.CallerFunction;
import portero.lambda.FieldCode;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/institutions/{institution}/users/{person}/password: a director gives somebody a new temporary password. */
public final class ResetPasswordFunction extends CallerFunction {
    private final ResetPassword resetPassword = bean(ResetPassword.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var body = request.body();
        if (!body.flag("documentSeen")) {
            body.note("documentSeen", FieldCode.MISSING);
        }
        var version = body.number("passwordVersion");
        var reason = body.optionalCode("reason", ResetPassword.Reason.class);
        var key = request.idempotencyKey(body);
        body.check();
        return switch (resetPassword.run(
                caller, request.institution(), request.person(), version, reason, key.orElseThrow())) {
            case Done(var reset) -> Response.ok(object(
                    "user", Views.user(reset.user()),
                    "credentials", Views.credentials(reset.user(), reset.password(), reset.validUntil())));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
