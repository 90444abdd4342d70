package portero.functions.helpdesk;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.helpdesk.NotePresence;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** PUT /api/tickets/{ticket}/presence: an agent looks at a ticket or writes, and learns who else does. */
public final class NotePresenceFunction extends CallerFunction {
    private final NotePresence notePresence = bean(NotePresence.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var body = request.body();
        var writing = body.flag("writing");
        body.check();
        return switch (notePresence.run(caller, request.ticket(), writing)) {
            case Done(var others) -> Response.ok(object(
                    "others", others.present().stream().map(TopicViews::presence).toList(),
                    "version", others.version()));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
