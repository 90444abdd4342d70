package portero.domain.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.domain.helpdesk.Measure.ANSWERED;
import static portero.domain.helpdesk.Measure.ANSWER_MINUTES;
import static portero.domain.helpdesk.Measure.LATE;
import static portero.domain.helpdesk.Measure.RATINGS;
import static portero.domain.helpdesk.Measure.RATING_SUM;
import static portero.domain.helpdesk.Measure.RECEIVED;
import static portero.domain.helpdesk.Measure.SOLVED;
import static portero.domain.helpdesk.Measure.SOLVE_MINUTES;
import static portero.domain.helpdesk.Samples.HOURS;
import static portero.domain.helpdesk.Samples.NOW;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import portero.domain.Outcome;

class ShareTest {
    private static final Week FIRST = Week.at(NOW);
    private static final Week SECOND = FIRST.next();
    private static final Week THIRD = SECOND.next();

    private final Ticket filed = Samples.ticket();

    @Test
    void of_a_new_ticket_is_one_received_in_its_office_and_all_above() {
        var share = Share.of(filed, HOURS);

        assertThat(share.weeks()).isEqualTo(Map.of(FIRST, Counts.of(RECEIVED, 1)));
        assertThat(share.slots().keySet())
                .extracting(slot -> slot.office().value())
                .containsExactlyInAnyOrder("PE", "990000", "990101");
    }

    @Test
    void counts_answer_solution_and_rating_in_the_weeks_when_they_came() {
        var answered = after(filed, TicketAct.ANSWER, Duration.ofMinutes(30));
        var solved = after(answered, TicketAct.SOLUTION, Duration.ofDays(7));
        var rated = after(solved, TicketAct.RATE, Duration.ofDays(14)).rated(4);

        var share = Share.of(rated, HOURS);

        assertThat(share.weeks())
                .isEqualTo(Map.of(
                        FIRST, new Counts(Map.of(RECEIVED, 1L, ANSWERED, 1L, ANSWER_MINUTES, 30L)),
                        SECOND, new Counts(Map.of(SOLVED, 1L, SOLVE_MINUTES, 5 * 420L)),
                        THIRD, new Counts(Map.of(RATINGS, 1L, RATING_SUM, 4L))));
    }

    @Test
    void of_a_ticket_first_answered_after_the_promised_time_is_late() {
        var late = after(filed, TicketAct.QUESTION, Duration.ofDays(2));

        var share = Share.of(late, HOURS);

        assertThat(share.weeks().get(FIRST).get(LATE)).isEqualTo(1);
    }

    @Test
    void of_a_reopened_ticket_moves_its_solution_to_the_week_of_the_last() {
        var solved = after(filed, TicketAct.SOLUTION, Duration.ofHours(1));
        var reopened = after(solved, TicketAct.REOPEN, Duration.ofDays(1));
        var solvedAgain = after(reopened, TicketAct.SOLUTION, Duration.ofDays(7));

        var meanwhile = Share.of(reopened, HOURS).since(Optional.of(Share.of(solved, HOURS)));
        var atLast = Share.of(solvedAgain, HOURS).since(Optional.of(Share.of(solved, HOURS)));

        var office = filed.filing().routedTo().code();
        var topic = filed.filing().topic();
        assertThat(meanwhile)
                .containsEntry(
                        new Share.Slot(office, FIRST, topic), new Counts(Map.of(SOLVED, -1L, SOLVE_MINUTES, -60L)));
        assertThat(atLast)
                .containsEntry(
                        new Share.Slot(office, FIRST, topic), new Counts(Map.of(SOLVED, -1L, SOLVE_MINUTES, -60L)))
                .containsEntry(
                        new Share.Slot(office, SECOND, topic), new Counts(Map.of(SOLVED, 1L, SOLVE_MINUTES, 5 * 420L)));
    }

    @Test
    void adds_nothing_when_it_is_counted_already() {
        var share = Share.of(after(filed, TicketAct.ANSWER, Duration.ofHours(1)), HOURS);

        var additions = share.since(Optional.of(share));

        assertThat(additions).isEmpty();
    }

    private static Ticket after(Ticket ticket, TicketAct act, Duration passed) {
        return switch (ticket.after(act, NOW.plus(passed), HOURS)) {
            case Outcome.Done<Ticket>(var next) -> next;
            case Outcome.Refused<Ticket>(var why) -> throw new AssertionError("Refused: " + why);
        };
    }
}
