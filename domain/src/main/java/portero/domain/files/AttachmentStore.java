package portero.domain.files;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import portero.domain.Secret;

/** The bytes of attached files: in quarantine as they were uploaded, clean as they were inspected. */
public interface AttachmentStore {
    /**
     * A link with which these very bytes can be put into quarantine once.
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

    /** What lies in quarantine, or the first {@code most} bytes of it; empty when nothing does. */
    Optional<byte[]> quarantined(AttachmentId id, long most);

    /** Keeps what was inspected, byte by byte. */
    void keep(Attachment attachment, byte[] content);

    /** Deletes what lies in quarantine; nothing happens when nothing does. */
    void release(AttachmentId id);

    /** Deletes everything, in quarantine and out of it. */
    void discard(AttachmentId id);
}
