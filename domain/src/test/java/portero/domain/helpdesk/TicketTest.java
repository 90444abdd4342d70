package portero.domain.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.domain.helpdesk.Samples.HOURS;
import static portero.domain.helpdesk.Samples.NOW;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import portero.domain.Outcome;
import portero.domain.Refusal;

class TicketTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final Ticket filed = Samples.ticket();

    @Test
    void is_late_when_its_first_answer_comes_after_the_promised_time() {
        var promised = filed.filing().promisedAt();

        var inTime = after(filed, TicketAct.ANSWER, promised);
        var tooLate = after(filed, TicketAct.QUESTION, promised.plusMillis(1));

        assertThat(filed.isLate(promised)).isFalse();
        assertThat(filed.isLate(promised.plusMillis(1))).isTrue();
        assertThat(inTime.isLate(promised.plus(DAY))).isFalse();
        assertThat(tooLate.isLate(promised.plus(DAY))).isTrue();
    }

    @Test
    void is_answered_by_what_the_requester_hears_and_not_by_notes_or_assigning() {
        var touched = after(after(filed, TicketAct.NOTE, NOW), TicketAct.ASSIGN, NOW);

        var answered = after(touched, TicketAct.QUESTION, NOW.plus(DAY));
        var again = after(answered, TicketAct.ANSWER, NOW.plus(DAY.multipliedBy(2)));

        assertThat(touched.firstAnsweredAt()).isEmpty();
        assertThat(again.firstAnsweredAt()).contains(NOW.plus(DAY));
    }

    /** Else a requester's reply would be refused for a note that they cannot see, and tell them of it. */
    @Test
    void does_not_change_for_its_requester_by_a_note() {
        var noted = after(filed, TicketAct.NOTE, NOW.plus(DAY));

        assertThat(noted.version()).isEqualTo(2);
        assertThat(noted.shownVersion()).isEqualTo(1);
        assertThat(noted.changedAt()).isEqualTo(NOW);
        assertThat(after(noted, TicketAct.ANSWER, NOW.plus(DAY)).shownVersion()).isEqualTo(3);
    }

    @Test
    void can_be_reopened_for_ten_days_from_its_solution_even_if_it_was_closed_since() {
        var resolved = after(filed, TicketAct.SOLUTION, NOW);
        var closed = after(resolved, TicketAct.CLOSE_RESOLVED, NOW.plus(Ticket.REOPENABLE));

        var lastMoment = resolved.after(TicketAct.REOPEN, NOW.plus(Ticket.REOPENABLE).minusMillis(1), HOURS);
        var tooLate = closed.after(TicketAct.REOPEN, NOW.plus(Ticket.REOPENABLE), HOURS);

        assertThat(lastMoment).isInstanceOf(Outcome.Done.class);
        assertThat(tooLate).isEqualTo(Outcome.refused(Refusal.Reason.REOPENING_OVER));
    }

    @Test
    void forgets_its_end_when_it_is_reopened() {
        var resolved = after(filed, TicketAct.SOLUTION, NOW);

        var reopened = after(resolved, TicketAct.REOPEN, NOW.plus(DAY));

        assertThat(resolved.endedAt()).contains(NOW);
        assertThat(resolved.deadline()).isEmpty();
        assertThat(reopened.endedAt()).isEmpty();
        assertThat(reopened.timer()).isEmpty();
        assertThat(reopened.deadline()).isEqualTo(filed.deadline());
    }

    @Test
    void is_never_reopened_once_it_goes_on_in_another() {
        var merged = after(filed, TicketAct.MERGE, NOW).mergedInto(new TicketNumber(2026, 7));

        var outcome = merged.after(TicketAct.REOPEN, NOW, HOURS);

        assertThat(merged.reopenUntil()).isEmpty();
        assertThat(outcome).isEqualTo(Outcome.refused(Refusal.Reason.REOPENING_OVER));
    }

    /** Asked on Monday 1 June; Tuesday to Thursday pass, and after the reminder Monday to Friday of the next week. */
    @Test
    void reminds_after_three_whole_school_days_and_closes_after_five_more() {
        var asked = after(filed, TicketAct.QUESTION, NOW);

        var reminded = after(asked, TicketAct.REMIND, Instant.parse("2026-06-05T12:00:00Z"));

        assertThat(asked.timer()).contains(new Timer(Timer.What.REMIND, LocalDate.of(2026, 6, 5)));
        assertThat(reminded.timer()).contains(new Timer(Timer.What.CLOSE_SILENT, LocalDate.of(2026, 6, 15)));
        assertThat(after(reminded, TicketAct.NOTE, NOW).timer()).isEqualTo(reminded.timer());
        assertThat(after(reminded, TicketAct.REPLY, NOW).timer()).isEmpty();
    }

    @Test
    void closes_a_solved_ticket_on_the_morning_after_ten_days() {
        var resolved = after(filed, TicketAct.SOLUTION, NOW);

        var rated = after(resolved, TicketAct.RATE, NOW.plus(DAY));

        assertThat(resolved.timer()).contains(new Timer(Timer.What.CLOSE_RESOLVED, LocalDate.of(2026, 6, 12)));
        assertThat(rated.timer()).isEqualTo(resolved.timer());
    }

    @Test
    void tells_logs_nothing_of_people() {
        var entry = Entry.of(Entry.Kind.REPLY, Entry.Author.requester(Samples.REQUESTER), NOW, "request", new Random(1))
                .saying("Mi clave es secreta");

        assertThat(filed + " " + filed.filing() + " " + entry).doesNotContain("Rosa", "example.org", "agregar a", "clave");
    }

    private static Ticket after(Ticket ticket, TicketAct act, Instant now) {
        return ((Outcome.Done<Ticket>) ticket.after(act, now, HOURS)).value();
    }
}
