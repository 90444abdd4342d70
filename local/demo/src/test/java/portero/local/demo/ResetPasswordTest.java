package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static portero.local.demo.School.LEASE_OVER;
import static portero.local.demo.School.LOS_CEIBOS;
import static portero.local.demo.School.PASSWORD_LIFE;
import static portero.local.demo.School.RIO_CLARO;
import static portero.local.demo.School.SEMILLITAS;
import static portero.local.demo.School.done;
import static portero.local.demo.School.key;
import static portero.local.demo.School.together;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import portero.domain.Outcome;
import portero.domain.Refusal;
import portero.domain.Refusal.InProgress;
import portero.domain.Refusal.Reason;
import portero.domain.Secret;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Callers;
import portero.domain.accounts.Change;
import portero.domain.accounts.CreateUser;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.accounts.Locks;
import portero.domain.accounts.PasswordChanges;
import portero.domain.accounts.ResetPassword;
import portero.domain.accounts.ResetPassword.Reset;
import portero.domain.accounts.Role;
import portero.domain.accounts.TemporaryPassword;
import portero.domain.accounts.UserView;
import portero.domain.mail.Message;
import portero.domain.mail.MessageId;
import portero.domain.schools.ContactEmail.Standing;
import portero.domain.schools.Person;
import portero.domain.schools.Position;
import portero.domain.signin.Attempts;
import portero.domain.signin.Authentication.Result;

class ResetPasswordTest {
    private static final Secret OWN = new Secret("faro nube tambor cauce");

    private static School school;
    private static Caller director;
    private static Caller otherDirector;

    @BeforeAll
    static void open() {
        school = new School();
        director = school.director(LOS_CEIBOS);
        otherDirector = school.director(LOS_CEIBOS);
    }

    @AfterAll
    static void close() {
        school.close();
    }

    @Nested
    class Resetting {
        @Test
        void shows_a_new_temporary_password_in_place_of_a_lost_one() {
            var teacher = withAccess(school.teacher(LOS_CEIBOS));
            ownPassword(teacher);

            var reset = done(reset(director, teacher, 1, key()));

            assertThat(school.works(teacher, reset.password())).isTrue();
            assertThat(school.authentication.signIn(teacher.login(), OWN)).isEqualTo(new Result.Wrong());
            assertThat(reset.validUntil()).isEqualTo(school.clock.instant().plus(PASSWORD_LIFE));
            assertThat(reset.user().state()).isEqualTo(UserView.State.NEVER_SIGNED_IN);
            assertThat(reset.user().account().password().version()).isEqualTo(2);
            assertThat(school.audit(teacher)).contains("reset-password");
        }

        @Test
        void gives_somebody_whose_temporary_password_ended_another() {
            var teacher = withAccess(school.teacher(LOS_CEIBOS));
            school.clock.move(PASSWORD_LIFE.plusSeconds(1));
            assertThat(line(teacher).state()).isEqualTo(UserView.State.TEMPORARY_EXPIRED);

            var reset = done(reset(director, teacher, 1, key()));

            assertThat(school.works(teacher, reset.password())).isTrue();
            assertThat(line(teacher).state()).isEqualTo(UserView.State.NEVER_SIGNED_IN);
        }

        /** Somebody who took the person's phone, or sits at their desk, is out as well. */
        @Test
        void ends_every_session_of_the_person() {
            var teacher = withAccess(school.teacher(LOS_CEIBOS));
            ownPassword(teacher);
            var session = (Result.Tokens) school.authentication.signIn(teacher.login(), OWN);
            var began = school.clock.instant();
            school.clock.move(Duration.ofMinutes(1));

            done(reset(director, teacher, 1, key()));

            assertThat(school.authentication.refresh(teacher.login(), session.refresh())).isEqualTo(new Result.Ended());
            assertThat(new Callers(school.accounts).find(teacher.login(), Optional.of(began), "request")).isEmpty();
        }

        @Test
        void brings_an_identity_back_that_is_gone_from_the_identity_service() {
            var teacher = withAccess(school.teacher(LOS_CEIBOS));
            school.identities.remove(teacher.login());

            var reset = done(reset(director, teacher, 1, key()));

            assertThat(school.works(teacher, reset.password())).isTrue();
        }

        /** Whoever forgot a password has tried others, and would have to wait with the new one in hand. */
        @Test
        void lets_somebody_in_at_once_whom_wrong_passwords_kept_waiting() {
            var teacher = withAccess(school.teacher(LOS_CEIBOS));
            lock(teacher);

            var reset = done(reset(director, teacher, 1, key()));

            assertThat(reset.user().lockedUntil()).isEmpty();
            assertThat(line(teacher).lockedUntil()).isEmpty();
            assertThat(school.audit(teacher)).contains("lift-lock");
        }

        @Test
        void lets_an_office_reset_a_schools_director() {
            var office = school.caller(Role.UGEL_SPECIALIST, RIO_CLARO);
            var head = school.member(SEMILLITAS, Position.DIRECTOR_IE);
            school.given(office, SEMILLITAS, head, Role.DIRECTOR);

            var reset = done(school.resetPassword().run(office, SEMILLITAS, head.id(), 1, Optional.empty(), key()));

            assertThat(school.works(head, reset.password())).isTrue();
        }
    }

    @Nested
    class TellingThePerson {
        @ParameterizedTest
        @EnumSource(value = Standing.class, names = {"UNVERIFIED", "VERIFIED"})
        void writes_to_an_address_that_takes_mail(Standing standing) {
            var teacher = withAccess(school.teacher(LOS_CEIBOS, standing));

            done(school.resetPassword().run(
                    director, LOS_CEIBOS, teacher.id(), 1, Optional.of(ResetPassword.Reason.MAILBOX_LOST), key()));

            assertThat(notices(teacher)).hasSize(1);
        }

        @Test
        void writes_to_nobody_whose_mail_bounces() {
            var teacher = withAccess(school.teacher(LOS_CEIBOS, Standing.BOUNCING));

            done(reset(director, teacher, 1, key()));

            assertThat(notices(teacher)).isEmpty();
        }

        /** A retry is the same reset to the person. */
        @Test
        void writes_once_however_often_the_reset_is_sent() {
            var teacher = withAccess(school.teacher(LOS_CEIBOS, Standing.UNVERIFIED));
            var key = key();
            done(reset(director, teacher, 1, key));

            done(reset(director, teacher, 1, key));

            assertThat(notices(teacher)).hasSize(1);
        }

        private static List<Message> notices(Person person) {
            return school.surroundings().indexed("UNSENT").stream()
                    .map(item -> item.get("pk").s().substring("OUTBOX#".length()))
                    .flatMap(id -> school.outbox.find(new MessageId(id)).stream())
                    .filter(message -> message.content().equals(new Message.PasswordWasReset(person.id(), LOS_CEIBOS)))
                    .toList();
        }
    }

    @Nested
    class Refusing {
        @Test
        void refuses_without_a_reason_where_the_person_can_recover_by_mail() {
            var teacher = withAccess(school.teacher(LOS_CEIBOS, Standing.VERIFIED));

            var without = reset(director, teacher, 1, key());
            var with = school.resetPassword().run(
                    director, LOS_CEIBOS, teacher.id(), 1, Optional.of(ResetPassword.Reason.CANNOT_WAIT), key());

            assertThat(without).isEqualTo(Outcome.refused(Reason.RECOVERABLE_BY_EMAIL));
            assertThat(school.works(teacher, done(with).password())).isTrue();
        }

        @Test
        void keeps_the_reason_as_a_code_in_the_audit() {
            var teacher = withAccess(school.teacher(LOS_CEIBOS, Standing.VERIFIED));

            done(school.resetPassword().run(
                    director, LOS_CEIBOS, teacher.id(), 1, Optional.of(ResetPassword.Reason.NEVER_RECEIVED), key()));

            var item = school.surroundings().items("AUDIT#" + teacher.id()).stream()
                    .filter(audit -> audit.get("action").s().equals("reset-password"))
                    .findFirst()
                    .orElseThrow();
            assertThat(item.get("details").m().get("reason").s()).isEqualTo("NEVER_RECEIVED");
            assertThat(item.toString()).doesNotContain(teacher.document().number()).doesNotContain("Apellido");
        }

        @Test
        void refuses_to_reset_ones_own() {
            var office = school.caller(Role.UGEL_SPECIALIST, RIO_CLARO);
            var head = school.member(SEMILLITAS, Position.DIRECTOR_IE);
            school.given(office, SEMILLITAS, head, Role.DIRECTOR);
            var caller = new Callers(school.accounts).find(head.login(), Optional.empty(), "request").orElseThrow();

            var outcome = school.resetPassword().run(caller, SEMILLITAS, head.id(), 1, Optional.empty(), key());

            assertThat(outcome).isEqualTo(Outcome.refused(Reason.CANNOT_CHANGE_OWN_ACCESS));
        }

        @Test
        void refuses_those_whose_role_here_is_not_below() {
            var office = school.caller(Role.UGEL_SPECIALIST, RIO_CLARO);
            var head = school.member(LOS_CEIBOS, Position.DIRECTOR_IE);
            school.given(office, LOS_CEIBOS, head, Role.DIRECTOR);

            var outcome = reset(director, head, 1, key());

            assertThat(outcome).isEqualTo(Outcome.refused(Reason.NOT_ALLOWED));
        }

        /** A teacher here who is a director there: with their password a director would be director of two schools. */
        @Test
        void refuses_those_whose_role_elsewhere_is_not_below() {
            var office = school.caller(Role.UGEL_SPECIALIST, RIO_CLARO);
            var person = school.member(SEMILLITAS, Position.DIRECTOR_IE);
            school.given(office, SEMILLITAS, person, Role.DIRECTOR);
            school.enrol(LOS_CEIBOS, person, Position.PROFESOR);
            done(school.createUser().run(director, LOS_CEIBOS, person.id(), Role.TEACHER, key()));

            var below = reset(director, person, 1, key());
            var above = school.resetPassword().run(office, LOS_CEIBOS, person.id(), 1, Optional.empty(), key());

            assertThat(below).isEqualTo(Outcome.refused(Reason.HIGHER_ROLE_ELSEWHERE));
            assertThat(above).isInstanceOf(Outcome.Done.class);
        }

        /** What exists elsewhere and what does not exist look the same. */
        @Test
        void finds_nobody_who_has_no_access_in_the_callers_school() {
            var there = school.teacher(SEMILLITAS);
            school.given(school.director(SEMILLITAS), SEMILLITAS, there, Role.TEACHER);
            var without = school.teacher(LOS_CEIBOS);

            var outcomes = List.of(
                    reset(director, there, 1, key()),
                    school.resetPassword().run(director, SEMILLITAS, there.id(), 1, Optional.empty(), key()),
                    reset(director, without, 1, key()));

            assertThat(outcomes).containsOnly(Outcome.refused(Reason.NOT_FOUND));
        }

        @Test
        void refuses_those_whose_access_was_last_years() {
            try (var other = new School()) {
                var teacher = other.teacher(LOS_CEIBOS);
                other.given(other.director(LOS_CEIBOS), LOS_CEIBOS, teacher, Role.TEACHER);
                other.clock.move(Duration.ofDays(365));

                var outcome = other.resetPassword().run(
                        other.director(LOS_CEIBOS), LOS_CEIBOS, teacher.id(), 1, Optional.empty(), key());

                assertThat(outcome).isEqualTo(Outcome.refused(Reason.NOT_FOUND));
            }
        }

        @Test
        void refuses_those_whom_an_operator_disabled() {
            var teacher = withAccess(school.teacher(LOS_CEIBOS));
            school.surroundings().pools().adminDisableUser(user -> user.userPoolId(school.surroundings().poolId())
                    .username(teacher.login().value()));

            var outcome = reset(director, teacher, 1, key());

            assertThat(outcome).isEqualTo(Outcome.refused(Reason.ACCOUNT_DISABLED));
            assertThat(school.surroundings().indexed("PENDING")).isEmpty();
        }

        @Test
        void refuses_a_key_that_was_used_for_another_intention() {
            var key = key();
            var teacher = school.teacher(LOS_CEIBOS);
            done(school.createUser().run(director, LOS_CEIBOS, teacher.id(), Role.TEACHER, key));
            var other = withAccess(school.teacher(LOS_CEIBOS));
            var resetKey = key();
            done(reset(director, other, 1, resetKey));

            var afterCreating = reset(director, teacher, 1, key);
            var afterResetting = reset(director, teacher, 1, resetKey);
            var creating = school.createUser().run(
                    director, LOS_CEIBOS, school.teacher(LOS_CEIBOS).id(), Role.TEACHER, resetKey);

            assertThat(List.of(afterCreating, afterResetting))
                    .containsOnly(Outcome.refused(Reason.IDEMPOTENCY_KEY_REUSED));
            assertThat(creating).isEqualTo(Outcome.refused(Reason.IDEMPOTENCY_KEY_REUSED));
        }
    }

    @Nested
    class Retrying {
        @Test
        void gives_a_new_password_that_voids_the_earlier_one() {
            var teacher = withAccess(school.teacher(LOS_CEIBOS));
            var key = key();
            var lost = done(reset(director, teacher, 1, key));

            var again = done(reset(director, teacher, 1, key));

            assertThat(school.works(teacher, again.password())).isTrue();
            assertThat(school.works(teacher, lost.password())).isFalse();
        }

        @Test
        void leaves_the_password_that_the_person_chose_meanwhile() {
            var teacher = withAccess(school.teacher(LOS_CEIBOS));
            var key = key();
            done(reset(director, teacher, 1, key));
            ownPassword(teacher);

            var again = reset(director, teacher, 1, key);

            assertThat(again).isEqualTo(Outcome.refused(Reason.CHANGED_MEANWHILE));
            assertThat(school.authentication.signIn(teacher.login(), OWN)).isInstanceOf(Result.Tokens.class);
        }

        @Test
        void leaves_the_password_that_another_gave_meanwhile() {
            var teacher = withAccess(school.teacher(LOS_CEIBOS));
            var key = key();
            done(reset(director, teacher, 1, key));
            var later = done(reset(otherDirector, teacher, 2, key()));

            var again = reset(director, teacher, 1, key);

            assertThat(again).isEqualTo(Outcome.refused(Reason.CHANGED_MEANWHILE));
            assertThat(school.works(teacher, later.password())).isTrue();
        }

        /** Whoever looks at an old list must not void a slip that was handed over since. */
        @Test
        void replaces_no_password_that_the_caller_does_not_know_of() {
            var teacher = withAccess(school.teacher(LOS_CEIBOS));
            var first = done(reset(director, teacher, 1, key()));

            var stale = reset(otherDirector, teacher, 1, key());

            assertThat(stale).isEqualTo(Outcome.refused(Reason.CHANGED_MEANWHILE));
            assertThat(school.works(teacher, first.password())).isTrue();
        }

        /** A retry that waits for ever for a claim which is not there any more. */
        @Test
        void of_creating_the_user_ends_when_the_account_was_reset_meanwhile() {
            var teacher = school.teacher(LOS_CEIBOS);
            var key = key();
            done(school.createUser().run(director, LOS_CEIBOS, teacher.id(), Role.TEACHER, key));
            var reset = done(reset(otherDirector, teacher, 1, key()));

            var again = done(school.createUser().run(director, LOS_CEIBOS, teacher.id(), Role.TEACHER, key));

            assertThat(again).isInstanceOf(CreateUser.Granted.class);
            assertThat(school.works(teacher, reset.password())).isTrue();
        }
    }

    @Nested
    class Racing {
        @Test
        void makes_one_working_password_when_one_reset_is_sent_many_times() throws Exception {
            var teacher = withAccess(school.teacher(LOS_CEIBOS));
            var key = key();

            var outcomes = together(6, _ -> untilDecided(director, teacher, key));

            assertThat(outcomes).allMatch(outcome -> outcome instanceof Outcome.Done);
            assertThat(working(teacher, outcomes)).isEqualTo(1);
        }

        @Test
        void makes_one_working_password_when_two_directors_reset_at_once() throws Exception {
            for (var round = 0; round < 5; round++) {
                var teacher = withAccess(school.teacher(LOS_CEIBOS));

                var outcomes = together(2, i -> untilDecided(i == 0 ? director : otherDirector, teacher, key()));

                assertThat(outcomes).containsOnlyOnce(Outcome.refused(Reason.CHANGED_MEANWHILE));
                assertThat(working(teacher, outcomes)).isEqualTo(1);
            }
        }

        /** While one is at work, or just died, the other hears of it; no two set a password at the same time. */
        @Test
        void tells_the_second_that_somebody_is_at_work_until_the_first_is_done_or_certainly_dead() {
            var teacher = withAccess(school.teacher(LOS_CEIBOS));
            var dying = new ResetPassword(
                    school.accounts,
                    Dying.before(PasswordChanges.class, school.passwords, "complete"),
                    school.personnel,
                    school.institutions,
                    school.identities,
                    school.locks,
                    school.clock,
                    school.random,
                    PASSWORD_LIFE);
            catchThrowable(
                    () -> dying.run(director, LOS_CEIBOS, teacher.id(), 1, Optional.empty(), key()));

            var early = reset(otherDirector, teacher, 1, key());
            school.clock.move(LEASE_OVER);
            var late = done(reset(otherDirector, teacher, 1, key()));

            assertThat(early).isEqualTo(Outcome.refused(new InProgress(Duration.ofSeconds(2))));
            assertThat(school.works(teacher, late.password())).isTrue();
        }

        /** Whichever comes last, its password is the one that works, and the list says whose it is. */
        @Test
        void agrees_with_the_list_when_the_person_chooses_a_password_at_the_same_moment() throws Exception {
            for (var round = 0; round < 8; round++) {
                var teacher = school.teacher(LOS_CEIBOS);
                var given = school.given(director, LOS_CEIBOS, teacher, Role.TEACHER).password();
                var challenge = ((Result.NewPasswordRequired) school.signIn(teacher, given)).challenge();
                InstantSource ticking = ResetPasswordTest::tick;
                var resetPassword = resetPassword(ticking);

                var results = together(2, i -> {
                    if (i == 0) {
                        return resetPassword.run(director, LOS_CEIBOS, teacher.id(), 1, Optional.empty(), key());
                    }
                    var at = ticking.instant();
                    if (school.authentication.answer(teacher.login(), challenge, OWN) instanceof Result.Tokens) {
                        school.accounts.passwordChosen(
                                teacher.login(), Change.own(teacher.id(), "choose-password", at, "request"));
                    }
                    return Outcome.<Reset>refused(Reason.NOT_FOUND);
                });

                var own = school.authentication.signIn(teacher.login(), OWN) instanceof Result.Tokens;
                assertThat(working(teacher, results) + (own ? 1 : 0)).isEqualTo(1);
                assertThat(line(teacher).state())
                        .isEqualTo(own ? UserView.State.ACTIVE : UserView.State.NEVER_SIGNED_IN);
            }
        }

        private static ResetPassword resetPassword(InstantSource clock) {
            return new ResetPassword(
                    school.accounts,
                    school.passwords,
                    school.personnel,
                    school.institutions,
                    school.identities,
                    school.locks,
                    clock,
                    school.random,
                    PASSWORD_LIFE);
        }

        private static Outcome<Reset> untilDecided(Caller caller, Person person, IdempotencyKey key) {
            for (var attempt = 0; attempt < 500; attempt++) {
                var outcome = reset(caller, person, 1, key);
                if (!(outcome instanceof Outcome.Refused<Reset>(InProgress _))) {
                    return outcome;
                }
                pause();
            }
            throw new AssertionError("Never decided");
        }

        private static void pause() {
            try {
                Thread.sleep(20);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }

        private static long working(Person person, List<Outcome<Reset>> outcomes) {
            var passwords = new ArrayList<TemporaryPassword>();
            for (var outcome : outcomes) {
                switch (outcome) {
                    case Outcome.Done<Reset>(var reset) -> passwords.add(reset.password());
                    case Outcome.Refused<Reset>(Refusal _) -> {}
                }
            }
            return passwords.stream()
                    .filter(password -> {
                        school.clock.move(Duration.ofMinutes(20));
                        return school.works(person, password);
                    })
                    .count();
        }
    }

    /** Time that goes on with every look, so that what came first can be told. */
    private static Instant tick() {
        school.clock.move(Duration.ofMillis(1));
        return school.clock.instant();
    }

    private static Outcome<Reset> reset(Caller caller, Person person, long version, IdempotencyKey key) {
        return school.resetPassword().run(caller, LOS_CEIBOS, person.id(), version, Optional.empty(), key);
    }

    private static Person withAccess(Person person) {
        school.given(director, LOS_CEIBOS, person, Role.TEACHER);
        return person;
    }

    private static void ownPassword(Person person) {
        school.authentication.replacePassword(person.login(), OWN);
        school.accounts.signedIn(person.login(), school.clock.instant());
    }

    private static void lock(Person person) {
        var limit = new Attempts.Limit(1, Duration.ofMinutes(15), Duration.ofMinutes(15), Duration.ofHours(24));
        var tries = new Attempts.Subject(Locks.KIND, person.login().value(), limit);
        school.attempts.begin(tries, school.clock.instant());
        school.attempts.begin(tries, school.clock.instant());
    }

    private static UserView line(Person person) {
        return school.line(director, LOS_CEIBOS, person).orElseThrow();
    }
}
