package portero.domain.helpdesk;

import java.util.random.RandomGenerator;
import portero.domain.mail.Message;

/** Mails that tell a requester what happened to their ticket. */
final class TicketNews {
    private TicketNews() {}

    /** @param entry the line of the timeline that tells of it */
    static Message of(Ticket ticket, Entry entry, Message.News news, RandomGenerator random) {
        return Message.notice(
                new Message.TicketNews(ticket.number(), entry.id(), news),
                ticket.filing().language(),
                entry.at(),
                random);
    }
}
