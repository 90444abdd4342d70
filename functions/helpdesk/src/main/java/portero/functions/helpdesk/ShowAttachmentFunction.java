package portero.functions.helpdesk;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.files.ShowAttachment;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** GET /api/attachments/{attachment}: what became of a file that the caller announced and that belongs to no ticket yet. */
public final class ShowAttachmentFunction extends CallerFunction {
    private final ShowAttachment showAttachment = bean(ShowAttachment.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        return switch (showAttachment.run(caller, request.attachment())) {
            case Done(var attachment) -> Response.ok(FileViews.attachment(attachment));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
