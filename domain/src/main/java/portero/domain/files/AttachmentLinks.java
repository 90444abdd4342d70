package portero.domain.files;

import java.time.Instant;
import java.util.Map;
import portero.domain.Secret;

/** Links by which a browser uploads and downloads by itself; whoever has one may do what it says, so none is written down. */
public interface AttachmentLinks {
    /**
     * A link with which just these bytes can be put into quarantine.
     *
     * @param headers what must be sent with them
     */
    record Upload(Secret url, Map<String, String> headers, Instant expiresAt) {
        public Upload {
            headers = Map.copyOf(headers);
        }
    }

    /** A link that saves a clean file under its name. */
    record Download(Secret url, Instant expiresAt) {}

    Upload upload(Attachment attachment, Instant now);

    Download download(Attachment attachment, Instant now);
}
