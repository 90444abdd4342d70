package portero.functions.helpdesk;

import static portero.lambda.Json.object;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.helpdesk.TakeReset;
import portero.lambda.CallerFunction;
import portero.lambda.FieldCode;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/tickets/{ticket}/credentials: the requester takes an agent's offer; the password stands in the answer, once. */
public final class TakeResetFunction extends CallerFunction {
    private final TakeReset takeReset = bean(TakeReset.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var body = request.body();
        if (!body.flag("documentSeen")) {
            body.note("documentSeen", FieldCode.MISSING);
        }
        var key = request.idempotencyKey(body);
        body.check();
        return switch (takeReset.run(caller, request.ticket(), key.orElseThrow())) {
            case Done(var taken) -> Response.ok(object(
                    "ticket", TicketViews.ticket(taken.ticket()),
                    "credentials", object(
                            "login", taken.login().value(),
                            "password", taken.password().value(),
                            "validUntil", taken.validUntil())));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
