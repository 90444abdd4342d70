package portero.functions.helpdesk;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.helpdesk.ShowTicket;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** GET /api/tickets/{ticket}: a ticket with its timeline. */
public final class ShowTicketFunction extends CallerFunction {
    private final ShowTicket showTicket = bean(ShowTicket.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        return switch (showTicket.run(caller, request.ticket())) {
            case Done(var view) -> Response.ok(TicketViews.ticket(view));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
