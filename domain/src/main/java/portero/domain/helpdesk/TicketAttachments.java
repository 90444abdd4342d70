package portero.domain.helpdesk;

import java.time.InstantSource;
import portero.domain.accounts.Caller;
import portero.domain.files.Attachment;
import portero.domain.files.AttachmentAccess;

/** A ticket's files are for those who see the line of its timeline that they came with. */
public final class TicketAttachments implements AttachmentAccess {
    private final Tickets tickets;
    private final InstantSource clock;

    public TicketAttachments(Tickets tickets, InstantSource clock) {
        this.tickets = tickets;
        this.clock = clock;
    }

    @Override
    public boolean mayRead(Caller caller, Attachment attachment) {
        return attachment.ticket()
                .flatMap(tickets::thread)
                .filter(thread -> TicketAccess.standing(caller, thread.ticket(), clock.instant())
                        .filter(standing -> thread.entries().stream()
                                .anyMatch(entry -> entry.brought().contains(attachment.id()) && standing.sees(entry)))
                        .isPresent())
                .isPresent();
    }
}
