package portero.functions.helpdesk;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.files.ReadAttachment;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** GET /api/tickets/{ticket}/attachments/{attachment}: a link for a minute under which a clean file can be downloaded. */
public final class ReadAttachmentFunction extends CallerFunction {
    private final ReadAttachment readAttachment = bean(ReadAttachment.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        return switch (readAttachment.run(caller, request.ticket(), request.attachment())) {
            case Done(var download) -> Response.ok(FileViews.download(download));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
