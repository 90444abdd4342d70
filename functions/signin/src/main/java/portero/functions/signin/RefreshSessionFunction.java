package portero.functions.signin;

import static portero.domain.Refusal.Reason.SESSION_ENDED;

import portero.domain.Outcome;
import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.signin.RefreshSession;
import portero.lambda.HttpFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/session/refresh: a new access token for the session of the cookie. */
public final class RefreshSessionFunction extends HttpFunction {
    private final RefreshSession refreshSession = bean(RefreshSession.class);

    @Override
    protected Response handle(Request request) {
        var outcome = Session.of(request)
                .map(session -> refreshSession.run(session.login(), session.refresh()))
                .orElseGet(() -> Outcome.refused(SESSION_ENDED));
        return switch (outcome) {
            case Done(var signedIn) -> Session.answer(signedIn);
            case Refused(var why) -> Session.end(refused(request, Problem.of(why)));
        };
    }
}
