package portero.functions.helpdesk;

import static portero.lambda.Json.object;

import java.util.Map;
import portero.domain.files.Attachment;
import portero.domain.files.AttachmentLinks.Download;
import portero.domain.files.AttachmentLinks.Upload;

/** How attachments are shown; {@code openapi.yaml} has the same shapes. */
final class FileViews {
    private FileViews() {}

    /** Schema {@code Attachment}. */
    static Map<String, Object> attachment(Attachment attachment) {
        return object(
                "attachment", attachment.id(),
                "name", attachment.name().value(),
                "size", attachment.size(),
                "state", attachment.state(),
                "reason", attachment.rejection());
    }

    static Map<String, Object> upload(Upload upload) {
        return object("url", upload.url().value(), "headers", upload.headers(), "expiresAt", upload.expiresAt());
    }

    /** Schema {@code Download}. */
    static Map<String, Object> download(Download download) {
        return object("url", download.url().value(), "expiresAt", download.expiresAt());
    }
}
