package portero.functions.helpdesk;

import portero.domain.accounts.Caller;
import portero.domain.helpdesk.ListTopics;
import portero.lambda.CallerFunction;
import portero.lambda.Request;
import portero.lambda.Response;

/** GET /api/topics: what a ticket may be about. */
public final class ListTopicsFunction extends CallerFunction {
    private final ListTopics listTopics = bean(ListTopics.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        return Response.ok(object("items", listTopics.run(caller).stream().map(TopicViews::topic).toList()));
    }
}
