package portero.functions.signin;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.signin.Captcha;
import portero.domain.signin.RecoverPassword;
import portero.lambda.HttpFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/recovery: somebody who lost the password asks for a code by mail. */
public final class RecoverPasswordFunction extends HttpFunction {
    private final RecoverPassword recoverPassword = bean(RecoverPassword.class);

    @Override
    protected Response handle(Request request) {
        var body = request.body();
        var login = body.text("login", 32);
        var captcha = body.object("captcha");
        var answer = new Captcha.Answer(captcha.text("id", 64), captcha.secret("answer", 4096));
        body.check();
        return switch (recoverPassword.run(login, answer, request.language(), request.address())) {
            case Done(var recovery) -> Response.accepted(object("recovery", recovery.value()));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
