package portero.functions.signin;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.signin.ConfirmRecovery;
import portero.lambda.HttpFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/recovery/confirmation: somebody chooses a new password with the mailed code. */
public final class ConfirmRecoveryFunction extends HttpFunction {
    private final ConfirmRecovery confirmRecovery = bean(ConfirmRecovery.class);

    @Override
    protected Response handle(Request request) {
        var body = request.body();
        var attempt = new ConfirmRecovery.Attempt(
                body.text("recovery", 32), body.text("login", 32), body.secret("code", 32), body.password("newPassword"));
        body.check();
        return switch (confirmRecovery.run(attempt, request.language(), request.address(), request.id())) {
            case Done<ConfirmRecovery.Recovered> _ -> Response.noContent();
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
