package portero.functions.helpdesk;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.files.AttachmentId;
import portero.domain.helpdesk.ReplyToTicket;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/tickets/{ticket}/messages: the requester's reply, or an agent's reply, note, question or solution. */
public final class ReplyToTicketFunction extends CallerFunction {
    private static final int LONGEST = 2000;

    private final ReplyToTicket replyToTicket = bean(ReplyToTicket.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var body = request.body();
        var kind = body.code("kind", ReplyToTicket.Kind.class);
        var text = body.prose("text", LONGEST);
        var attachments = body.list("attachments", SubmitTicketFunction.MOST_ATTACHMENTS, AttachmentId::parse);
        var version = body.number("version");
        var key = request.idempotencyKey(body);
        body.check();
        var writing = new ReplyToTicket.Writing(kind.orElseThrow(), text, attachments, version);
        return switch (replyToTicket.run(caller, request.ticket(), writing, key.orElseThrow())) {
            case Done(var view) -> Response.created(TicketViews.ticket(view));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
