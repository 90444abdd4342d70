package portero.functions.helpdesk;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.helpdesk.ShowAffectedPerson;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** GET /api/tickets/{ticket}/person: the account of the person whom a ticket concerns, for agents. */
public final class ShowAffectedPersonFunction extends CallerFunction {
    private final ShowAffectedPerson showAffectedPerson = bean(ShowAffectedPerson.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        return switch (showAffectedPerson.run(caller, request.ticket())) {
            case Done(var affected) -> Response.ok(TopicViews.affected(affected));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
