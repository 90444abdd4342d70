package portero.domain.helpdesk;

import static portero.domain.Refusal.Reason.ATTACHMENT_NOT_USABLE;
import static portero.domain.Refusal.Reason.CHANGED_MEANWHILE;
import static portero.domain.Refusal.Reason.IDEMPOTENCY_KEY_REUSED;
import static portero.domain.Refusal.Reason.NOT_ALLOWED;
import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.accounts.Caller;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.files.AttachmentId;
import portero.domain.helpdesk.TicketAccess.Seen;
import portero.domain.mail.Message;
import portero.domain.schools.Personnel;

/**
 * Adds what somebody writes to a ticket: the requester's reply, or an agent's reply, note, question or solution. Nobody
 * answers what they have not seen; sent twice with one key, it is added once.
 */
public final class ReplyToTicket {
    private static final int TRIES = 4;

    private final Tickets tickets;
    private final TicketAccess access;
    private final ShowTicket showTicket;
    private final Personnel personnel;
    private final BusinessHours hours;
    private final InstantSource clock;
    private final RandomGenerator random;

    public ReplyToTicket(
            Tickets tickets,
            ShowTicket showTicket,
            Personnel personnel,
            BusinessHours hours,
            InstantSource clock,
            RandomGenerator random) {
        this.tickets = tickets;
        this.access = new TicketAccess(tickets);
        this.showTicket = showTicket;
        this.personnel = personnel;
        this.hours = hours;
        this.clock = clock;
        this.random = random;
    }

    /** What kind of writing it is. */
    public enum Kind {
        REPLY,
        NOTE,
        QUESTION,
        SOLUTION
    }

    /** @param version of the ticket as the writer saw it */
    public record Writing(Kind kind, String text, List<AttachmentId> attachments, long version) {
        public Writing {
            attachments = List.copyOf(attachments);
        }

        private List<String> intention(TicketNumber number) {
            var parts = new ArrayList<>(
                    List.of("reply-to-ticket", number.toString(), kind.name(), text, Long.toString(version)));
            attachments.forEach(file -> parts.add(file.value()));
            return parts;
        }
    }

    public Outcome<TicketView> run(Caller caller, TicketNumber number, Writing writing, IdempotencyKey key) {
        var operation = TicketOperation.of(caller.person(), key, writing.intention(number));
        for (var attempt = 0; attempt < TRIES; attempt++) {
            var seen = access.find(caller, number, clock.instant());
            if (seen.isEmpty()) {
                return Outcome.refused(NOT_FOUND);
            }
            var outcome = attempt(caller, seen.get(), writing, operation);
            if (outcome.isPresent()) {
                return outcome.get();
            }
            // What changed meanwhile may be nothing that the writer sees: then it is still an answer to what they saw.
        }
        return Outcome.refused(CHANGED_MEANWHILE);
    }

    private Optional<Outcome<TicketView>> attempt(
            Caller caller, Seen seen, Writing writing, TicketOperation operation) {
        var number = seen.ticket().number();
        var earlier = tickets.earlier(operation);
        if (earlier instanceof Tickets.TheSame) {
            return Optional.of(showTicket.run(caller, number));
        }
        if (earlier instanceof Tickets.Another) {
            return Optional.of(Outcome.refused(IDEMPOTENCY_KEY_REUSED));
        }
        var act = act(seen.as(), writing.kind());
        if (act.isEmpty()) {
            return Optional.of(Outcome.refused(NOT_ALLOWED));
        }
        if (seen.version() != writing.version()) {
            return Optional.of(Outcome.refused(CHANGED_MEANWHILE));
        }
        var now = clock.instant();
        return switch (seen.ticket().after(act.get(), now, hours)) {
            case Outcome.Refused<Ticket>(var why) -> Optional.of(Outcome.refused(why));
            case Outcome.Done<Ticket>(var after) -> {
                var change = change(caller, seen, after, act.get(), writing, now).once(operation);
                yield switch (tickets.write(change)) {
                    case WRITTEN -> Optional.of(showTicket.run(caller, number));
                    case KEY_USED, CHANGED_MEANWHILE -> Optional.empty();
                    case ATTACHMENT_NOT_USABLE -> Optional.of(Outcome.refused(ATTACHMENT_NOT_USABLE));
                    case TOKEN_SPENT -> throw new IllegalStateException("No link was used");
                };
            }
        };
    }

    private TicketChange change(
            Caller caller, Seen seen, Ticket after, TicketAct act, Writing writing, Instant now) {
        var author = switch (seen.as()) {
            case REQUESTER, DIRECTOR -> Entry.Author.requester(after.filing().requester());
            case AGENT -> Entry.Author.agent(
                    Participant.of(personnel.find(caller.person()).orElseThrow()));
        };
        var entry = Entry.of(kind(writing.kind()), author, now, caller.requestId(), random)
                .saying(writing.text())
                .with(writing.attachments());
        return TicketChange.of(seen.ticket(), after, entry)
                .telling(news(act).map(news -> TicketNews.of(after, entry, news, random)).stream().toList());
    }

    private static Optional<TicketAct> act(TicketAccess.Standing as, Kind kind) {
        return switch (as) {
            case REQUESTER -> kind == Kind.REPLY ? Optional.of(TicketAct.REPLY) : Optional.empty();
            case DIRECTOR -> Optional.empty();
            case AGENT -> Optional.of(switch (kind) {
                case REPLY -> TicketAct.ANSWER;
                case NOTE -> TicketAct.NOTE;
                case QUESTION -> TicketAct.QUESTION;
                case SOLUTION -> TicketAct.SOLUTION;
            });
        };
    }

    private static Entry.Kind kind(Kind kind) {
        return switch (kind) {
            case REPLY -> Entry.Kind.REPLY;
            case NOTE -> Entry.Kind.NOTE;
            case QUESTION -> Entry.Kind.QUESTION;
            case SOLUTION -> Entry.Kind.SOLUTION;
        };
    }

    private static Optional<Message.News> news(TicketAct act) {
        return switch (act) {
            case ANSWER -> Optional.of(Message.News.ANSWERED);
            case QUESTION -> Optional.of(Message.News.QUESTION);
            case SOLUTION -> Optional.of(Message.News.RESOLVED);
            default -> Optional.empty();
        };
    }
}
