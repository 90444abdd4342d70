package portero.domain.files;

import java.util.Optional;

/** The bytes of attached files: in quarantine as they were uploaded, clean as they were inspected. */
public interface AttachmentStore {
    /** What lies in quarantine, or the first {@code most} bytes of it; empty when nothing does. */
    Optional<byte[]> quarantined(AttachmentId id, int most);

    /** Keeps what was inspected, byte by byte. */
    void keep(Attachment attachment, byte[] content);

    /** Deletes what lies in quarantine; nothing happens when nothing does. */
    void release(AttachmentId id);

    /** Deletes everything, in quarantine and out of it. */
    void discard(AttachmentId id);
}
