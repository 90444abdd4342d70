package portero.functions.signin;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.signin.Captcha;
import portero.domain.signin.SignIn;
import portero.domain.signin.SignIn.Entered;
import portero.lambda.HttpFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/session: user, password and verification code. */
public final class SignInFunction extends HttpFunction {
    private final SignIn signIn = bean(SignIn.class);
    private final int minimumLength = setting("minimum-password-length");

    @Override
    protected Response handle(Request request) {
        var body = request.body();
        var login = body.text("login", 32);
        var password = body.password("password");
        var captcha = body.object("captcha");
        var answer = new Captcha.Answer(captcha.text("id", 64), captcha.secret("answer", 4096));
        body.check();
        return switch (signIn.run(login, password, answer, request.address())) {
            case Done(Entered.SignedIn signedIn) -> Session.start(signedIn);
            case Done(Entered.MustChoosePassword(var challenge)) -> Response.ok(object(
                    "outcome", "new-password-required",
                    "challenge", challenge.value(),
                    "minimumLength", minimumLength));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
