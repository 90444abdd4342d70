package portero.domain.files;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import portero.domain.Page;
import portero.domain.helpdesk.Entry;

/** What is known of attached files; those who change it at once never undo each other's change. */
public interface Attachments {
    /** Takes note of a file that is about to be uploaded. */
    void expect(Attachment attachment);

    /** A file that is not about to be forgotten. */
    Optional<Attachment> find(AttachmentId id);

    /** Those of them that {@link #find} would find, in no order. */
    List<Attachment> findAll(Collection<AttachmentId> ids);

    /** An expected file was found clean and is kept; false if it is no longer expected. */
    boolean passed(AttachmentId id);

    /**
     * A file is refused; if it belongs to a ticket, that ticket's timeline says so.
     *
     * @param told what the timeline says
     * @return false if it may not become refused any more, or belongs to another ticket than {@code attachment} knows
     */
    boolean refuse(Attachment attachment, Rejection why, Entry told);

    /** An expected file that belongs to a ticket never arrived; false if it is no longer expected. */
    boolean missing(AttachmentId id);

    /** A scanner found no threat in it; nothing happens if it is not there. */
    void scanned(AttachmentId id);

    /** Files announced on a day in Lima that were neither forgotten nor {@link #settle settled}. */
    Page<AttachmentId> announcedOn(LocalDate day, Optional<String> cursor);

    /** A file that belongs to no ticket will belong to none any more and is found no more; false if it belongs to one. */
    boolean abandon(AttachmentId id);

    /** Forgets an abandoned file. */
    void forget(AttachmentId id);

    /** Nothing is left to be done about a file that belongs to a ticket. */
    void settle(AttachmentId id);
}
