package portero.domain.helpdesk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import portero.domain.files.Attachment;

/**
 * A ticket as far as the caller may see it.
 *
 * @param mergedInto where it goes on, if they may see that one
 * @param reopenUntil while it can be reopened
 * @param offerUntil while there is an offer of a new password
 * @param acts what the caller may do to it now
 */
public record TicketView(
        TicketSummary summary,
        List<Line> timeline,
        Optional<TicketNumber> mergedInto,
        Optional<Instant> reopenUntil,
        Optional<Instant> offerUntil,
        Set<TicketAct> acts) {

    /**
     * A line of the timeline.
     *
     * @param other the ticket that it names, if the caller may see that one
     */
    public record Line(Entry entry, List<Attachment> attachments, Optional<TicketNumber> other) {
        public Line {
            attachments = List.copyOf(attachments);
        }
    }

    public TicketView {
        timeline = List.copyOf(timeline);
        acts = Set.copyOf(acts);
    }
}
