package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static portero.local.demo.Desk.FILED_WITH;
import static portero.local.demo.School.done;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import portero.domain.helpdesk.Entry;
import portero.domain.helpdesk.ReplyToTicket.Kind;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.helpdesk.TicketReminders.Report;
import portero.domain.helpdesk.TicketStatus;
import portero.domain.mail.DeliverMail.Delivery;
import portero.domain.mail.Message;
import portero.domain.schools.EmailAddress;

/** What happens to tickets by itself. It is Monday, 1 June 2026, ten o'clock, when a test begins. */
class TicketRemindersTest {
    private static final EmailAddress AGENT = new EmailAddress("agente@example.org");
    private static final Report NOTHING = new Report(0, 0, 0, 0);

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    /** Asked on Monday: Tuesday to Thursday pass, on Friday they are reminded; five school days later it is closed. */
    @Test
    void reminds_after_three_silent_school_days_and_closes_after_five_more() {
        var number = asked();
        days(3);
        var thursday = run();
        days(1);
        var friday = run();
        var reminder = desk.deliver();
        var reminded = desk.mail(FILED_WITH);
        days(7);
        var nextFriday = run();
        days(3);
        var monday = run();
        var closing = desk.deliver();

        assertThat(List.of(thursday, nextFriday)).containsOnly(NOTHING);
        assertThat(friday).isEqualTo(new Report(1, 0, 0, 0));
        assertThat(monday).isEqualTo(new Report(0, 1, 0, 0));
        assertThat(List.of(reminder, closing)).containsOnly(List.of(new Delivery.Sent()));
        assertThat(reminded).contains("todavía lo espera");
        assertThat(desk.mail(FILED_WITH)).contains("Reabrir mi solicitud:");
        assertThat(desk.ticket(number).status()).isEqualTo(TicketStatus.CLOSED);
        assertThat(desk.kinds(number)).endsWith(Entry.Kind.QUESTION, Entry.Kind.REMINDED, Entry.Kind.CLOSED);
    }

    @Test
    void leaves_those_alone_who_answered() {
        var number = asked();
        desk.written(desk.director, number, Kind.REPLY);
        days(4);

        var report = run();

        assertThat(report.reminded()).isZero();
        assertThat(desk.kinds(number)).endsWith(Entry.Kind.REPLY);
    }

    /** Who has been helped need not hear of it again. */
    @Test
    void closes_what_was_solved_after_ten_days_without_a_word() {
        var number = desk.filed();
        desk.written(desk.agent, number, Kind.SOLUTION);
        desk.deliver();
        days(10);
        var tenth = run();
        days(1);
        var eleventh = run();

        assertThat(List.of(tenth, eleventh)).containsExactly(NOTHING, new Report(0, 1, 0, 0));
        assertThat(desk.ticket(number).status()).isEqualTo(TicketStatus.CLOSED);
        assertThat(desk.waiting()).isEmpty();
    }

    /** Nobody fired the schedule for three weeks: one reminder, and the requester has their five days all the same. */
    @Test
    void reminds_late_and_gives_the_days_all_the_same() {
        var number = asked();
        days(21);
        var late = run();
        var again = run();
        days(1);
        var nextDay = run();

        assertThat(late).isEqualTo(new Report(1, 0, 0, 0));
        assertThat(List.of(again, nextDay)).containsOnly(NOTHING);
        assertThat(desk.ticket(number).status()).isEqualTo(TicketStatus.WAITING);
    }

    @Test
    void does_at_once_what_it_does_alone() throws Exception {
        var numbers = IntStream.range(0, 5).mapToObj(_ -> asked()).toList();
        days(4);

        var reports = School.together(3, _ -> run());

        // Where two touch one ticket at the same moment, the table may refuse both for now: the next run does it.
        run();
        assertThat(reports.stream().mapToLong(Report::reminded).sum()).isLessThanOrEqualTo(5);
        assertThat(numbers)
                .allSatisfy(number -> assertThat(desk.kinds(number)).containsOnlyOnce(Entry.Kind.REMINDED));
        assertThat(desk.waiting()).hasSize(5);
    }

    @Test
    void does_once_what_somebody_who_died_had_begun() {
        var living = Lifeline.endless();
        asked();
        desk.deliver();
        days(4);
        desk.reminders(living).run("run", () -> true, TicketRemindersTest::rethrow);

        // Around the one call that writes; all others read.
        var write = living.calls().indexOf("transactWriteItems");
        for (var call = write - 1; call <= write + 1; call++) {
            var number = asked();
            desk.deliver();
            days(7);
            for (var life : List.of(Lifeline.endingBefore(call), Lifeline.endingAfter(call))) {
                assertThat(catchThrowable(
                                () -> desk.reminders(life).run("run", () -> true, TicketRemindersTest::rethrow)))
                        .as("call %s", call)
                        .isInstanceOf(Dying.Death.class);
            }

            run();

            assertThat(desk.kinds(number)).as("call %s", call).containsOnlyOnce(Entry.Kind.REMINDED);
        }
    }

    @Test
    void leaves_to_the_next_run_what_it_has_no_time_for() {
        var number = asked();
        days(4);

        var none = desk.reminders().run("run", () -> false, TicketRemindersTest::rethrow);
        var next = run();

        assertThat(none).isEqualTo(new Report(0, 0, 0, 2));
        assertThat(next.reminded()).isEqualTo(1);
        assertThat(desk.kinds(number)).containsOnlyOnce(Entry.Kind.REMINDED);
    }

    @Test
    void tells_agents_each_morning_of_their_tickets_and_of_those_that_nobody_took() {
        var colleague = desk.agent("colega@example.org");
        desk.school.clock.move(Duration.ofSeconds(1));
        var mine = desk.filed();
        var nobodys = desk.filed();
        var waiting = asked();
        take(mine);
        desk.deliver();
        days(3);
        var first = run();
        var again = run();
        var deliveries = desk.deliver();

        assertThat(first).isEqualTo(new Report(0, 0, 2, 0));
        assertThat(again).isEqualTo(NOTHING);
        assertThat(deliveries).containsOnly(new Delivery.Sent());
        assertThat(desk.mail(AGENT))
                .contains("A su cargo\n- " + mine, "Sin nadie que las atienda\n- " + nobodys)
                .contains("https://portero.example.org/bandeja")
                .doesNotContain(waiting.toString());
        assertThat(desk.mail(colleague.email().orElseThrow().address()))
                .contains(nobodys.toString())
                .doesNotContain(mine.toString(), "A su cargo");
    }

    /** Saturday 6 and Monday 29 June, a holiday. */
    @Test
    void rests_when_schools_do() {
        desk.filed();
        asked();
        days(5);
        var saturday = run();
        days(23);
        var holiday = run();

        assertThat(List.of(saturday, holiday)).containsOnly(NOTHING);
    }

    @Test
    void sends_no_digest_of_what_was_answered_meanwhile() {
        var number = desk.filed();
        desk.deliver();
        days(3);
        run();
        desk.written(desk.agent, number, Kind.SOLUTION);
        var digest = desk.waiting().stream()
                .filter(message -> message.content() instanceof Message.TicketsDue)
                .findFirst()
                .orElseThrow();

        var delivery = desk.post.deliver(digest.id());

        assertThat(delivery).isEqualTo(new Delivery.GivenUp("superseded"));
    }

    private TicketNumber asked() {
        var number = desk.filed();
        desk.written(desk.agent, number, Kind.QUESTION);
        desk.deliver();
        return number;
    }

    private void take(TicketNumber number) {
        var seen = done(desk.help.show.run(desk.agent, number));
        done(desk.help.assign.run(desk.agent, number, Optional.of(desk.agentPerson.id()), seen.summary().version()));
    }

    private void days(int days) {
        desk.school.clock.move(Duration.ofDays(days));
    }

    private Report run() {
        return desk.reminders().run("run", () -> true, _ -> {});
    }

    private static void rethrow(RuntimeException fault) {
        throw fault;
    }
}
