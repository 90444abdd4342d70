package portero.domain.helpdesk;

import java.util.List;
import java.util.Optional;
import portero.domain.mail.Message;

/**
 * One act on a ticket, written all at once: the ticket, its timeline, its timers, the mails that tell of it, the files that
 * become part of it, and the key under which it was asked for.
 *
 * @param before empty for a new ticket; otherwise the ticket that the act looked at, which must still be the latest
 * @param entries what the timeline says of it
 * @param operation what keeps it from being done twice, where somebody may try again
 * @param spent hash of the token of a single-use link that it uses up
 */
public record TicketChange(
        Optional<Ticket> before,
        Ticket after,
        List<Entry> entries,
        List<Message> messages,
        Optional<TicketOperation> operation,
        Optional<String> spent) {

    public TicketChange {
        entries = List.copyOf(entries);
        messages = List.copyOf(messages);
    }

    /** A new ticket. */
    public static TicketChange filing(Ticket ticket, Entry submitted) {
        return new TicketChange(
                Optional.empty(), ticket, List.of(submitted), List.of(), Optional.empty(), Optional.empty());
    }

    /** An act on a ticket and the line that tells of it, which also says what became of the status. */
    public static TicketChange of(Ticket before, Ticket after, Entry entry) {
        return new TicketChange(
                Optional.of(before),
                after,
                List.of(entry.changing(before.status(), after.status())),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    public TicketChange telling(List<Message> news) {
        return new TicketChange(before, after, entries, news, operation, spent);
    }

    public TicketChange once(TicketOperation key) {
        return new TicketChange(before, after, entries, messages, Optional.of(key), spent);
    }

    public TicketChange spending(String tokenHash) {
        return new TicketChange(before, after, entries, messages, operation, Optional.of(tokenHash));
    }
}
