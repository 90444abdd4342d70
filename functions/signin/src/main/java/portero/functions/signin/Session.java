package portero.functions.signin;

import static portero.lambda.Json.object;

import java.util.Optional;
import portero.domain.Secret;
import portero.domain.accounts.Login;
import portero.domain.signin.SignIn.Entered.SignedIn;
import portero.lambda.Request;
import portero.lambda.Response;

/**
 * The session as the browser holds it: the access token in the answer, for the page's memory; login and refresh token in a
 * cookie that no script reads, no other site sends and no subdomain sets.
 */
record Session(Login login, Secret refresh) {
    private static final String NAME = "__Host-portero";
    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=";
    private static final int TWELVE_HOURS = 12 * 60 * 60;

    static Optional<Session> of(Request request) {
        return request.cookie(NAME).flatMap(value -> {
            var dot = value.indexOf('.');
            return dot < 0
                    ? Optional.empty()
                    : Login.parse(value.substring(0, dot)).map(login -> new Session(login, new Secret(value.substring(dot + 1))));
        });
    }

    static Response start(SignedIn signedIn) {
        var tokens = signedIn.tokens();
        return answer(signedIn)
                .withCookie(NAME + "=" + signedIn.login().value() + "." + tokens.refresh().value() + ATTRIBUTES + TWELVE_HOURS);
    }

    /** A new access token; the cookie stays as it is, so that two tabs may refresh at once. */
    static Response answer(SignedIn signedIn) {
        return Response.ok(object(
                "outcome", "signed-in",
                "accessToken", signedIn.tokens().access().value(),
                "expiresInSeconds", signedIn.tokens().life().toSeconds()));
    }

    static Response end(Response response) {
        return response.withCookie(NAME + "=" + ATTRIBUTES + 0);
    }
}
