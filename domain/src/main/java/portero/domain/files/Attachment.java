package portero.domain.files;

import java.time.Instant;
import java.util.Optional;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.schools.PersonId;

/**
 * A file that somebody announced, and what became of it.
 *
 * @param owner who announced it
 * @param rejection why it was refused, if it was
 * @param scanned whether a malware scanner looked at it and found no threat
 * @param ticket that it belongs to, once it was sent with one
 */
public record Attachment(
        AttachmentId id,
        PersonId owner,
        FileName name,
        int size,
        Sha256 sha256,
        Instant createdAt,
        State state,
        Optional<Rejection> rejection,
        boolean scanned,
        Optional<TicketNumber> ticket) {

    /** The largest file: 5 MiB. */
    public static final int LARGEST = 5 * 1024 * 1024;

    /** How far a file got. */
    public enum State {
        /** Not uploaded yet, or not inspected yet. */
        EXPECTED,
        /** It may be read. */
        CLEAN,
        REFUSED,
        /** It was sent with a ticket and never arrived. */
        MISSING;

        /** Whatever becomes of a file it becomes once; only a scanner may still condemn what was found clean. */
        public boolean mayBecome(State next) {
            return switch (this) {
                case EXPECTED -> next != EXPECTED;
                case CLEAN -> next == REFUSED;
                case REFUSED, MISSING -> false;
            };
        }
    }

    static Attachment expected(
            AttachmentId id, PersonId owner, FileName name, int size, Sha256 sha256, Instant createdAt) {
        return new Attachment(
                id, owner, name, size, sha256, createdAt, State.EXPECTED, Optional.empty(), false, Optional.empty());
    }

    /** What its name says that it is. */
    public FileType type() {
        return name.type();
    }
}
