package portero.functions.helpdesk;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.helpdesk.ReopenTicket;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/tickets/{ticket}/reopening: the requester was not helped after all. */
public final class ReopenTicketFunction extends CallerFunction {
    private static final int LONGEST = 500;

    private final ReopenTicket reopenTicket = bean(ReopenTicket.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var body = request.body();
        var text = body.prose("text", LONGEST);
        var version = body.number("version");
        body.check();
        return switch (reopenTicket.run(caller, request.ticket(), text, version)) {
            case Done(var view) -> Response.ok(TicketViews.ticket(view));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
