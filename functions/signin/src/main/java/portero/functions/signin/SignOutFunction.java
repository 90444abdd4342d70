package portero.functions.signin;

import portero.domain.signin.SignOut;
import portero.lambda.HttpFunction;
import portero.lambda.Request;
import portero.lambda.Response;

/** DELETE /api/session: ends the session of the cookie. */
public final class SignOutFunction extends HttpFunction {
    private final SignOut signOut = bean(SignOut.class);

    @Override
    protected Response handle(Request request) {
        Session.of(request).ifPresent(session -> signOut.run(session.refresh()));
        return Session.end(Response.noContent());
    }
}
