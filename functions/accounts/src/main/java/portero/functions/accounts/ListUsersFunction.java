package portero.functions.accounts;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.accounts.ListUsers;
import portero.lambda.CallerFunction;
import portero.lambda.InstitutionView;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** GET /api/institutions/{institution}/users: who has access. */
public final class ListUsersFunction extends CallerFunction {
    private final ListUsers listUsers = bean(ListUsers.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        return switch (listUsers.run(caller, request.institution(), request.query("cursor"))) {
            case Done(var users) -> Response.ok(object(
                    "institution", InstitutionView.of(users.institution()),
                    "schoolYear", users.year().value(),
                    "items", users.page().items().stream().map(Views::user).toList(),
                    "next", users.page().next()));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
