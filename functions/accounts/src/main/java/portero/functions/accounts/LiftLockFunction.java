package portero.functions.accounts;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.accounts.LiftLock;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** DELETE /api/institutions/{institution}/users/{person}/lock: lets somebody sign in again whom wrong passwords keep waiting. */
public final class LiftLockFunction extends CallerFunction {
    private final LiftLock liftLock = bean(LiftLock.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        return switch (liftLock.run(caller, request.institution(), request.person())) {
            case Done(var _) -> Response.noContent();
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
