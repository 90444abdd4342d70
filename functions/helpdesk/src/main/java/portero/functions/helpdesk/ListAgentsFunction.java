package portero.functions.helpdesk;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.helpdesk.ListAgents;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** GET /api/tickets/{ticket}/agents: to whom a ticket can be given. */
public final class ListAgentsFunction extends CallerFunction {
    private final ListAgents listAgents = bean(ListAgents.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        return switch (listAgents.run(caller, request.ticket())) {
            case Done(var agents) -> Response.ok(object("items", agents.stream().map(TopicViews::agent).toList()));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
