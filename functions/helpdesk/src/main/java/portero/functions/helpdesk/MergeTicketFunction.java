package portero.functions.helpdesk;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.helpdesk.MergeTicket;
import portero.domain.helpdesk.TicketNumber;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/tickets/{ticket}/merge: an agent closes a ticket as a duplicate of another. */
public final class MergeTicketFunction extends CallerFunction {
    private final MergeTicket mergeTicket = bean(MergeTicket.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var body = request.body();
        var into = body.parsed("into", 32, TicketNumber::parse);
        var version = body.number("version");
        body.check();
        return switch (mergeTicket.run(caller, request.ticket(), into.orElseThrow(), version)) {
            case Done(var view) -> Response.ok(TicketViews.ticket(view));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
