package portero.functions.helpdesk;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.helpdesk.ListTickets;
import portero.domain.schools.InstitutionCode;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** GET /api/tickets: the caller's tickets, or those of a school, for its director. */
public final class ListTicketsFunction extends CallerFunction {
    private final ListTickets listTickets = bean(ListTickets.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var queries = request.queries();
        var school = queries.optionalParsed("institution", 16, InstitutionCode::parse);
        queries.check();
        return switch (listTickets.run(caller, school, request.query("cursor"))) {
            case Done(var page) -> Response.ok(object(
                    "items", page.items().stream().map(TicketViews::summary).toList(), "next", page.next()));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
