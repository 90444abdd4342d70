package portero.domain.helpdesk;

import static java.util.stream.Collectors.toSet;
import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import portero.domain.Outcome;
import portero.domain.Page;
import portero.domain.accounts.Caller;
import portero.domain.helpdesk.TicketAccess.Seen;
import portero.domain.helpdesk.TicketAccess.Standing;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Institutions;

/** The tickets that an office answers, for its agents and those of the offices above. */
public final class ListQueue {
    private final Tickets tickets;
    private final Topics topics;
    private final Institutions institutions;
    private final InstantSource clock;

    public ListQueue(Tickets tickets, Topics topics, Institutions institutions, InstantSource clock) {
        this.tickets = tickets;
        this.topics = topics;
        this.institutions = institutions;
        this.clock = clock;
    }

    /** Whose tickets an agent wants to see. */
    public enum Assignee {
        MINE,
        NOBODY
    }

    /**
     * What an agent wants to see; what is empty leaves nothing out.
     *
     * @param topic that topic, or one below it
     * @param olderThanDays filed so many times 24 hours ago, or earlier
     */
    public record Wish(
            QueueFilter.Statuses statuses,
            Optional<TopicId> topic,
            Optional<InstitutionCode> school,
            Optional<QueueFilter.Due> due,
            Optional<Integer> olderThanDays,
            Optional<Assignee> assignee) {}

    /** Part of an office's tickets, and how many open ones it has. */
    public record Queue(Institution office, Page<TicketSummary> page, QueueCounts counts) {}

    /** @throws portero.domain.schools.BadCursor if {@code cursor} is not one that an earlier page gave */
    public Outcome<Queue> run(Caller caller, InstitutionCode code, Wish wish, Optional<String> cursor) {
        var now = clock.instant();
        var office = institutions.find(code).filter(found -> caller.serves(found, now));
        if (office.isEmpty()) {
            return Outcome.refused(NOT_FOUND);
        }
        var filter = new QueueFilter(
                code,
                wish.statuses(),
                wish.topic().map(this::withThoseBelow).orElse(Set.of()),
                wish.school(),
                wish.due(),
                wish.olderThanDays().map(days -> now.minus(Duration.ofDays(days))),
                wish.assignee().map(assignee -> switch (assignee) {
                    case MINE -> new QueueFilter.To(caller.person());
                    case NOBODY -> new QueueFilter.ToNobody();
                }));
        // Of one's own ticket one sees what its requester sees.
        var page = tickets.queue(filter, now, cursor)
                .map(ticket -> TicketSummary.of(
                        new Seen(ticket, TicketAccess.standing(caller, ticket, now).orElse(Standing.AGENT)), now));
        return Outcome.done(new Queue(office.get(), page, tickets.counts(code, caller.person(), now)));
    }

    private Set<TopicId> withThoseBelow(TopicId id) {
        var catalogue = topics.all();
        var found = catalogue.all().stream()
                .filter(topic -> catalogue.path(topic).stream().anyMatch(step -> step.id().equals(id)))
                .map(Topic::id)
                .collect(toSet());
        // One that is in no catalogue any more may still be in tickets.
        found.add(id);
        return found;
    }
}
