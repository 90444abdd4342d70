package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static portero.local.demo.Desk.FILED_WITH;
import static portero.local.demo.School.LEASE_OVER;
import static portero.local.demo.School.LOS_CEIBOS;
import static portero.local.demo.School.RIO_CLARO;
import static portero.local.demo.School.done;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import portero.domain.Outcome;
import portero.domain.Refusal;
import portero.domain.Secret;
import portero.domain.accounts.Caller;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.accounts.RevokeAccess;
import portero.domain.accounts.Role;
import portero.domain.accounts.TemporaryPassword;
import portero.domain.helpdesk.Entry;
import portero.domain.helpdesk.OfferReset;
import portero.domain.helpdesk.ReplyToTicket.Kind;
import portero.domain.helpdesk.TakeReset.Taken;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.helpdesk.TicketStatus;
import portero.domain.helpdesk.TicketView;
import portero.domain.mail.DeliverMail.Delivery;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Person;
import portero.domain.schools.Position;

/** An agent answers and offers, a director takes: the password that comes of it, and everything that must not. */
class OfferedResetTest {
    private Desk desk;
    private Person teacher;
    private TemporaryPassword before;
    private TicketNumber number;

    @BeforeEach
    void open() {
        desk = new Desk();
        teacher = desk.school.teacher(LOS_CEIBOS);
        before = given(teacher, Role.TEACHER);
        number = desk.filedFor(teacher);
        desk.deliver();
        desk.school.clock.move(Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void offers_with_an_answer_and_touches_no_password() {
        var view = done(offer(desk.agent));
        var mails = desk.deliver();

        assertThat(view.summary().ticket().status()).isEqualTo(TicketStatus.WAITING);
        assertThat(desk.kinds(number)).containsExactly(Entry.Kind.SUBMITTED, Entry.Kind.REPLY, Entry.Kind.RESET_OFFERED);
        assertThat(mails).containsExactly(new Delivery.Sent());
        assertThat(desk.mail(FILED_WITH)).contains("> Verificamos sus datos.", "Dar la contraseña nueva:");
        assertThat(desk.school.works(teacher, before)).isTrue();
    }

    @Test
    void gives_the_requester_a_password_by_the_agents_authority() {
        done(offer(desk.agent));
        desk.deliver();

        var taken = done(take(School.key()));
        var mails = desk.deliver();

        assertThat(desk.school.works(teacher, taken.password())).isTrue();
        assertThat(desk.school.works(teacher, before)).isFalse();
        assertThat(taken.ticket().summary().ticket().status()).isEqualTo(TicketStatus.RESOLVED);
        assertThat(taken.ticket().offerUntil()).isEmpty();
        assertThat(desk.kinds(number)).endsWith(Entry.Kind.RESET_TAKEN);
        assertThat(mails).contains(new Delivery.Sent());
        assertThat(desk.mail(FILED_WITH)).contains("Usted recibió en su pantalla", "/calificar#");
        assertThat(desk.school.surroundings().items("AUDIT#" + teacher.id()))
                .filteredOn(item -> item.get("action").s().equals("reset-password"))
                .singleElement()
                .satisfies(item -> assertThat(item.toString())
                        .contains(desk.agent.person().value(), desk.director.person().value(), number.toString()));
    }

    @Test
    void keeps_the_password_out_of_ticket_and_mail() {
        done(offer(desk.agent));
        var taken = done(take(School.key()));
        desk.deliver();

        var kept = desk.school.surroundings().items("TICKET#" + number).toString();

        assertThat(kept).doesNotContain(taken.password().value());
        assertThat(desk.post.inbox(FILED_WITH).toString()).doesNotContain(taken.password().value());
    }

    @Test
    void gives_another_password_to_the_same_key_until_somebody_chose_one() {
        var key = School.key();
        done(offer(desk.agent));
        var first = done(take(key));
        var second = done(take(key));
        var works = desk.school.works(teacher, second.password());
        var firstWorks = desk.school.works(teacher, first.password());
        desk.school.authentication.replacePassword(teacher.login(), new Secret("faro nube tambor cauce"));
        desk.school.accounts.signedIn(teacher.login(), desk.school.clock.instant());

        var third = take(key);

        assertThat(List.of(works, firstWorks)).containsExactly(true, false);
        assertThat(third).isEqualTo(Outcome.refused(Refusal.Reason.CHANGED_MEANWHILE));
        assertThat(desk.kinds(number)).containsOnlyOnce(Entry.Kind.RESET_TAKEN);
    }

    @Test
    void is_taken_once() {
        done(offer(desk.agent));
        done(take(School.key()));

        var again = take(School.key());

        assertThat(again).isEqualTo(Outcome.refused(Refusal.Reason.RESET_OFFER_OVER));
    }

    @Test
    void is_taken_by_one_of_several_at_once() throws Exception {
        done(offer(desk.agent));

        var outcomes = School.together(4, _ -> take(School.key()));

        var shown = outcomes.stream()
                .filter(Outcome.Done.class::isInstance)
                .map(outcome -> done(outcome).password())
                .toList();
        assertThat(shown).hasSize(1);
        assertThat(desk.school.works(teacher, shown.getFirst())).isTrue();
        assertThat(desk.kinds(number)).containsOnlyOnce(Entry.Kind.RESET_TAKEN);
    }

    /** Nobody learns which password was set by one that died: the same key sets another. */
    @Test
    void leaves_one_working_password_to_whoever_tries_again_after_a_death() {
        var living = Lifeline.endless();
        done(offer(desk.agent));
        done(desk.takeReset(living).run(desk.director, number, School.key()));

        for (var call = 0; call < living.calls().size(); call++) {
            for (var life : List.of(Lifeline.endingBefore(call), Lifeline.endingAfter(call))) {
                // Nobody files more than twenty tickets a day.
                desk.school.clock.move(Duration.ofDays(1));
                var person = desk.school.teacher(LOS_CEIBOS);
                given(person, Role.TEACHER);
                number = desk.filedFor(person);
                desk.school.clock.move(Duration.ofMinutes(1));
                done(offer(desk.agent));
                var key = School.key();
                var death = catchThrowable(() -> desk.takeReset(life).run(desk.director, number, key));
                desk.school.clock.move(LEASE_OVER);

                var shown = done(take(key)).password();

                assertThat(death).as("call %s", call).isInstanceOf(Dying.Death.class);
                assertThat(desk.school.works(person, shown)).as("call %s", call).isTrue();
                assertThat(desk.kinds(number)).as("call %s", call).containsOnlyOnce(Entry.Kind.RESET_TAKEN);
            }
        }
    }

    @Test
    void ends_after_three_days_and_with_the_ticket() {
        done(offer(desk.agent));
        desk.school.clock.move(OfferReset.LIFE);
        var late = take(School.key());
        done(offer(desk.agent));
        desk.written(desk.agent, number, Kind.SOLUTION);

        var solved = take(School.key());

        assertThat(List.of(late, solved)).containsOnly(Outcome.refused(Refusal.Reason.RESET_OFFER_OVER));
        assertThat(desk.school.works(teacher, before)).isTrue();
    }

    @Test
    void ends_with_the_agents_grant() {
        done(offer(desk.agent));
        var specialist = desk.school.caller(Role.UGEL_SPECIALIST, RIO_CLARO);
        done(new RevokeAccess(
                        desk.school.accounts, desk.school.personnel, desk.school.institutions, desk.school.clock)
                .run(specialist, RIO_CLARO, desk.agentPerson.id()));

        var outcome = take(School.key());

        assertThat(outcome).isEqualTo(Outcome.refused(Refusal.Reason.RESET_OFFER_OVER));
    }

    @Test
    void is_offered_of_nobody_who_is_not_below_an_agent() {
        given(teacher, RIO_CLARO, Position.ESPECIALISTA_UGEL, Role.HELPDESK_AGENT);

        var outcome = offer(desk.agent);

        assertThat(outcome).isEqualTo(Outcome.refused(Refusal.Reason.HIGHER_ROLE_ELSEWHERE));
    }

    @Test
    void is_offered_by_agents_alone_and_only_where_somebody_is_affected() {
        var stranger = desk.school.director(School.FLOR_DE_RETAMA);
        var nobodys = desk.filed();
        var own = desk.filedFor(desk.directorPerson);

        var outcomes = List.of(
                offer(desk.director),
                offer(stranger),
                desk.offerReset().run(desk.agent, nobodys, "Sí.", 1, School.key()),
                desk.offerReset().run(desk.agent, own, "Sí.", 1, School.key()));

        assertThat(outcomes)
                .containsExactly(
                        Outcome.refused(Refusal.Reason.NOT_ALLOWED),
                        Outcome.refused(Refusal.Reason.NOT_FOUND),
                        Outcome.refused(Refusal.Reason.NOT_ALLOWED),
                        Outcome.refused(Refusal.Reason.NOT_ALLOWED));
    }

    @Test
    void is_offered_once_by_one_key() {
        var key = School.key();
        var version = desk.ticket(number).version();

        var first = desk.offerReset().run(desk.agent, number, "Verificamos sus datos.", version, key);
        var again = desk.offerReset().run(desk.agent, number, "Verificamos sus datos.", version, key);
        var other = desk.offerReset().run(desk.agent, number, "Otra cosa.", version, key);

        assertThat(done(again)).isEqualTo(done(first));
        assertThat(other).isEqualTo(Outcome.refused(Refusal.Reason.IDEMPOTENCY_KEY_REUSED));
        assertThat(desk.kinds(number)).containsOnlyOnce(Entry.Kind.RESET_OFFERED);
    }

    private TemporaryPassword given(Person person, Role role) {
        return desk.school
                .given(desk.school.caller(Role.UGEL_SPECIALIST, RIO_CLARO), LOS_CEIBOS, person, role)
                .password();
    }

    private void given(Person person, InstitutionCode code, Position position, Role role) {
        desk.school.enrol(code, person, position);
        done(desk.school
                .createUser()
                .run(desk.school.caller(Role.UGEL_SPECIALIST, RIO_CLARO), code, person.id(), role, School.key()));
        desk.school.clock.move(Duration.ofSeconds(1));
    }

    private Outcome<TicketView> offer(Caller caller) {
        return desk.offerReset()
                .run(caller, number, "Verificamos sus datos.", desk.ticket(number).version(), School.key());
    }

    private Outcome<Taken> take(IdempotencyKey key) {
        return desk.takeReset().run(desk.director, number, key);
    }
}
