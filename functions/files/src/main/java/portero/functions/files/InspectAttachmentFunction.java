package portero.functions.files;

import java.util.Map;
import portero.domain.files.InspectAttachment;
import portero.lambda.Codes;
import portero.lambda.EventFunction;
import portero.lambda.Tree;

/**
 * The bus: S3 tells that something was uploaded.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">EventBridge's events of S3</a>
 */
public final class InspectAttachmentFunction extends EventFunction {
    private final InspectAttachment inspectAttachment = bean(InspectAttachment.class);

    @Override
    protected Map<String, Object> handle(Map<String, Object> event, String requestId) {
        var key = new Tree(event).at("detail", "object", "key").requiredText();
        var result = Quarantine.attachment(key)
                .map(id -> Codes.of(inspectAttachment.run(id, requestId)))
                .orElse("other");
        report(requestId, Map.of(result, 1L));
        return Map.of("result", result);
    }
}
