package portero.functions.helpdesk;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.helpdesk.CountAvoided;
import portero.domain.schools.InstitutionCode;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/topics/{topic}/avoided: a suggested answer made a ticket unnecessary. */
public final class CountAvoidedFunction extends CallerFunction {
    private final CountAvoided countAvoided = bean(CountAvoided.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var body = request.body();
        var institution = body.parsed("institution", 16, InstitutionCode::parse);
        var key = request.idempotencyKey(body);
        body.check();
        return switch (countAvoided.run(caller, request.topic(), institution.orElseThrow(), key.orElseThrow())) {
            case Done(_) -> Response.noContent();
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
