package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static portero.domain.Refusal.Reason.NOT_ALLOWED;
import static portero.domain.Refusal.Reason.NOT_FOUND;
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
import portero.adapters.dynamodb.DynamoDbPresences;
import portero.domain.Outcome;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Locks;
import portero.domain.accounts.Role;
import portero.domain.accounts.UserView;
import portero.domain.helpdesk.ListAgents;
import portero.domain.helpdesk.NotePresence;
import portero.domain.helpdesk.Presences;
import portero.domain.helpdesk.ShowAffectedPerson;
import portero.domain.helpdesk.SubmitTicket;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Person;
import portero.domain.schools.Position;
import portero.domain.signin.Attempts;

/** What an agent sees around a ticket: who else is at it, who could take it, and whom it concerns. */
class AroundTicketTest {
    private static final InstitutionCode REGION = new InstitutionCode("990000");
    private static final InstitutionCode OTHER_UGEL = new InstitutionCode("990102");

    private School school;
    private HelpDesk desk;
    private Caller ministry;
    private Caller director;
    private Caller agent;
    private TicketNumber ticket;

    @BeforeEach
    void open() {
        school = new School();
        desk = new HelpDesk(school);
        ministry = school.caller(Role.MINISTRY_ADMINISTRATOR, InstitutionCode.COUNTRY);
        director = school.director(LOS_CEIBOS);
        agent = school.caller(Role.HELPDESK_AGENT, RIO_CLARO);
        ticket = HelpDesk.number(desk.filed(director, LOS_CEIBOS));
    }

    @AfterEach
    void close() {
        school.close();
    }

    @Test
    void an_agent_learns_who_else_looks_and_who_writes() {
        var other = school.caller(Role.HELPDESK_AGENT, REGION);
        var alone = done(note(agent, false));
        var both = done(note(other, true));

        var known = done(note(agent, false));

        assertThat(alone.present()).isEmpty();
        assertThat(both.present()).extracting(present -> present.agent().person()).containsExactly(agent.person());
        assertThat(known.present()).containsExactly(new Presences.Presence(known.present().getFirst().agent(), true));
        assertThat(known.present().getFirst().agent().person()).isEqualTo(other.person());
        assertThat(known.version()).isEqualTo(1);
    }

    @Test
    void whoever_left_is_forgotten_after_a_minute() {
        note(school.caller(Role.HELPDESK_AGENT, REGION), true);
        school.clock.move(Duration.ofSeconds(60));

        var known = done(note(agent, false));

        assertThat(known.present()).isEmpty();
    }

    @Test
    void the_agents_who_can_take_a_ticket_are_those_of_its_office_and_of_those_above() {
        var near = hired(RIO_CLARO);
        var above = hired(REGION);
        var lead = hired(InstitutionCode.COUNTRY);
        hired(OTHER_UGEL);
        granted(school.member(RIO_CLARO, Position.ESPECIALISTA_UGEL), RIO_CLARO, Role.UGEL_SPECIALIST);

        var agents = done(list(agent));

        assertThat(agents)
                .extracting(found -> found.who().person(), found -> found.office().code())
                .containsExactly(
                        tuple(near.id(), RIO_CLARO),
                        tuple(above.id(), REGION),
                        tuple(lead.id(), InstitutionCode.COUNTRY));
    }

    @Test
    void an_agent_of_two_offices_is_listed_once_and_nobody_for_their_own_ticket() {
        var both = hired(RIO_CLARO);
        school.enrol(REGION, both, Position.AGENTE_DE_AYUDA);
        granted(both, REGION, Role.HELPDESK_AGENT);
        var asking = new Caller(
                both.login(), both.id(), school.accounts.find(both.login()).orElseThrow().grants(), "request");
        var own = HelpDesk.number(desk.filed(asking, RIO_CLARO));

        var ofOthers = done(list(agent));
        var ofOwn = done(new ListAgents(desk.tickets, school.accounts, school.institutions, school.clock)
                .run(school.caller(Role.HELPDESK_AGENT, REGION), own));

        assertThat(ofOthers).extracting(found -> found.who().person()).containsExactly(both.id());
        assertThat(ofOthers.getFirst().office().code()).isEqualTo(RIO_CLARO);
        assertThat(ofOwn).isEmpty();
    }

    @Test
    void of_the_affected_person_agents_see_the_account_its_lock_and_its_grants() {
        var teacher = school.teacher(LOS_CEIBOS);
        granted(teacher, LOS_CEIBOS, Role.TEACHER);
        school.enrol(SEMILLITAS, teacher, Position.PROFESOR);
        granted(teacher, SEMILLITAS, Role.TUTOR);
        var lock = new Attempts.Subject(
                Locks.KIND,
                teacher.login().value(),
                new Attempts.Limit(0, Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofHours(1)));
        school.attempts.begin(lock, school.clock.instant());
        var about = concerning(teacher);

        var shown = done(show(agent, about));

        assertThat(shown.person().id()).isEqualTo(teacher.id());
        assertThat(shown.member().orElseThrow().position()).isEqualTo(Position.PROFESOR);
        var holder = shown.holder().orElseThrow();
        assertThat(holder.state()).isEqualTo(UserView.State.NEVER_SIGNED_IN);
        assertThat(holder.lockedUntil()).contains(school.clock.instant().plus(Duration.ofMinutes(5)));
        assertThat(holder.grants())
                .extracting(held -> held.institution().code())
                .containsExactlyInAnyOrder(LOS_CEIBOS, SEMILLITAS);
    }

    @Test
    void the_state_of_an_account_follows_its_password_and_its_grants() {
        var teacher = school.teacher(LOS_CEIBOS);
        var about = concerning(teacher);
        var without = done(show(agent, about)).holder();
        granted(teacher, LOS_CEIBOS, Role.TEACHER);
        school.clock.move(School.PASSWORD_LIFE.plusSeconds(1));
        var expired = done(show(agent, about)).holder();
        school.accounts.signedIn(teacher.login(), school.clock.instant());
        var active = done(show(agent, about)).holder();
        var account = school.accounts.find(teacher.login()).orElseThrow();

        var nextYear = UserView.State.of(account, school.clock.instant().plus(Duration.ofDays(365)));

        assertThat(without).isEmpty();
        assertThat(expired.map(ShowAffectedPerson.Holder::state)).contains(UserView.State.TEMPORARY_EXPIRED);
        assertThat(active.map(ShowAffectedPerson.Holder::state)).contains(UserView.State.ACTIVE);
        assertThat(nextYear).isEqualTo(UserView.State.ENDED);
    }

    @Test
    void a_ticket_that_concerns_nobody_has_no_affected_person() {
        var shown = show(agent, ticket);

        assertThat(shown).isEqualTo(Outcome.refused(NOT_FOUND));
    }

    @Test
    void all_this_is_for_agents_and_to_strangers_there_is_no_ticket() {
        var otherDirector = school.director(LOS_CEIBOS);
        var strangers = List.of(school.director(SEMILLITAS), school.caller(Role.HELPDESK_AGENT, OTHER_UGEL), ministry);

        assertThat(List.of(director, otherDirector)).allSatisfy(seer -> {
            assertThat(note(seer, true)).isEqualTo(Outcome.refused(NOT_ALLOWED));
            assertThat(list(seer)).isEqualTo(Outcome.refused(NOT_ALLOWED));
            assertThat(show(seer, ticket)).isEqualTo(Outcome.refused(NOT_ALLOWED));
        });
        assertThat(strangers).allSatisfy(stranger -> {
            assertThat(note(stranger, true)).isEqualTo(Outcome.refused(NOT_FOUND));
            assertThat(list(stranger)).isEqualTo(Outcome.refused(NOT_FOUND));
            assertThat(show(stranger, ticket)).isEqualTo(Outcome.refused(NOT_FOUND));
        });
        assertThat(done(note(agent, false)).present()).isEmpty();
    }

    private Outcome<NotePresence.Others> note(Caller caller, boolean writing) {
        var presences = new DynamoDbPresences(school.surroundings().table());
        return new NotePresence(desk.tickets, presences, school.personnel, school.clock).run(caller, ticket, writing);
    }

    private Outcome<List<ListAgents.Agent>> list(Caller caller) {
        return new ListAgents(desk.tickets, school.accounts, school.institutions, school.clock).run(caller, ticket);
    }

    private Outcome<ShowAffectedPerson.AffectedPerson> show(Caller caller, TicketNumber number) {
        return new ShowAffectedPerson(
                        desk.tickets, school.accounts, school.personnel, school.institutions, school.locks, school.clock)
                .run(caller, number);
    }

    private Person hired(InstitutionCode office) {
        var person = school.member(office, Position.AGENTE_DE_AYUDA);
        granted(person, office, Role.HELPDESK_AGENT);
        return person;
    }

    private void granted(Person person, InstitutionCode institution, Role role) {
        done(school.createUser().run(ministry, institution, person.id(), role, School.key()));
    }

    private TicketNumber concerning(Person person) {
        var form = HelpDesk.form(LOS_CEIBOS);
        var about = new SubmitTicket.Form(
                form.institution(),
                form.email(),
                form.mobile(),
                form.annex(),
                form.topic(),
                form.comment(),
                form.attachments(),
                Optional.of(person.id()),
                form.context());
        return HelpDesk.number(done(desk.submit(director, about, School.key())));
    }
}
