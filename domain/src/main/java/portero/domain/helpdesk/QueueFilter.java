package portero.domain.helpdesk;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.PersonId;

/**
 * Which of an office's tickets somebody wants to see; what is empty leaves nothing out.
 *
 * @param topics of which the ticket's is one
 * @param filedBefore those older than that
 */
public record QueueFilter(
        InstitutionCode office,
        Statuses statuses,
        Set<TopicId> topics,
        Optional<InstitutionCode> institution,
        Optional<Due> due,
        Optional<Instant> filedBefore,
        Optional<Assigned> assigned) {

    /** Of what status. */
    public enum Statuses {
        OPEN,
        NEW,
        IN_PROGRESS,
        WAITING,
        RESOLVED,
        CLOSED;

        /** The one status meant, if it is one. */
        public Optional<TicketStatus> only() {
            return this == OPEN ? Optional.empty() : Optional.of(TicketStatus.valueOf(name()));
        }

        public boolean areOpen() {
            return only().map(TicketStatus::isOpen).orElse(true);
        }
    }

    /** When the first answer was or is due. */
    public enum Due {
        /** {@link Ticket#isLate}. */
        LATE,
        /** Still to come, by the end of today in Lima. */
        TODAY,
        /** Still to come, by the end of the sixth day after today. */
        WEEK
    }

    /** Whose they are. */
    public sealed interface Assigned {}

    public record To(PersonId agent) implements Assigned {}

    public record ToNobody() implements Assigned {}

    public QueueFilter {
        topics = Set.copyOf(topics);
    }
}
