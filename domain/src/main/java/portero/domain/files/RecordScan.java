package portero.domain.files;

import portero.domain.files.InspectAttachment.Result;

/**
 * Takes note of what a malware scanner found in a file in quarantine, and goes on from there as the inspection does; the two
 * may come in either order, and twice.
 */
public final class RecordScan {
    private final Attachments attachments;
    private final InspectAttachment inspect;

    public RecordScan(Attachments attachments, InspectAttachment inspect) {
        this.attachments = attachments;
        this.inspect = inspect;
    }

    /** What the scanner tells. */
    public enum Finding {
        NO_THREATS,
        THREATS,
        /** The scanner cannot look into such a file, now or ever. */
        UNSUPPORTED
    }

    public Result run(AttachmentId id, Finding finding, String requestId) {
        return switch (finding) {
            case NO_THREATS -> {
                attachments.scanned(id);
                yield inspect.run(id, requestId);
            }
            case THREATS -> inspect.condemn(id, Rejection.MALWARE, requestId);
            case UNSUPPORTED -> inspect.condemn(id, Rejection.UNREADABLE, requestId);
        };
    }
}
