package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.domain.Refusal.Reason.IDEMPOTENCY_KEY_REUSED;
import static portero.domain.Refusal.Reason.NOT_FOUND;
import static portero.local.demo.School.LOS_CEIBOS;
import static portero.local.demo.School.RIO_CLARO;
import static portero.local.demo.School.SEMILLITAS;
import static portero.local.demo.School.done;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import portero.adapters.dynamodb.DynamoDbNumbers;
import portero.adapters.dynamodb.DynamoDbTopics;
import portero.domain.Outcome;
import portero.domain.Refusal.TooManyAttempts;
import portero.domain.accounts.Caller;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.accounts.Role;
import portero.domain.helpdesk.BusinessHours;
import portero.domain.helpdesk.CountAvoided;
import portero.domain.helpdesk.CountTickets;
import portero.domain.helpdesk.Counts;
import portero.domain.helpdesk.Measure;
import portero.domain.helpdesk.Numbers;
import portero.domain.helpdesk.ReplyToTicket.Kind;
import portero.domain.helpdesk.ShowNumbers;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.helpdesk.TopicId;
import portero.domain.helpdesk.Week;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.SchoolCalendar;

class NumbersTest {
    private static final InstitutionCode REGION = new InstitutionCode("990000");
    private static final InstitutionCode OTHER_UGEL = new InstitutionCode("990102");

    private School school;
    private HelpDesk desk;
    private Numbers numbers;
    private Caller director;
    private Caller agent;

    @BeforeEach
    void open() {
        school = new School();
        desk = new HelpDesk(school);
        numbers = new DynamoDbNumbers(school.surroundings().table());
        director = school.director(LOS_CEIBOS);
        agent = school.caller(Role.HELPDESK_AGENT, RIO_CLARO);
    }

    @AfterEach
    void close() {
        school.close();
    }

    @Test
    void offices_see_what_was_filed_answered_and_solved_by_week_and_topic() {
        var filed = desk.filed(director, LOS_CEIBOS);
        school.clock.move(Duration.ofMinutes(30));
        var solved = desk.written(agent, done(desk.show.run(agent, HelpDesk.number(filed))), Kind.SOLUTION);
        count(HelpDesk.number(solved));
        var week = Week.at(school.clock.instant());
        var next = Week.of(week.sunday().plusDays(1));

        var shown = done(show(agent, RIO_CLARO, week, next));

        assertThat(shown.weeks()).extracting(ShowNumbers.WeekNumbers::week).containsExactly(week, next);
        assertThat(shown.weeks().getFirst().topics())
                .isEqualTo(Map.of(
                        HelpDesk.ADDING,
                        new Counts(Map.of(
                                Measure.RECEIVED, 1L,
                                Measure.ANSWERED, 1L,
                                Measure.ANSWER_MINUTES, 30L,
                                Measure.SOLVED, 1L,
                                Measure.SOLVE_MINUTES, 30L))));
        assertThat(shown.weeks().getLast().topics()).isEmpty();
    }

    @Test
    void numbers_are_for_agents_and_maintainers_of_offices_within_what_they_were_granted() {
        var week = Week.at(school.clock.instant());
        var seers = List.of(
                agent,
                school.caller(Role.UGEL_SPECIALIST, RIO_CLARO),
                school.caller(Role.HELPDESK_AGENT, REGION),
                school.caller(Role.DRE_SPECIALIST, REGION),
                school.caller(Role.MINISTRY_ADMINISTRATOR, InstitutionCode.COUNTRY));
        var strangers = List.of(
                director,
                school.caller(Role.UGEL_SPECIALIST, OTHER_UGEL),
                school.caller(Role.HELPDESK_AGENT, OTHER_UGEL),
                school.caller(Role.ADMINISTRATIVE_STAFF, RIO_CLARO));

        assertThat(seers).allMatch(caller -> show(caller, RIO_CLARO, week, week) instanceof Outcome.Done);
        assertThat(strangers).allMatch(caller -> show(caller, RIO_CLARO, week, week).equals(Outcome.refused(NOT_FOUND)));
        assertThat(show(agent, REGION, week, week)).isEqualTo(Outcome.refused(NOT_FOUND));
        assertThat(show(agent, LOS_CEIBOS, week, week)).isEqualTo(Outcome.refused(NOT_FOUND));
        assertThat(show(agent, new InstitutionCode("999999"), week, week)).isEqualTo(Outcome.refused(NOT_FOUND));
    }

    @Test
    void a_suggestion_that_helped_is_counted_once_where_the_ticket_would_have_gone() {
        var key = School.key();
        var week = Week.at(school.clock.instant());

        var outcomes = List.of(
                avoid(director, HelpDesk.ADDING, LOS_CEIBOS, key), avoid(director, HelpDesk.ADDING, LOS_CEIBOS, key));

        assertThat(outcomes).allMatch(Outcome.Done.class::isInstance);
        assertThat(avoided(RIO_CLARO, week)).isEqualTo(1);
        assertThat(avoided(REGION, week)).isEqualTo(1);
        assertThat(avoided(InstitutionCode.COUNTRY, week)).isEqualTo(1);
        assertThat(avoided(OTHER_UGEL, week)).isZero();
    }

    @Test
    void one_key_is_for_one_suggestion() {
        var key = School.key();
        avoid(director, HelpDesk.ADDING, LOS_CEIBOS, key);

        var again = avoid(director, new TopicId("otros"), LOS_CEIBOS, key);

        assertThat(again).isEqualTo(Outcome.refused(IDEMPOTENCY_KEY_REUSED));
    }

    @Test
    void nothing_is_counted_for_other_schools_or_for_what_takes_no_tickets() {
        var outcomes = List.of(
                avoid(director, HelpDesk.ADDING, SEMILLITAS, School.key()),
                avoid(director, new TopicId("correo"), LOS_CEIBOS, School.key()),
                avoid(director, new TopicId("unknown"), LOS_CEIBOS, School.key()));

        assertThat(outcomes).allMatch(Outcome.refused(NOT_FOUND)::equals);
        assertThat(avoided(InstitutionCode.COUNTRY, Week.at(school.clock.instant()))).isZero();
    }

    @Test
    void thirty_are_counted_of_a_person_and_day() {
        var first = School.key();
        avoid(director, HelpDesk.ADDING, LOS_CEIBOS, first);
        for (var time = 1; time < 30; time++) {
            done(avoid(director, HelpDesk.ADDING, LOS_CEIBOS, School.key()));
        }

        var oneMore = avoid(director, HelpDesk.ADDING, LOS_CEIBOS, School.key());
        var again = avoid(director, HelpDesk.ADDING, LOS_CEIBOS, first);
        school.clock.move(Duration.ofHours(14));
        var tomorrow = avoid(director, HelpDesk.ADDING, LOS_CEIBOS, School.key());

        // At ten in the morning in Lima, fourteen hours are left of the day.
        assertThat(oneMore).isEqualTo(Outcome.refused(new TooManyAttempts(Duration.ofHours(14))));
        assertThat(again).isInstanceOf(Outcome.Done.class);
        assertThat(tomorrow).isInstanceOf(Outcome.Done.class);
        assertThat(avoided(RIO_CLARO, Week.at(school.clock.instant()))).isEqualTo(31);
    }

    private void count(TicketNumber ticket) {
        new CountTickets(desk.tickets, numbers, new BusinessHours(SchoolCalendar.bundled())).run(ticket);
    }

    private Outcome<ShowNumbers.OfficeNumbers> show(Caller caller, InstitutionCode office, Week first, Week last) {
        return new ShowNumbers(numbers, school.institutions, school.clock).run(caller, office, first, last);
    }

    private Outcome<CountAvoided.Counted> avoid(
            Caller caller, TopicId topic, InstitutionCode institution, IdempotencyKey key) {
        var topics = new DynamoDbTopics(school.surroundings().table());
        return new CountAvoided(topics, numbers, school.institutions, school.attempts, school.clock)
                .run(caller, topic, institution, key);
    }

    private long avoided(InstitutionCode office, Week week) {
        return numbers.between(office, week, week).stream()
                .mapToLong(line -> line.counts().get(Measure.AVOIDED))
                .sum();
    }
}
