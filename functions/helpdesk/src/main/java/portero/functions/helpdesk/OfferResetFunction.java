package portero.functions.helpdesk;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.helpdesk.OfferReset;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/tickets/{ticket}/reset-offer: an agent answers and lets the requester give the affected person a password. */
public final class OfferResetFunction extends CallerFunction {
    private static final int LONGEST = 2000;

    private final OfferReset offerReset = bean(OfferReset.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var body = request.body();
        var text = body.prose("text", LONGEST);
        var version = body.number("version");
        var key = request.idempotencyKey(body);
        body.check();
        return switch (offerReset.run(caller, request.ticket(), text, version, key.orElseThrow())) {
            case Done(var view) -> Response.created(TicketViews.ticket(view));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
