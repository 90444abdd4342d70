package portero.functions.helpdesk;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Callers;
import portero.domain.files.AttachmentLinks;
import portero.domain.files.Attachments;
import portero.domain.files.PrepareAttachment;
import portero.domain.files.ReadAttachment;
import portero.domain.files.ShowAttachment;
import portero.domain.helpdesk.TicketAttachments;
import portero.domain.helpdesk.Tickets;
import portero.domain.signin.Attempts;

/** Makes the use cases of this capability; each function asks for just its own. */
@Factory
final class HelpdeskFactory {
    private final InstantSource clock;

    HelpdeskFactory(InstantSource clock) {
        this.clock = clock;
    }

    @Singleton
    Callers callers(Accounts accounts) {
        return new Callers(accounts);
    }

    @Singleton
    PrepareAttachment prepareAttachment(Attachments attachments, AttachmentLinks links, Attempts attempts) {
        return new PrepareAttachment(attachments, links, attempts, clock, new SecureRandom());
    }

    @Singleton
    ShowAttachment showAttachment(Attachments attachments) {
        return new ShowAttachment(attachments);
    }

    @Singleton
    ReadAttachment readAttachment(Attachments attachments, Tickets tickets, AttachmentLinks links) {
        return new ReadAttachment(attachments, new TicketAttachments(tickets, clock), links, clock);
    }
}
