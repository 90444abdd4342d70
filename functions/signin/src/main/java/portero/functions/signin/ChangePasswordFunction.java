package portero.functions.signin;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.signin.ChangePassword;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/me/password: a person changes their own password. */
public final class ChangePasswordFunction extends CallerFunction {
    private final ChangePassword changePassword = bean(ChangePassword.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var body = request.body();
        var current = body.password("currentPassword");
        var replacement = body.password("newPassword");
        body.check();
        return switch (changePassword.run(caller, current, replacement, request.language())) {
            case Done(var signedIn) -> Session.start(signedIn);
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
