package portero.functions.signin;

import java.util.Map;
import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.EmailAddress;
import portero.domain.signin.MyAccess;
import portero.lambda.CallerFunction;
import portero.lambda.InstitutionView;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** GET /api/me: who am I, and where may I do what. */
public final class MyAccessFunction extends CallerFunction {
    private final MyAccess myAccess = bean(MyAccess.class);
    private final int minimumLength = setting("minimum-password-length");

    @Override
    protected Response handle(Request request, Caller caller) {
        return switch (myAccess.run(caller)) {
            case Done(var mine) -> Response.ok(object(
                    "login", caller.login().value(),
                    "person", mine.person().id(),
                    "fullName", mine.person().name().full(),
                    "givenNames", mine.person().name().given(),
                    "schoolYear", mine.year().value(),
                    "minimumPasswordLength", minimumLength,
                    "email", mine.person().email().map(email -> email.address().value()),
                    "emailStanding", mine.person().email().map(ContactEmail::standing),
                    "pendingEmail", mine.pendingEmail().map(EmailAddress::value),
                    "grants", mine.places().stream().map(MyAccessFunction::view).toList()));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }

    private static Map<String, Object> view(MyAccess.Place place) {
        return object(
                "institution", InstitutionView.of(place.institution()),
                "role", place.grant().role(),
                "schoolYear", place.grant().year().value(),
                "until", place.grant().year().lastDay(),
                "maintainsUsers", place.grant().role().maintainsUsers());
    }
}
