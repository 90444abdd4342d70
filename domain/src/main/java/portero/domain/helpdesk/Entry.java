package portero.domain.helpdesk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import portero.domain.files.AttachmentId;
import portero.domain.schools.PersonId;

/**
 * A line of a ticket's timeline, which is its thread and its audit at once; never changed.
 *
 * @param attachments files that came with it, or that it tells of
 * @param change of the status, if it changed
 * @param assignee to whom the ticket was given; of {@link Kind#ASSIGNED}, empty where it went back to the queue
 * @param other the ticket that this one goes on in, or that goes on in this one
 */
public record Entry(
        String id,
        Instant at,
        Kind kind,
        Author by,
        Optional<String> text,
        List<AttachmentId> attachments,
        Optional<StatusChange> change,
        Optional<Participant> assignee,
        Optional<TicketNumber> other,
        String requestId) {

    /** What happened. */
    public enum Kind {
        SUBMITTED,
        REPLY,
        NOTE,
        QUESTION,
        SOLUTION,
        ASSIGNED,
        MERGED,
        REMINDED,
        CLOSED,
        REOPENED,
        RATED,
        RESET_OFFERED,
        RESET_TAKEN,
        ATTACHMENT_REFUSED;

        /** Whether the requester may read it, and a director of their school. */
        public boolean isForRequester() {
            return this != NOTE;
        }

        /** Whether somebody wrote it, perhaps with files. */
        boolean isMessage() {
            return switch (this) {
                case SUBMITTED, REPLY, NOTE, QUESTION, SOLUTION -> true;
                case ASSIGNED, MERGED, REMINDED, CLOSED, REOPENED, RATED, RESET_OFFERED, RESET_TAKEN, ATTACHMENT_REFUSED ->
                    false;
            };
        }
    }

    /** On which side somebody stood. */
    public enum Side {
        REQUESTER,
        AGENT,
        /** Portero itself. */
        SYSTEM
    }

    /** Who did it; Portero itself is nobody. */
    public record Author(Side side, Optional<Participant> who) {
        public static final Author SYSTEM = new Author(Side.SYSTEM, Optional.empty());

        public static Author requester(Participant who) {
            return new Author(Side.REQUESTER, Optional.of(who));
        }

        public static Author agent(Participant who) {
            return new Author(Side.AGENT, Optional.of(who));
        }
    }

    public record StatusChange(TicketStatus from, TicketStatus to) {}

    public Entry {
        attachments = List.copyOf(attachments);
    }

    /** A line that says just that it happened. */
    public static Entry of(Kind kind, Author by, Instant at, String requestId, RandomGenerator random) {
        return new Entry(
                PersonId.random(random).value(),
                at,
                kind,
                by,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                requestId);
    }

    public Entry saying(String words) {
        return new Entry(id, at, kind, by, Optional.of(words), attachments, change, assignee, other, requestId);
    }

    public Entry with(List<AttachmentId> files) {
        return new Entry(id, at, kind, by, text, files, change, assignee, other, requestId);
    }

    Entry naming(Optional<Participant> newAssignee) {
        return new Entry(id, at, kind, by, text, attachments, change, newAssignee, other, requestId);
    }

    Entry naming(TicketNumber otherTicket) {
        return new Entry(id, at, kind, by, text, attachments, change, assignee, Optional.of(otherTicket), requestId);
    }

    /** The same line, with what became of the ticket's status. */
    Entry changing(TicketStatus from, TicketStatus to) {
        return new Entry(
                id,
                at,
                kind,
                by,
                text,
                attachments,
                from == to ? Optional.empty() : Optional.of(new StatusChange(from, to)),
                assignee,
                other,
                requestId);
    }

    /** Files that become part of the ticket by it. */
    public List<AttachmentId> brought() {
        return kind.isMessage() ? attachments : List.of();
    }

    /** What people write is for the ticket's readers, not for logs. */
    @Override
    public String toString() {
        return "Entry[" + id + " " + kind + "]";
    }
}
