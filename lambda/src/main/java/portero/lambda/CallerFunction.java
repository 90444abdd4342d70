package portero.lambda;

import portero.domain.accounts.Caller;
import portero.domain.accounts.Callers;
import portero.domain.accounts.Login;

/** A function behind a route that asks for an access token; who calls is looked up anew on every request. */
public abstract class CallerFunction extends HttpFunction {
    private final Callers callers = bean(Callers.class);

    protected abstract Response handle(Request request, Caller caller);

    @Override
    protected final Response handle(Request request) {
        return request.claim("username")
                .flatMap(Login::parse)
                .flatMap(login -> callers.find(login, request.sessionBegan(), request.id()))
                .map(caller -> handle(request, caller))
                .orElseGet(() -> refused(request, Problem.of(ProblemCode.SESSION_ENDED)));
    }
}
