package portero.functions.helpdesk;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.files.Attachment;
import portero.domain.files.FileName;
import portero.domain.files.PrepareAttachment;
import portero.domain.files.Sha256;
import portero.lambda.CallerFunction;
import portero.lambda.FieldCode;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/attachments: announces a file and gets a link to which it can be uploaded. */
public final class PrepareAttachmentFunction extends CallerFunction {
    private final PrepareAttachment prepareAttachment = bean(PrepareAttachment.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var body = request.body();
        var name = body.parsed("name", 255, FileName::parse);
        var size = body.number("size");
        if (size > Attachment.LARGEST) {
            body.note("size", FieldCode.TOO_LONG);
        } else if (size < 1) {
            body.note("size", FieldCode.MALFORMED);
        }
        var sha256 = body.parsed("sha256", 64, Sha256::parse);
        body.check();
        return switch (prepareAttachment.run(caller, name.orElseThrow(), (int) size, sha256.orElseThrow())) {
            case Done(var prepared) -> Response.created(object(
                    "attachment", FileViews.attachment(prepared.attachment()),
                    "upload", FileViews.upload(prepared.upload())));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
