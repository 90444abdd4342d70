package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.domain.Refusal.Reason.ATTACHMENT_NOT_USABLE;
import static portero.domain.Refusal.Reason.CHANGED_MEANWHILE;
import static portero.domain.Refusal.Reason.EMAIL_UNDELIVERABLE;
import static portero.domain.Refusal.Reason.IDEMPOTENCY_KEY_REUSED;
import static portero.domain.Refusal.Reason.NOT_ALLOWED;
import static portero.domain.Refusal.Reason.NOT_FOUND;
import static portero.domain.Refusal.Reason.REOPENING_OVER;
import static portero.domain.Refusal.Reason.TICKET_CLOSED;
import static portero.local.demo.HelpDesk.number;
import static portero.local.demo.School.LOS_CEIBOS;
import static portero.local.demo.School.RIO_CLARO;
import static portero.local.demo.School.SEMILLITAS;
import static portero.local.demo.School.done;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import portero.domain.Outcome;
import portero.domain.Refusal;
import portero.domain.Refusal.UnknownValue;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Role;
import portero.domain.files.Attachment;
import portero.domain.files.AttachmentId;
import portero.domain.files.FileName;
import portero.domain.files.Sha256;
import portero.domain.helpdesk.Entry;
import portero.domain.helpdesk.ListQueue;
import portero.domain.helpdesk.QueueFilter;
import portero.domain.helpdesk.ReplyToTicket.Kind;
import portero.domain.helpdesk.SubmitTicket;
import portero.domain.helpdesk.TicketAct;
import portero.domain.helpdesk.TicketStatus;
import portero.domain.helpdesk.TicketSummary;
import portero.domain.helpdesk.TicketView;
import portero.domain.helpdesk.TopicId;
import portero.domain.mail.Suppressions;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.PersonId;
import portero.domain.schools.Position;

/** Process rows A10 and B1 to B4: from the form to the answer. */
class TicketsTest {
    private static final InstitutionCode REGION = new InstitutionCode("990000");
    private static final InstitutionCode OTHER_UGEL = new InstitutionCode("990102");

    private School school;
    private HelpDesk desk;
    private Caller director;
    private Caller agent;

    @BeforeEach
    void open() {
        school = new School();
        desk = new HelpDesk(school);
        director = school.director(LOS_CEIBOS);
        agent = school.caller(Role.HELPDESK_AGENT, RIO_CLARO);
    }

    @AfterEach
    void close() {
        school.close();
    }

    @Test
    void a_request_gets_a_number_a_promise_and_a_mail_and_stands_in_the_offices_queue() {
        var filed = desk.filed(director, LOS_CEIBOS);

        var ticket = filed.summary().ticket();
        assertThat(ticket.status()).isEqualTo(TicketStatus.NEW);
        assertThat(ticket.filing().routedTo().code()).isEqualTo(RIO_CLARO);
        assertThat(ticket.filing().promisedAt()).isAfter(school.clock.instant());
        assertThat(filed.acts()).containsExactly(TicketAct.REPLY);
        assertThat(filed.timeline()).extracting(line -> line.entry().kind()).containsExactly(Entry.Kind.SUBMITTED);
        assertThat(school.surroundings().indexed("UNSENT")).hasSize(1);
        assertThat(queue()).extracting(TicketSummary::ticket).containsExactly(ticket);
    }

    @Test
    void tickets_go_to_the_office_above_or_where_their_topic_says() {
        var ofOffice = desk.filed(school.caller(Role.UGEL_SPECIALIST, RIO_CLARO), RIO_CLARO);
        var ofCountry = desk.filed(school.caller(Role.MINISTRY_ADMINISTRATOR, InstitutionCode.COUNTRY), InstitutionCode.COUNTRY);
        var byTopic = done(desk.submit(director, about("otra-persona-usa-la-cuenta"), School.key()));

        assertThat(ofOffice.summary().ticket().filing().routedTo().code()).isEqualTo(REGION);
        assertThat(ofCountry.summary().ticket().filing().routedTo().code()).isEqualTo(InstitutionCode.COUNTRY);
        assertThat(byTopic.summary().ticket().filing().routedTo().code()).isEqualTo(InstitutionCode.COUNTRY);
    }

    @Test
    void what_cannot_be_filed_says_why() {
        var known = new SubmitTicket.Form(
                LOS_CEIBOS, HelpDesk.form(LOS_CEIBOS).email(), Optional.empty(), Optional.empty(), HelpDesk.ADDING, "¿?",
                List.of(), Optional.of(school.teacher(SEMILLITAS).id()), Optional.empty());
        var withForeignFile = new SubmitTicket.Form(
                LOS_CEIBOS, known.email(), Optional.empty(), Optional.empty(), HelpDesk.ADDING, "¿?",
                List.of(file(agent.person())), Optional.empty(), Optional.empty());

        assertThat(desk.submit(director, HelpDesk.form(SEMILLITAS), School.key())).isEqualTo(Outcome.refused(NOT_FOUND));
        assertThat(desk.submit(director, about("no-hay-tal"), School.key()))
                .isEqualTo(Outcome.refused(new UnknownValue("topic")));
        assertThat(desk.submit(director, about("actualizar-login"), School.key()))
                .isEqualTo(Outcome.refused(new UnknownValue("topic")));
        assertThat(desk.submit(director, known, School.key()))
                .isEqualTo(Outcome.refused(new UnknownValue("affectedPerson")));
        assertThat(desk.submit(director, withForeignFile, School.key())).isEqualTo(Outcome.refused(ATTACHMENT_NOT_USABLE));
        school.suppressions.add(
                new EmailAddress("direccion@example.org"), Suppressions.Reason.BOUNCED, school.clock.instant());
        assertThat(desk.submit(director, HelpDesk.form(LOS_CEIBOS), School.key()))
                .isEqualTo(Outcome.refused(EMAIL_UNDELIVERABLE));
    }

    @Test
    void sending_many_times_at_once_with_one_key_makes_one_ticket() throws Exception {
        var key = School.key();

        var answers = School.together(6, _ -> done(desk.submit(director, HelpDesk.form(LOS_CEIBOS), key)));

        assertThat(answers.stream().map(HelpDesk::number).distinct()).hasSize(1);
        assertThat(queue()).hasSize(1);
        assertThat(school.surroundings().indexed("UNSENT")).hasSize(1);
    }

    @Test
    void a_key_is_for_one_request_and_not_for_another() {
        var key = School.key();
        desk.submit(director, HelpDesk.form(LOS_CEIBOS), key);

        var other = desk.submit(director, about("contrasena-vencida"), key);

        assertThat(other).isEqualTo(Outcome.refused(IDEMPOTENCY_KEY_REUSED));
    }

    @Test
    void a_person_files_twenty_tickets_a_day_and_more_tomorrow() {
        var key = School.key();
        done(desk.submit(director, HelpDesk.form(LOS_CEIBOS), key));
        for (var i = 1; i < 20; i++) {
            done(desk.submit(director, HelpDesk.form(LOS_CEIBOS), School.key()));
        }

        var oneMore = desk.submit(director, HelpDesk.form(LOS_CEIBOS), School.key());
        var again = desk.submit(director, HelpDesk.form(LOS_CEIBOS), key);
        school.clock.move(Duration.ofDays(1));
        var tomorrow = desk.submit(director, HelpDesk.form(LOS_CEIBOS), School.key());

        // Ten in the morning in Lima.
        assertThat(oneMore).isEqualTo(Outcome.refused(new Refusal.TooManyAttempts(Duration.ofHours(14))));
        assertThat(again).isInstanceOf(Outcome.Done.class);
        assertThat(tomorrow).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void is_seen_by_its_requester_its_director_and_agents_in_scope_and_nobody_else() {
        var teacher = school.caller(Role.TEACHER, LOS_CEIBOS);
        var filed = number(desk.filed(teacher, LOS_CEIBOS));

        assertThat(desk.show.run(teacher, filed)).isInstanceOf(Outcome.Done.class);
        assertThat(done(desk.show.run(director, filed)).acts()).isEmpty();
        assertThat(desk.show.run(agent, filed)).isInstanceOf(Outcome.Done.class);
        assertThat(desk.show.run(school.caller(Role.HELPDESK_AGENT, REGION), filed)).isInstanceOf(Outcome.Done.class);
        assertThat(desk.show.run(school.caller(Role.HELPDESK_AGENT, OTHER_UGEL), filed)).isEqualTo(Outcome.refused(NOT_FOUND));
        assertThat(desk.show.run(school.director(SEMILLITAS), filed)).isEqualTo(Outcome.refused(NOT_FOUND));
        assertThat(desk.show.run(school.caller(Role.TEACHER, LOS_CEIBOS), filed)).isEqualTo(Outcome.refused(NOT_FOUND));
        assertThat(desk.list.run(teacher, Optional.of(LOS_CEIBOS), Optional.empty())).isEqualTo(Outcome.refused(NOT_FOUND));
        assertThat(done(desk.list.run(director, Optional.of(LOS_CEIBOS), Optional.empty())).items()).hasSize(1);
        assertThat(done(desk.list.run(director, Optional.empty(), Optional.empty())).items()).isEmpty();
    }

    @Test
    void goes_from_hand_to_hand_until_it_is_solved_and_reopened() {
        var filed = desk.filed(director, LOS_CEIBOS);
        var taken = done(desk.assign.run(agent, number(filed), Optional.of(agent.person()), 1));
        var asked = desk.written(agent, taken, Kind.QUESTION);
        var replied = desk.written(director, shown(director, asked), Kind.REPLY);
        var solved = desk.written(agent, shown(agent, replied), Kind.SOLUTION);

        var reopened = done(desk.reopen.run(director, number(filed), "Sigue igual.", shown(director, solved).summary().version()));

        assertThat(List.of(taken, asked, replied, solved, reopened))
                .extracting(view -> view.summary().ticket().status())
                .containsExactly(
                        TicketStatus.IN_PROGRESS,
                        TicketStatus.WAITING,
                        TicketStatus.IN_PROGRESS,
                        TicketStatus.RESOLVED,
                        TicketStatus.IN_PROGRESS);
        assertThat(reopened.summary().ticket().assignee()).isPresent();
        // Received, question, solved, reopened.
        assertThat(school.surroundings().indexed("UNSENT")).hasSize(4);
    }

    @Test
    void of_two_agents_at_once_one_answers_and_the_other_looks_again() throws Exception {
        var filed = shown(agent, desk.filed(director, LOS_CEIBOS));
        var colleague = school.caller(Role.HELPDESK_AGENT, RIO_CLARO);

        var answers = School.together(
                2, number -> desk.write(number == 0 ? agent : colleague, filed, Kind.REPLY, School.key()));

        assertThat(answers).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
        assertThat(answers).contains(Outcome.refused(CHANGED_MEANWHILE));
        assertThat(shown(agent, filed).timeline()).hasSize(2);
    }

    @Test
    void a_note_is_the_agents_alone_and_stops_no_reply() {
        var filed = desk.filed(director, LOS_CEIBOS);
        desk.written(agent, shown(agent, filed), Kind.NOTE);

        var replied = desk.written(director, filed, Kind.REPLY);

        assertThat(replied.timeline()).extracting(line -> line.entry().kind())
                .containsExactly(Entry.Kind.SUBMITTED, Entry.Kind.REPLY);
        assertThat(shown(agent, filed).timeline()).hasSize(3);
        assertThat(school.surroundings().indexed("UNSENT")).hasSize(1);
    }

    @Test
    void a_reply_sent_twice_is_added_once() throws Exception {
        var filed = desk.filed(director, LOS_CEIBOS);
        var key = School.key();

        var answers = School.together(4, _ -> done(desk.write(director, filed, Kind.REPLY, key)));

        assertThat(answers).allSatisfy(view -> assertThat(view.timeline()).hasSize(2));
    }

    @Test
    void each_does_only_what_is_theirs() {
        var filed = desk.filed(director, LOS_CEIBOS);
        var colleague = school.director(LOS_CEIBOS);

        assertThat(desk.write(director, filed, Kind.NOTE, School.key())).isEqualTo(Outcome.refused(NOT_ALLOWED));
        assertThat(desk.write(colleague, filed, Kind.REPLY, School.key())).isEqualTo(Outcome.refused(NOT_ALLOWED));
        assertThat(desk.assign.run(director, number(filed), Optional.empty(), 1)).isEqualTo(Outcome.refused(NOT_ALLOWED));
        assertThat(desk.merge.run(director, number(filed), number(filed), 1)).isEqualTo(Outcome.refused(NOT_ALLOWED));
        assertThat(desk.reopen.run(agent, number(filed), "…", 1)).isEqualTo(Outcome.refused(NOT_ALLOWED));
        assertThat(desk.assign.run(agent, number(filed), Optional.of(director.person()), 1))
                .isEqualTo(Outcome.refused(new UnknownValue("assignee")));
    }

    @Test
    void a_solved_ticket_takes_no_reply_and_is_reopened_for_ten_days() {
        var filed = desk.filed(director, LOS_CEIBOS);
        desk.written(agent, shown(agent, filed), Kind.SOLUTION);
        var solved = shown(director, filed);

        var reply = desk.write(director, solved, Kind.REPLY, School.key());
        school.clock.move(Duration.ofDays(10));
        var tooLate = desk.reopen.run(director, number(filed), "…", solved.summary().version());

        assertThat(solved.acts()).containsExactly(TicketAct.REOPEN);
        assertThat(reply).isEqualTo(Outcome.refused(TICKET_CLOSED));
        assertThat(tooLate).isEqualTo(Outcome.refused(REOPENING_OVER));
        assertThat(shown(director, filed).acts()).isEmpty();
    }

    @Test
    void is_given_to_an_agent_of_the_office_and_back_to_the_queue() {
        var helper = school.member(RIO_CLARO, Position.AGENTE_DE_AYUDA);
        school.given(school.caller(Role.UGEL_SPECIALIST, RIO_CLARO), RIO_CLARO, helper, Role.HELPDESK_AGENT);
        var filed = desk.filed(director, LOS_CEIBOS);

        var given = done(desk.assign.run(agent, number(filed), Optional.of(helper.id()), 1));
        var back = done(desk.assign.run(agent, number(filed), Optional.empty(), 2));

        assertThat(given.summary().ticket().assignee().orElseThrow().person()).isEqualTo(helper.id());
        assertThat(back.summary().ticket().assignee()).isEmpty();
        assertThat(back.summary().ticket().status()).isEqualTo(TicketStatus.IN_PROGRESS);
    }

    @Test
    void a_duplicate_is_closed_and_each_names_the_other_to_those_who_see_both() {
        var teacher = school.caller(Role.TEACHER, LOS_CEIBOS);
        var first = desk.filed(director, LOS_CEIBOS);
        var second = desk.filed(teacher, LOS_CEIBOS);

        var merged = done(desk.merge.run(agent, number(second), number(first), 1));

        assertThat(merged.summary().ticket().status()).isEqualTo(TicketStatus.CLOSED);
        assertThat(merged.mergedInto()).contains(number(first));
        assertThat(shown(teacher, second).mergedInto()).isEmpty();
        assertThat(shown(teacher, second).timeline().getLast().other()).isEmpty();
        assertThat(shown(teacher, second).acts()).isEmpty();
        assertThat(shown(director, first).timeline().getLast().other()).contains(number(second));
        assertThat(desk.merge.run(agent, number(first), number(second), 2)).isEqualTo(Outcome.refused(TICKET_CLOSED));
        assertThat(desk.merge.run(agent, number(first), number(first), 2))
                .isEqualTo(Outcome.refused(new UnknownValue("into")));
    }

    @Test
    void the_queue_is_for_agents_and_filters_by_topic_with_those_below() {
        desk.filed(director, LOS_CEIBOS);
        done(desk.submit(director, about("contrasena-vencida"), School.key()));
        var wish = new ListQueue.Wish(
                QueueFilter.Statuses.OPEN,
                Optional.of(new TopicId("mantenimiento-de-usuarios")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ListQueue.Assignee.NOBODY));

        var found = done(desk.queue.run(agent, RIO_CLARO, wish, Optional.empty()));

        assertThat(found.page().items()).extracting(item -> item.ticket().filing().topic()).containsExactly(HelpDesk.ADDING);
        assertThat(found.counts().open()).isEqualTo(2);
        assertThat(desk.queue.run(director, RIO_CLARO, wish, Optional.empty())).isEqualTo(Outcome.refused(NOT_FOUND));
        assertThat(desk.queue.run(school.caller(Role.UGEL_SPECIALIST, RIO_CLARO), RIO_CLARO, wish, Optional.empty()))
                .isEqualTo(Outcome.refused(NOT_FOUND));
    }

    /** Whoever dies on the way has filed nothing, or all of it; the same key again makes one ticket of it. */
    @Test
    void a_function_that_dies_at_any_call_loses_nothing_and_doubles_nothing() {
        var life = Lifeline.endless();
        desk(life).submit(director, HelpDesk.form(LOS_CEIBOS), School.key());

        for (var call = 0; call < life.calls().size(); call++) {
            for (var dying : List.of(Lifeline.endingBefore(call), Lifeline.endingAfter(call))) {
                var requester = school.director(LOS_CEIBOS);
                var key = School.key();
                try {
                    desk(dying).submit(requester, HelpDesk.form(LOS_CEIBOS), key);
                    throw new AssertionError("Nobody died at call " + call);
                } catch (Dying.Death expected) {
                    var left = done(desk.list.run(requester, Optional.empty(), Optional.empty())).items();
                    var again = done(desk.submit(requester, HelpDesk.form(LOS_CEIBOS), key));

                    var after = done(desk.list.run(requester, Optional.empty(), Optional.empty())).items();
                    assertThat(left).as("call %s", call).hasSizeLessThanOrEqualTo(1);
                    assertThat(after).as("call %s", call).extracting(TicketSummary::ticket).containsExactly(again.summary().ticket());
                    assertThat(again.timeline()).as("call %s", call).hasSize(1);
                }
            }
        }
        assertThat(school.surroundings().indexed("UNSENT")).hasSize(1 + 2 * life.calls().size());
    }

    private HelpDesk desk(Lifeline life) {
        return new HelpDesk(school, school.surroundings().table(life));
    }

    private TicketView shown(Caller caller, TicketView view) {
        return done(desk.show.run(caller, number(view)));
    }

    private List<TicketSummary> queue() {
        return done(desk.queue.run(agent, RIO_CLARO, HelpDesk.everythingOpen(), Optional.empty())).page().items();
    }

    private static SubmitTicket.Form about(String topic) {
        var form = HelpDesk.form(LOS_CEIBOS);
        return new SubmitTicket.Form(
                form.institution(), form.email(), form.mobile(), form.annex(), new TopicId(topic), form.comment(),
                form.attachments(), form.affectedPerson(), form.context());
    }

    private AttachmentId file(PersonId owner) {
        var id = AttachmentId.random(school.random);
        desk.attachments.expect(new Attachment(
                id,
                owner,
                FileName.parse("foto.jpg").orElseThrow(),
                100,
                Sha256.of(new byte[100]),
                school.clock.instant(),
                Attachment.State.EXPECTED,
                Optional.empty(),
                false,
                Optional.empty()));
        return id;
    }
}
