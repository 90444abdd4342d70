package portero.functions.signin;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.schools.EmailAddress;
import portero.domain.signin.RegisterEmail;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** PUT /api/me/email: a person asks for an e-mail address to become their own. */
public final class RegisterEmailFunction extends CallerFunction {
    private final RegisterEmail registerEmail = bean(RegisterEmail.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var body = request.body();
        var address = body.parsed("email", 254, EmailAddress::parse);
        var password = body.password("password");
        body.check();
        return switch (registerEmail.run(caller, address.orElseThrow(), password, request.language())) {
            case Done(var pending) -> Response.accepted(
                    object("email", pending.address().value(), "expiresAt", pending.until()));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
