package portero.domain.files;

import portero.domain.accounts.Caller;

/** Who may read what was sent with a ticket. */
public interface AttachmentAccess {
    /** Whether the caller sees the ticket that the attachment belongs to and, in it, the entry that it was sent with. */
    boolean mayRead(Caller caller, Attachment attachment);
}
