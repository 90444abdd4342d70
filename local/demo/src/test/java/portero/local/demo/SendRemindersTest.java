package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.local.demo.School.LOS_CEIBOS;
import static portero.local.demo.School.PASSWORD_LIFE;
import static portero.local.demo.School.SEMILLITAS;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import portero.adapters.dynamodb.DynamoDbTemporaryPasswords;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Role;
import portero.domain.mail.DeliverMail.Delivery;
import portero.domain.mail.Message;
import portero.domain.mail.MessageId;
import portero.domain.mail.SendReminders;
import portero.domain.mail.SendReminders.Report;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.ContactEmail.Standing;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Person;
import portero.domain.schools.Position;
import portero.domain.schools.SchoolCalendar;
import portero.domain.schools.SchoolYear;

/** Digests of temporary passwords that end, as directors get them. It is Monday, 1 June 2026, when a test begins. */
class SendRemindersTest {
    /** What is given on a Thursday ends on one, so that the days before are school days. */
    private static final Duration UNTIL_THURSDAY = Duration.ofDays(3);

    private School school;
    private PostOffice post;
    private Caller specialist;

    @BeforeEach
    void open() {
        school = new School();
        post = new PostOffice(school);
        specialist = school.caller(Role.UGEL_SPECIALIST, School.RIO_CLARO);
    }

    @AfterEach
    void close() {
        post.close();
        school.close();
    }

    @Test
    void tells_a_director_two_days_ahead_of_their_people_and_nobody_elses() {
        school.clock.move(UNTIL_THURSDAY);
        var director = director(LOS_CEIBOS, "directora@example.org", Standing.VERIFIED);
        var teacher = teacher(LOS_CEIBOS);
        teacher(SEMILLITAS);
        school.clock.move(PASSWORD_LIFE.minusDays(2));

        var report = sendReminders().run();

        assertThat(report).isEqualTo(new Report(1, 1, 1));
        assertThat(digest(director)).isEqualTo(new Message.PasswordsEnding(
                director.id(),
                List.of(new Message.Ending(teacher.id(), LOS_CEIBOS, Instant.parse("2026-06-11T15:00:00Z")))));
        assertThat(post.deliver(digestId(director))).isEqualTo(new Delivery.Sent());
        assertThat(post.inbox(new EmailAddress("directora@example.org")).getFirst().path("text").asText())
                .contains(teacher.name().full())
                .contains("Vence el 11 de junio, 10:00");
    }

    /** The schedule fires at least once, and an operator may fire it too. */
    @Test
    void writes_a_digest_once_a_day_however_often_it_runs() {
        director(LOS_CEIBOS, "directora@example.org", Standing.VERIFIED);
        teacher(LOS_CEIBOS);
        school.clock.move(PASSWORD_LIFE);

        var first = sendReminders().run();
        school.clock.move(Duration.ofHours(3));
        var again = sendReminders().run();
        school.clock.move(Duration.ofHours(21));
        var nextDay = sendReminders().run();

        assertThat(List.of(first, again, nextDay))
                .containsExactly(new Report(1, 1, 0), new Report(0, 1, 0), new Report(1, 1, 0));
    }

    @Test
    void forgets_what_ended_over_thirty_days_ago() {
        director(LOS_CEIBOS, "directora@example.org", Standing.VERIFIED);
        teacher(LOS_CEIBOS);

        // Wednesday 8 July and Thursday 9 July; the password ended on Monday 8 June.
        school.clock.move(PASSWORD_LIFE.plusDays(30));
        var last = sendReminders().run();
        school.clock.move(Duration.ofDays(1));
        var over = sendReminders().run();

        assertThat(last).isEqualTo(new Report(1, 1, 0));
        assertThat(over).isEqualTo(new Report(0, 0, 0));
    }

    @Test
    void says_nothing_of_passwords_that_hold_longer_or_that_somebody_has_replaced() {
        school.clock.move(UNTIL_THURSDAY);
        director(LOS_CEIBOS, "directora@example.org", Standing.VERIFIED);
        var teacher = teacher(LOS_CEIBOS);

        school.clock.move(PASSWORD_LIFE.minusDays(3));
        var early = sendReminders().run();
        school.accounts.signedIn(teacher.login(), school.clock.instant());
        school.clock.move(Duration.ofDays(3));
        var afterwards = sendReminders().run();

        assertThat(List.of(early, afterwards)).containsOnly(new Report(0, 0, 0));
    }

    @Test
    void counts_people_whose_directors_cannot_be_written_to() {
        Stream.of(Standing.UNVERIFIED, Standing.BOUNCING)
                .forEach(standing -> director(LOS_CEIBOS, standing.name() + "@example.org", standing));
        teacher(LOS_CEIBOS);
        teacher(SEMILLITAS);
        school.clock.move(PASSWORD_LIFE);

        var report = sendReminders().run();

        assertThat(report).isEqualTo(new Report(0, 0, 2));
    }

    /** They could not give themselves another password; but the school's other director can. */
    @Test
    void does_not_remind_directors_of_themselves() {
        var first = newDirector(LOS_CEIBOS, "first@example.org", Standing.VERIFIED);
        var second = director(LOS_CEIBOS, "second@example.org", Standing.VERIFIED);
        school.clock.move(PASSWORD_LIFE);

        var report = sendReminders().run();

        assertThat(report).isEqualTo(new Report(1, 1, 0));
        assertThat(post.outbox.find(digestId(first))).isEmpty();
        assertThat(digest(second).endings()).extracting(Message.Ending::person).containsExactly(first.id());
    }

    /** Saturday 6, the flag's day that falls on Sunday 7, and Monday 29 June, which is a holiday. */
    @Test
    void rests_when_schools_do() {
        director(LOS_CEIBOS, "directora@example.org", Standing.VERIFIED);
        teacher(LOS_CEIBOS);
        var reports = Stream.of(5, 1, 22)
                .map(days -> {
                    school.clock.move(Duration.ofDays(days));
                    return sendReminders().run();
                })
                .toList();

        assertThat(reports).containsOnly(new Report(0, 0, 0));
    }

    private SendReminders sendReminders() {
        return new SendReminders(
                new DynamoDbTemporaryPasswords(school.surroundings().table()),
                school.accounts,
                school.personnel,
                post.outbox,
                SchoolCalendar.bundled(),
                school.clock);
    }

    /** One who has chosen a password. */
    private Person director(InstitutionCode code, String address, Standing standing) {
        var person = newDirector(code, address, standing);
        school.accounts.signedIn(person.login(), school.clock.instant());
        return person;
    }

    private Person newDirector(InstitutionCode code, String address, Standing standing) {
        var person = school.stranger("Directora", Optional.of(new ContactEmail(new EmailAddress(address), standing)));
        school.enrol(code, person, Position.DIRECTOR_IE);
        school.given(specialist, code, person, Role.DIRECTOR);
        return person;
    }

    private Person teacher(InstitutionCode code) {
        var teacher = school.teacher(code);
        school.given(specialist, code, teacher, Role.TEACHER);
        return teacher;
    }

    private MessageId digestId(Person director) {
        var today = school.clock.instant().atZone(SchoolYear.LIMA).toLocalDate();
        return new MessageId("digest-" + today + "-" + director.id());
    }

    private Message.PasswordsEnding digest(Person director) {
        return (Message.PasswordsEnding) post.outbox.find(digestId(director)).orElseThrow().content();
    }
}
