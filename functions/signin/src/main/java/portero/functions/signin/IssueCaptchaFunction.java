package portero.functions.signin;

import java.util.Base64;
import java.util.Map;
import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.signin.Captcha;
import portero.domain.signin.IssueCaptcha;
import portero.lambda.HttpFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/captcha: a verification code, as proof of work or to be seen and heard. */
public final class IssueCaptchaFunction extends HttpFunction {
    private final IssueCaptcha issueCaptcha = bean(IssueCaptcha.class);

    @Override
    protected Response handle(Request request) {
        var body = request.body();
        var action = body.code("action", Captcha.Action.class);
        var kind = body.code("kind", Captcha.Kind.class);
        var sound = body.flag("sound");
        body.check();
        return switch (issueCaptcha.run(kind.orElseThrow(), sound, action.orElseThrow(), request.address())) {
            case Done(var captcha) -> Response.ok(view(captcha));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }

    private static Map<String, Object> view(Captcha captcha) {
        return switch (captcha) {
            case Captcha.ProofOfWork(var id, var expiresAt, var challenge) -> object(
                    "kind", Captcha.Kind.PROOF_OF_WORK, "id", id, "expiresAt", expiresAt, "challenge", challenge);
            case Captcha.VisibleCode(var id, var expiresAt, var picture, var sound) -> object(
                    "kind", Captcha.Kind.VISIBLE_CODE,
                    "id", id,
                    "expiresAt", expiresAt,
                    "picture", picture,
                    "sound", sound.map(wave -> Base64.getEncoder().encodeToString(wave)));
        };
    }
}
