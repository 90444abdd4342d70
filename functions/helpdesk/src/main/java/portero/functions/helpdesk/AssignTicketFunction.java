package portero.functions.helpdesk;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.helpdesk.AssignTicket;
import portero.domain.schools.PersonId;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** PUT /api/tickets/{ticket}/assignee: an agent takes a ticket, gives it to another or back to the queue. */
public final class AssignTicketFunction extends CallerFunction {
    private final AssignTicket assignTicket = bean(AssignTicket.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var body = request.body();
        var assignee = body.optionalParsed("assignee", 32, PersonId::parse);
        var version = body.number("version");
        body.check();
        return switch (assignTicket.run(caller, request.ticket(), assignee, version)) {
            case Done(var view) -> Response.ok(TicketViews.ticket(view));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
