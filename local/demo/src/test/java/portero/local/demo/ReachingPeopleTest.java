package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.local.demo.School.FLOR_DE_RETAMA;
import static portero.local.demo.School.LOS_CEIBOS;
import static portero.local.demo.School.RIO_CLARO;
import static portero.local.demo.School.SEMILLITAS;
import static portero.local.demo.School.done;
import static portero.local.demo.School.key;
import static portero.local.demo.School.together;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import portero.domain.Outcome;
import portero.domain.Refusal.Reason;
import portero.domain.Refusal.TooManyAttempts;
import portero.domain.accounts.Caller;
import portero.domain.accounts.LiftLock;
import portero.domain.accounts.Locks;
import portero.domain.accounts.PersonnelView;
import portero.domain.accounts.RegisterPerson;
import portero.domain.accounts.Role;
import portero.domain.accounts.SendRecoveryMail;
import portero.domain.accounts.UpdateContact;
import portero.domain.accounts.UpdateContact.Contact;
import portero.domain.accounts.UserView;
import portero.domain.mail.Message;
import portero.domain.mail.MessageId;
import portero.domain.mail.Suppressions;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.ContactEmail.Standing;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.IdentityDocument;
import portero.domain.schools.MobileNumber;
import portero.domain.schools.Person;
import portero.domain.schools.PersonName;
import portero.domain.schools.Position;
import portero.domain.signin.Attempts;

/** What a director does for somebody who cannot get in, other than giving them a password. */
class ReachingPeopleTest {
    private static School school;
    private static Caller director;

    @BeforeAll
    static void open() {
        school = new School();
        director = school.director(LOS_CEIBOS);
    }

    @AfterAll
    static void close() {
        school.close();
    }

    @Nested
    class SendingARecoveryMail {
        private final SendRecoveryMail sendRecoveryMail = new SendRecoveryMail(
                school.accounts,
                school.personnel,
                school.institutions,
                school.identities,
                school.recoveries,
                school.attempts,
                school.clock,
                school.random);

        @Test
        void writes_to_the_outbox_in_the_schools_name_and_to_the_audit() {
            var teacher = withAccess(school.teacher(LOS_CEIBOS, Standing.VERIFIED));

            var offered = done(sendRecoveryMail.run(director, LOS_CEIBOS, teacher.id()));

            assertThat(unsent()).contains(
                    new Message.RecoveryRequested(offered.recovery(), teacher.login(), Optional.of(LOS_CEIBOS)));
            assertThat(school.audit(teacher)).contains("send-recovery-mail");
        }

        @ParameterizedTest
        @EnumSource(value = Standing.class, names = {"UNVERIFIED", "BOUNCING"})
        void is_refused_where_the_address_is_not_known_to_be_theirs(Standing standing) {
            var teacher = withAccess(school.teacher(LOS_CEIBOS, standing));
            var without = withAccess(school.teacher(LOS_CEIBOS));

            assertThat(sendRecoveryMail.run(director, LOS_CEIBOS, teacher.id()))
                    .isEqualTo(Outcome.refused(Reason.NO_VERIFIED_EMAIL));
            assertThat(sendRecoveryMail.run(director, LOS_CEIBOS, without.id()))
                    .isEqualTo(Outcome.refused(Reason.NO_VERIFIED_EMAIL));
        }

        @Test
        void is_limited_to_three_for_each_person_in_a_quarter_of_an_hour() {
            var teacher = withAccess(school.teacher(LOS_CEIBOS, Standing.VERIFIED));
            for (var time = 0; time < 3; time++) {
                done(sendRecoveryMail.run(director, LOS_CEIBOS, teacher.id()));
            }

            var fourth = sendRecoveryMail.run(school.director(LOS_CEIBOS), LOS_CEIBOS, teacher.id());
            school.clock.move(Duration.ofMinutes(15).plusSeconds(1));
            var later = sendRecoveryMail.run(director, LOS_CEIBOS, teacher.id());

            assertThat(fourth).isEqualTo(Outcome.refused(new TooManyAttempts(Duration.ofMinutes(15))));
            assertThat(later).isInstanceOf(Outcome.Done.class);
        }

        @Test
        void is_refused_for_a_higher_role_anywhere() {
            var person = directorThereAndTeacherHere();

            var outcome = sendRecoveryMail.run(director, LOS_CEIBOS, person.id());

            assertThat(outcome).isEqualTo(Outcome.refused(Reason.HIGHER_ROLE_ELSEWHERE));
        }
    }

    @Nested
    class LiftingALock {
        private final LiftLock liftLock = new LiftLock(
                school.accounts, school.personnel, school.institutions, school.locks, school.clock);

        @Test
        void lets_somebody_try_again_at_once() {
            var teacher = withAccess(school.teacher(LOS_CEIBOS));
            var until = lock(teacher);
            assertThat(line(teacher).lockedUntil()).contains(until);

            var lifted = done(liftLock.run(director, LOS_CEIBOS, teacher.id()));

            assertThat(lifted.waited()).isTrue();
            assertThat(line(teacher).lockedUntil()).isEmpty();
            assertThat(school.attempts.begin(tries(teacher), school.clock.instant())).isEmpty();
            assertThat(school.audit(teacher)).contains("lift-lock");
        }

        @Test
        void is_harmless_and_leaves_no_trace_where_nothing_keeps_them_waiting() {
            var teacher = withAccess(school.teacher(LOS_CEIBOS));

            var lifted = done(liftLock.run(director, LOS_CEIBOS, teacher.id()));

            assertThat(lifted.waited()).isFalse();
            assertThat(school.audit(teacher)).doesNotContain("lift-lock");
        }

        /** Else a director could help themselves to more guesses at the password of somebody above them. */
        @Test
        void is_refused_for_a_higher_role_anywhere() {
            var person = directorThereAndTeacherHere();
            lock(person);

            var outcome = liftLock.run(director, LOS_CEIBOS, person.id());

            assertThat(outcome).isEqualTo(Outcome.refused(Reason.HIGHER_ROLE_ELSEWHERE));
            assertThat(line(person).lockedUntil()).isPresent();
        }

        private static Instant lock(Person person) {
            school.attempts.begin(tries(person), school.clock.instant());
            school.attempts.begin(tries(person), school.clock.instant());
            return school.clock.instant().plus(Duration.ofMinutes(15));
        }

        private static Attempts.Subject tries(Person person) {
            var limit = new Attempts.Limit(1, Duration.ofMinutes(15), Duration.ofMinutes(15), Duration.ofHours(24));
            return new Attempts.Subject(Locks.KIND, person.login().value(), limit);
        }
    }

    @Nested
    class WritingDownAContact {
        private final UpdateContact updateContact = new UpdateContact(
                school.accounts, school.personnel, school.institutions, school.suppressions, school.clock, school.random);

        @Test
        void gives_somebody_an_address_that_stays_unverified() {
            var teacher = school.teacher(LOS_CEIBOS);
            var address = address("nueva");

            var shown = done(updateContact.run(director, LOS_CEIBOS, teacher.id(), email(address)));

            assertThat(shown.member().person().email()).contains(ContactEmail.unverified(address));
            assertThat(person(teacher)).isEqualTo(shown.member().person());
            assertThat(school.audit(teacher)).contains("update-contact");
        }

        @Test
        void leaves_what_is_not_given_as_it_is() {
            var teacher = school.teacher(LOS_CEIBOS, Standing.VERIFIED);

            done(updateContact.run(director, LOS_CEIBOS, teacher.id(), mobile("911222333")));

            assertThat(person(teacher).email()).isEqualTo(teacher.email());
            assertThat(person(teacher).mobile()).contains(new MobileNumber("911222333"));
        }

        @Test
        void tells_a_former_address() {
            var teacher = school.teacher(LOS_CEIBOS, Standing.UNVERIFIED);

            done(updateContact.run(director, LOS_CEIBOS, teacher.id(), email(address("otra"))));

            assertThat(unsent()).contains(new Message.EmailWasChanged(
                    teacher.id(), teacher.email().orElseThrow().address()));
        }

        @Test
        void replaces_an_address_that_bounces_without_writing_there() {
            var teacher = school.teacher(LOS_CEIBOS, Standing.BOUNCING);
            var address = address("otra");

            var shown = done(updateContact.run(director, LOS_CEIBOS, teacher.id(), email(address)));

            assertThat(shown.member().person().email()).contains(ContactEmail.unverified(address));
            assertThat(unsent()).noneMatch(content -> content instanceof Message.EmailWasChanged changed
                    && changed.person().equals(teacher.id()));
        }

        /** It opens the account: only its reader may say that it is another now. */
        @Test
        void leaves_a_verified_address_to_its_reader() {
            var teacher = school.teacher(LOS_CEIBOS, Standing.VERIFIED);

            var other = updateContact.run(director, LOS_CEIBOS, teacher.id(), email(address("otra")));
            var same = updateContact.run(
                    director, LOS_CEIBOS, teacher.id(), email(teacher.email().orElseThrow().address()));

            assertThat(other).isEqualTo(Outcome.refused(Reason.EMAIL_IS_VERIFIED));
            assertThat(done(same).member().person().email()).isEqualTo(teacher.email());
        }

        @Test
        void takes_no_address_to_which_mail_came_back() {
            var teacher = school.teacher(LOS_CEIBOS);
            var dead = address("muerta");
            school.suppressions.add(dead, Suppressions.Reason.BOUNCED, school.clock.instant());

            var updated = updateContact.run(director, LOS_CEIBOS, teacher.id(), email(dead));
            var registered = new RegisterPerson(
                            school.accounts,
                            school.personnel,
                            school.institutions,
                            school.suppressions,
                            school.clock,
                            school.random)
                    .run(director, LOS_CEIBOS, entry(dead));

            assertThat(updated).isEqualTo(Outcome.refused(Reason.EMAIL_UNDELIVERABLE));
            assertThat(registered).isEqualTo(Outcome.<PersonnelView>refused(Reason.EMAIL_UNDELIVERABLE));
        }

        @Test
        void is_refused_for_those_whose_role_is_not_below() {
            var office = school.caller(Role.UGEL_SPECIALIST, RIO_CLARO);
            var colleague = school.member(LOS_CEIBOS, Position.DIRECTOR_IE);
            school.given(office, LOS_CEIBOS, colleague, Role.DIRECTOR);

            var here = updateContact.run(director, LOS_CEIBOS, colleague.id(), email(address("otra")));
            var elsewhere = updateContact.run(
                    director, LOS_CEIBOS, directorThereAndTeacherHere().id(), email(address("otra")));

            assertThat(here).isEqualTo(Outcome.refused(Reason.NOT_ALLOWED));
            assertThat(elsewhere).isEqualTo(Outcome.refused(Reason.HIGHER_ROLE_ELSEWHERE));
        }

        @Test
        void finds_nobody_outside_the_callers_registers() {
            var there = school.teacher(FLOR_DE_RETAMA);

            var outcomes = List.of(
                    updateContact.run(director, FLOR_DE_RETAMA, there.id(), email(address("otra"))),
                    updateContact.run(director, LOS_CEIBOS, there.id(), email(address("otra"))));

            assertThat(outcomes).containsOnly(Outcome.refused(Reason.NOT_FOUND));
        }

        /** Each former address is told, also one that stood for a moment only. */
        @Test
        void of_two_directors_at_once_tells_the_address_that_the_second_replaced() throws Exception {
            var teacher = school.teacher(LOS_CEIBOS);
            var addresses = List.of(address("una"), address("otra"));

            together(2, i -> done(updateContact.run(director, LOS_CEIBOS, teacher.id(), email(addresses.get(i)))));

            var left = person(teacher).email().orElseThrow().address();
            var replaced = addresses.get(1 - addresses.indexOf(left));
            assertThat(unsent()).contains(new Message.EmailWasChanged(teacher.id(), replaced));
        }

        private static RegisterPerson.NewMember entry(EmailAddress address) {
            return new RegisterPerson.NewMember(
                    new IdentityDocument(IdentityDocument.Type.DNI, "51999001"),
                    new PersonName("Rosa", "Ticona", Optional.empty()),
                    Position.PROFESOR,
                    Optional.empty(),
                    Optional.of(address),
                    Optional.empty());
        }

        private static EmailAddress address(String name) {
            return new EmailAddress(name + "." + key().value() + "@example.org");
        }

        private static Contact email(EmailAddress address) {
            return new Contact(Optional.of(address), Optional.empty());
        }

        private static Contact mobile(String number) {
            return new Contact(Optional.empty(), Optional.of(new MobileNumber(number)));
        }

        private static Person person(Person person) {
            return school.personnel.find(person.id()).orElseThrow();
        }
    }

    @Nested
    class Listing {
        @ParameterizedTest
        @EnumSource(Standing.class)
        void offers_a_reset_by_what_is_known_of_the_address(Standing standing) {
            var teacher = withAccess(school.teacher(LOS_CEIBOS, standing));

            var reset = line(teacher).reset();

            assertThat(reset)
                    .isEqualTo(standing == Standing.VERIFIED ? UserView.Reset.BY_EMAIL : UserView.Reset.AVAILABLE);
        }

        @Test
        void offers_no_reset_of_oneself_or_of_a_role_that_is_not_below() {
            var office = school.caller(Role.UGEL_SPECIALIST, RIO_CLARO);
            var colleague = school.member(LOS_CEIBOS, Position.DIRECTOR_IE);
            school.given(office, LOS_CEIBOS, colleague, Role.DIRECTOR);
            var self = new Caller(colleague.login(), colleague.id(), director.grants(), "request");

            assertThat(line(colleague).reset()).isEqualTo(UserView.Reset.HIGHER_ROLE);
            assertThat(school.line(self, LOS_CEIBOS, colleague).orElseThrow().reset()).isEqualTo(UserView.Reset.SELF);
        }

        @Test
        void offers_no_reset_of_last_years_users() {
            try (var other = new School()) {
                var teacher = other.teacher(LOS_CEIBOS);
                other.given(other.director(LOS_CEIBOS), LOS_CEIBOS, teacher, Role.TEACHER);
                other.clock.move(Duration.ofDays(365));

                var line = other.line(other.director(LOS_CEIBOS), LOS_CEIBOS, teacher).orElseThrow();

                assertThat(line.reset()).isEqualTo(UserView.Reset.NOT_READY);
            }
        }
    }

    private static Person directorThereAndTeacherHere() {
        var office = school.caller(Role.UGEL_SPECIALIST, RIO_CLARO);
        var person = school.member(SEMILLITAS, Position.DIRECTOR_IE);
        school.given(office, SEMILLITAS, person, Role.DIRECTOR);
        school.enrol(LOS_CEIBOS, person, Position.PROFESOR);
        done(school.createUser().run(director, LOS_CEIBOS, person.id(), Role.TEACHER, key()));
        return person;
    }

    private static List<Message.Content> unsent() {
        return school.surroundings().indexed("UNSENT").stream()
                .map(item -> new MessageId(item.get("pk").s().substring("OUTBOX#".length())))
                .flatMap(id -> school.outbox.find(id).stream())
                .map(Message::content)
                .toList();
    }

    private static Person withAccess(Person person) {
        school.given(director, LOS_CEIBOS, person, Role.TEACHER);
        return person;
    }

    private static UserView line(Person person) {
        return school.line(director, LOS_CEIBOS, person).orElseThrow();
    }
}
