package portero.functions.accounts;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.accounts.CreateUser;
import portero.domain.accounts.Role;
import portero.domain.schools.PersonId;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/institutions/{institution}/users: a director gives one of the school's people access. */
public final class CreateUserFunction extends CallerFunction {
    private final CreateUser createUser = bean(CreateUser.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var body = request.body();
        var person = body.parsed("person", 32, PersonId::parse);
        var role = body.code("role", Role.class);
        var key = request.idempotencyKey(body);
        body.check();
        return switch (createUser.run(
                caller, request.institution(), person.orElseThrow(), role.orElseThrow(), key.orElseThrow())) {
            case Done(var saved) -> answer(saved);
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }

    private static Response answer(CreateUser.Saved saved) {
        return switch (saved) {
            case CreateUser.Created(var user, var password, var until) -> Response.created(object(
                    "outcome", "created",
                    "user", Views.user(user),
                    "credentials", Views.credentials(user, password, until)));
            case CreateUser.Granted(var user) -> Response.created(object("outcome", "granted", "user", Views.user(user)));
            case CreateUser.Unchanged(var user) -> Response.ok(object("outcome", "unchanged", "user", Views.user(user)));
        };
    }
}
