package portero.functions.accounts;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.accounts.SendRecoveryMail;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/institutions/{institution}/users/{person}/recovery-mail: a director has a recovery mail sent to somebody. */
public final class SendRecoveryMailFunction extends CallerFunction {
    private final SendRecoveryMail sendRecoveryMail = bean(SendRecoveryMail.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        return switch (sendRecoveryMail.run(caller, request.institution(), request.person())) {
            case Done(var _) -> Response.accepted();
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
