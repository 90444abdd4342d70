package portero.functions.signin;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.signin.ConfirmEmail;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/me/email/confirmation: a person proves that an e-mail address is theirs. */
public final class ConfirmEmailFunction extends CallerFunction {
    private final ConfirmEmail confirmEmail = bean(ConfirmEmail.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var body = request.body();
        var code = body.secret("code", 32);
        body.check();
        return switch (confirmEmail.run(caller, code, request.language())) {
            case Done(var email) -> Response.ok(
                    object("email", email.address().value(), "emailStanding", email.standing()));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
