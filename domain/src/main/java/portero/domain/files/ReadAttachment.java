package portero.domain.files;

import static portero.domain.Refusal.Reason.ATTACHMENT_NOT_READY;
import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.InstantSource;
import portero.domain.Outcome;
import portero.domain.accounts.Caller;
import portero.domain.files.AttachmentLinks.Download;
import portero.domain.helpdesk.TicketNumber;

/** Gives whoever may read it a short link to a clean file of a ticket; to all others there is no such file. */
public final class ReadAttachment {
    private final Attachments attachments;
    private final AttachmentAccess access;
    private final AttachmentLinks links;
    private final InstantSource clock;

    public ReadAttachment(
            Attachments attachments, AttachmentAccess access, AttachmentLinks links, InstantSource clock) {
        this.attachments = attachments;
        this.access = access;
        this.links = links;
        this.clock = clock;
    }

    /** @param ticket under which it is looked for */
    public Outcome<Download> run(Caller caller, TicketNumber ticket, AttachmentId id) {
        var readable = attachments.find(id)
                .filter(found -> found.ticket().filter(ticket::equals).isPresent())
                .filter(found -> access.mayRead(caller, found));
        if (readable.isEmpty()) {
            return Outcome.refused(NOT_FOUND);
        }
        var attachment = readable.get();
        return switch (attachment.state()) {
            case CLEAN -> Outcome.done(links.download(attachment, clock.instant()));
            case EXPECTED, REFUSED, MISSING -> Outcome.refused(ATTACHMENT_NOT_READY);
        };
    }
}
