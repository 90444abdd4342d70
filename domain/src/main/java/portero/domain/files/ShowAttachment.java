package portero.domain.files;

import static portero.domain.Refusal.Reason.NOT_FOUND;

import portero.domain.Outcome;
import portero.domain.accounts.Caller;

/** Tells whoever announced a file what became of it, until it belongs to a ticket, which then tells. */
public final class ShowAttachment {
    private final Attachments attachments;

    public ShowAttachment(Attachments attachments) {
        this.attachments = attachments;
    }

    public Outcome<Attachment> run(Caller caller, AttachmentId id) {
        return attachments.find(id)
                .filter(found -> found.owner().equals(caller.person()) && found.ticket().isEmpty())
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(NOT_FOUND));
    }
}
