package portero.domain.helpdesk;

import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portero.domain.Page;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.PersonId;
import portero.domain.schools.SchoolYear;

/** All tickets. Lists may be a moment late in what they hold; the tickets in them are as they are now. */
public interface Tickets {
    /** The next number of a year, which nobody else gets; not every one becomes a ticket. */
    TicketNumber draw(SchoolYear year);

    Optional<Ticket> find(TicketNumber number);

    /** Those that exist. */
    Map<TicketNumber, Ticket> findAll(Collection<TicketNumber> numbers);

    /** A ticket with its timeline, oldest first. */
    Optional<Thread> thread(TicketNumber number);

    /** A ticket and all that happened to it. */
    record Thread(Ticket ticket, List<Entry> entries) {
        public Thread {
            entries = List.copyOf(entries);
        }

        /** What somebody of that standing sees of it; of a file that came with a note nobody else hears. */
        List<Entry> seenBy(TicketAccess.Standing standing) {
            var seen = entries.stream().filter(standing::sees).toList();
            var brought = seen.stream().flatMap(entry -> entry.brought().stream()).collect(toSet());
            return seen.stream()
                    .filter(entry -> entry.kind() != Entry.Kind.ATTACHMENT_REFUSED || brought.containsAll(entry.attachments()))
                    .toList();
        }
    }

    /** What the caller's key was used for before. */
    Earlier earlier(TicketOperation operation);

    /** See {@link #earlier}. */
    sealed interface Earlier {}

    /** For nothing yet. */
    record Nothing() implements Earlier {}

    /** For the very same intention, which changed that ticket. */
    record TheSame(TicketNumber ticket) implements Earlier {}

    /** For another intention. */
    record Another() implements Earlier {}

    /** Writes all of one act, on one ticket or several, or nothing. */
    Written write(List<TicketChange> changes);

    default Written write(TicketChange change) {
        return write(List.of(change));
    }

    /** What came of {@link #write}; but for the first, nothing was written. */
    enum Written {
        WRITTEN,
        /** The key was used before, perhaps a moment ago: {@link #earlier} tells for what. */
        KEY_USED,
        CHANGED_MEANWHILE,
        /** A file is not its sender's, was refused, or belongs to a ticket already. */
        ATTACHMENT_NOT_USABLE,
        /** There is no such single-use link any more. */
        TOKEN_SPENT
    }

    /**
     * Somebody's tickets, newest first.
     *
     * @throws portero.domain.schools.BadCursor if {@code cursor} is not one that an earlier page gave
     */
    Page<Ticket> of(PersonId requester, Optional<String> cursor);

    /**
     * An institution's tickets, newest first.
     *
     * @throws portero.domain.schools.BadCursor if {@code cursor} is not one that an earlier page gave
     */
    Page<Ticket> of(InstitutionCode institution, Optional<String> cursor);

    /**
     * An office's tickets: open ones by promised time, others by their end, latest first. A page may be short of what it
     * could hold and yet not be the last.
     *
     * @throws portero.domain.schools.BadCursor if {@code cursor} is not one that an earlier page gave
     */
    Page<Ticket> queue(QueueFilter filter, Instant now, Optional<String> cursor);

    /** How many open tickets an office has, counted up to 1000. */
    QueueCounts counts(InstitutionCode office, PersonId mine, Instant now);

    /** Numbers of those open tickets that are promised for that day in Lima. */
    Page<TicketNumber> dueOn(LocalDate day, Optional<String> cursor);

    /** Numbers of tickets to which something is to be done by itself on that day in Lima. */
    Page<TicketNumber> timedOn(LocalDate day, Optional<String> cursor);
}
