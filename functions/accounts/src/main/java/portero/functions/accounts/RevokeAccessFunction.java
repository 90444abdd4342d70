package portero.functions.accounts;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.accounts.RevokeAccess;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** DELETE /api/institutions/{institution}/users/{person}: takes a person's access to the institution away. */
public final class RevokeAccessFunction extends CallerFunction {
    private final RevokeAccess revokeAccess = bean(RevokeAccess.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        return switch (revokeAccess.run(caller, request.institution(), request.person())) {
            case Done(var _) -> Response.noContent();
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
