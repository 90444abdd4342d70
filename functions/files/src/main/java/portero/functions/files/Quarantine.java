package portero.functions.files;

import java.util.Optional;
import portero.domain.files.AttachmentId;

/** The folder of the bucket into which files are uploaded, as events name it. */
final class Quarantine {
    private static final String FOLDER = "quarantine/";

    private Quarantine() {}

    /** The attachment that an object is; empty for what Portero's links did not put there. */
    static Optional<AttachmentId> attachment(String key) {
        return key.startsWith(FOLDER) ? AttachmentId.parse(key.substring(FOLDER.length())) : Optional.empty();
    }
}
