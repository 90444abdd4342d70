package portero.functions.accounts;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.AssignRole;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Role;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** PUT /api/institutions/{institution}/users/{person}/role: changes a person's role. */
public final class AssignRoleFunction extends CallerFunction {
    private final AssignRole assignRole = bean(AssignRole.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var body = request.body();
        var role = body.code("role", Role.class);
        var version = body.number("version");
        body.check();
        return switch (assignRole.run(caller, request.institution(), request.person(), role.orElseThrow(), version)) {
            case Done(var user) -> Response.ok(Views.user(user));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
