package portero.domain.helpdesk;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.Page;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Role;
import portero.domain.mail.Language;
import portero.domain.mail.Message;
import portero.domain.mail.MessageId;
import portero.domain.mail.Outbox;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.PersonId;
import portero.domain.schools.Personnel;
import portero.domain.schools.SchoolCalendar;
import portero.domain.schools.SchoolYear;

/**
 * What happens to tickets by itself on the morning of a school day: requesters who were asked for something and are silent
 * are reminded, then their tickets are closed; resolved tickets are closed when they cannot be reopened any more; each agent
 * gets one digest of those that should be answered. Run twice, late or by several at once, it does no more than run once,
 * since every change holds for one version of a ticket and every digest is named by its day and its agent.
 */
public final class TicketReminders {
    private static final int DAYS_BACK = 60;
    // So many fit in a message, and in a morning.
    private static final int MOST_IN_DIGEST = 100;

    private final Tickets tickets;
    private final Accounts accounts;
    private final Grantees grantees;
    private final Outbox outbox;
    private final SchoolCalendar calendar;
    private final BusinessHours hours;
    private final InstantSource clock;
    private final RandomGenerator random;

    public TicketReminders(
            Tickets tickets,
            Accounts accounts,
            Personnel personnel,
            Outbox outbox,
            SchoolCalendar calendar,
            InstantSource clock,
            RandomGenerator random) {
        this.tickets = tickets;
        this.accounts = accounts;
        this.grantees = new Grantees(accounts, personnel);
        this.outbox = outbox;
        this.calendar = calendar;
        this.hours = new BusinessHours(calendar);
        this.clock = clock;
        this.random = random;
    }

    /**
     * What was done.
     *
     * @param digests not counting those that an earlier run wrote
     * @param left what failed, or for which there was no time; the next run sees it again
     */
    public record Report(long reminded, long closed, long digests, long left) {}

    /** One run. */
    private final class Run {
        private final Instant now = clock.instant();
        private final LocalDate today = now.atZone(SchoolYear.LIMA).toLocalDate();
        private final String requestId;
        private final BooleanSupplier goOn;
        private final Consumer<RuntimeException> faults;
        private long reminded;
        private long closed;
        private long digests;
        private long left;

        Run(String requestId, BooleanSupplier goOn, Consumer<RuntimeException> faults) {
            this.requestId = requestId;
            this.goOn = goOn;
            this.faults = faults;
        }

        /** Does something to each of those that the index has for today or for a day that was missed; false if time ran out. */
        private boolean each(MarkedDays marked, Consumer<Collection<Ticket>> work) {
            for (var day = today.minusDays(DAYS_BACK); !day.isAfter(today); day = day.plusDays(1)) {
                Optional<String> cursor = Optional.empty();
                do {
                    if (!goOn.getAsBoolean()) {
                        left++;
                        return false;
                    }
                    var page = marked.on(day, cursor);
                    work.accept(tickets.findAll(page.items()).values());
                    cursor = page.next();
                } while (cursor.isPresent());
            }
            return true;
        }

        private void actOnTimers() {
            each(tickets::timedOn, some -> some.stream()
                    // The index may be a moment late; the ticket knows.
                    .filter(ticket -> ticket.timer().filter(timer -> !timer.day().isAfter(today)).isPresent())
                    .forEach(this::actOnTimer));
        }

        private void actOnTimer(Ticket ticket) {
            if (!goOn.getAsBoolean()) {
                left++;
                return;
            }
            try {
                var act = act(ticket.timer().orElseThrow().what());
                if (ticket.after(act, now, hours) instanceof Outcome.Done<Ticket>(var after)
                        && tickets.write(change(ticket, after, act)) == Tickets.Written.WRITTEN) {
                    count(act);
                }
            } catch (RuntimeException fault) {
                faults.accept(fault);
                left++;
            }
        }

        private void count(TicketAct act) {
            if (act == TicketAct.REMIND) {
                reminded++;
            } else {
                closed++;
            }
        }

        private TicketChange change(Ticket before, Ticket after, TicketAct act) {
            var kind = act == TicketAct.REMIND ? Entry.Kind.REMINDED : Entry.Kind.CLOSED;
            var entry = Entry.of(kind, Entry.Author.SYSTEM, now, requestId, random);
            var news = switch (act) {
                case REMIND -> List.of(TicketNews.of(after, entry, Message.News.REMINDER, random));
                case CLOSE_SILENT -> List.of(TicketNews.of(after, entry, Message.News.CLOSED, random));
                // Who has been helped need not hear of it again.
                default -> List.<Message>of();
            };
            return TicketChange.of(before, after, entry).telling(news);
        }

        private void writeDigests() {
            var due = new ArrayList<Ticket>();
            var complete = each(tickets::dueOn, some -> some.stream()
                    .filter(ticket -> ticket.status() == TicketStatus.NEW || ticket.status() == TicketStatus.IN_PROGRESS)
                    .forEach(due::add));
            // A digest is written once a day: rather by the next run than with half of it.
            if (complete) {
                byAgent(due, now).forEach(this::writeDigest);
            }
        }

        private void writeDigest(PersonId agent, List<Ticket> waiting) {
            try {
                if (goOn.getAsBoolean()) {
                    digests += outbox.put(digest(agent, waiting)) ? 1 : 0;
                } else {
                    left++;
                }
            } catch (RuntimeException fault) {
                faults.accept(fault);
                left++;
            }
        }

        private Message digest(PersonId agent, List<Ticket> waiting) {
            return new Message(
                    new MessageId("desk-digest-" + today + "-" + agent),
                    new Message.TicketsDue(
                            agent,
                            waiting.stream()
                                    .sorted(Comparator.comparing(ticket -> ticket.filing().promisedAt()))
                                    .limit(MOST_IN_DIGEST)
                                    .map(Ticket::number)
                                    .toList()),
                    Language.SPANISH,
                    now,
                    today.plusDays(1).atStartOfDay(SchoolYear.LIMA).toInstant());
        }

        private Report report() {
            return new Report(reminded, closed, digests, left);
        }
    }

    private interface MarkedDays {
        Page<TicketNumber> on(LocalDate day, Optional<String> cursor);
    }

    /**
     * @param requestId names the run in timelines
     * @param goOn whether there is time for another ticket
     * @param faults is told of what kept one from being dealt with, which does not keep the others
     */
    public Report run(String requestId, BooleanSupplier goOn, Consumer<RuntimeException> faults) {
        var run = new Run(requestId, goOn, faults);
        if (calendar.isSchoolDay(run.today)) {
            run.actOnTimers();
            run.writeDigests();
        }
        return run.report();
    }

    private static TicketAct act(Timer.What what) {
        return switch (what) {
            case REMIND -> TicketAct.REMIND;
            case CLOSE_SILENT -> TicketAct.CLOSE_SILENT;
            case CLOSE_RESOLVED -> TicketAct.CLOSE_RESOLVED;
        };
    }

    /** Each ticket to its assignee, or to all agents of its office where it has none who still serves it. */
    private Map<PersonId, List<Ticket>> byAgent(List<Ticket> due, Instant now) {
        var known = new LinkedHashMap<PersonId, Optional<Caller>>();
        var offices = new LinkedHashMap<InstitutionCode, List<PersonId>>();
        var byAgent = new LinkedHashMap<PersonId, List<Ticket>>();
        for (var ticket : due) {
            var office = ticket.filing().routedTo();
            var assignee = ticket.assignee()
                    .map(Participant::person)
                    .filter(person -> serves(known.computeIfAbsent(person, grantees::find), office, now));
            var readers = assignee.map(List::of)
                    .orElseGet(() -> offices.computeIfAbsent(office.code(), code -> agents(code, now)));
            readers.forEach(reader -> byAgent.computeIfAbsent(reader, _ -> new ArrayList<>()).add(ticket));
        }
        return byAgent;
    }

    private static boolean serves(Optional<Caller> agent, Institution office, Instant now) {
        return agent.filter(found -> found.serves(office, now)).isPresent();
    }

    private List<PersonId> agents(InstitutionCode office, Instant now) {
        return Page.all(cursor -> accounts.users(office, SchoolYear.at(now), cursor)).stream()
                .filter(user -> user.grant().role() == Role.HELPDESK_AGENT && user.grant().holdsAt(now))
                .map(user -> user.account().person())
                .toList();
    }
}
