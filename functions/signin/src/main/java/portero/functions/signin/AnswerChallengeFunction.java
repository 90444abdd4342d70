package portero.functions.signin;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.signin.AnswerChallenge;
import portero.lambda.HttpFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/session/challenge: a person replaces the temporary password by their own. */
public final class AnswerChallengeFunction extends HttpFunction {
    private final AnswerChallenge answerChallenge = bean(AnswerChallenge.class);

    @Override
    protected Response handle(Request request) {
        var body = request.body();
        var login = body.text("login", 32);
        var challenge = body.secret("challenge", 4096);
        var newPassword = body.password("newPassword");
        body.check();
        return switch (answerChallenge.run(login, challenge, newPassword, request.id())) {
            case Done(var signedIn) -> Session.start(signedIn);
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
