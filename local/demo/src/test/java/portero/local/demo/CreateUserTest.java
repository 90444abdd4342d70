package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static portero.local.demo.School.FLOR_DE_RETAMA;
import static portero.local.demo.School.LEASE_OVER;
import static portero.local.demo.School.LOS_CEIBOS;
import static portero.local.demo.School.PASSWORD_LIFE;
import static portero.local.demo.School.RIO_CLARO;
import static portero.local.demo.School.SEMILLITAS;
import static portero.local.demo.School.created;
import static portero.local.demo.School.done;
import static portero.local.demo.School.key;
import static portero.local.demo.School.together;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import portero.domain.Outcome;
import portero.domain.Refusal;
import portero.domain.Refusal.InProgress;
import portero.domain.Refusal.Reason;
import portero.domain.Secret;
import portero.domain.accounts.Account;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Change;
import portero.domain.accounts.CreateUser;
import portero.domain.accounts.CreateUser.Created;
import portero.domain.accounts.CreateUser.Granted;
import portero.domain.accounts.CreateUser.Unchanged;
import portero.domain.accounts.Grant;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.accounts.Identities;
import portero.domain.accounts.Operation;
import portero.domain.accounts.PasswordChanges;
import portero.domain.accounts.Role;
import portero.domain.accounts.UserView;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Person;
import portero.domain.schools.PersonId;
import portero.domain.schools.Position;
import portero.domain.signin.Authentication.Result;

class CreateUserTest {
    private static School school;
    private static Caller director;
    private static Caller otherDirector;

    @BeforeAll
    static void open() {
        school = new School();
        director = school.director(LOS_CEIBOS);
        otherDirector = school.director(SEMILLITAS);
    }

    @AfterAll
    static void close() {
        school.close();
    }

    @Nested
    class Giving {
        @Test
        void shows_a_password_for_somebody_new_in_the_system() {
            var teacher = school.teacher(LOS_CEIBOS);

            var created = created(save(director, LOS_CEIBOS, teacher, Role.TEACHER, key()));

            assertThat(school.signIn(teacher, created.password())).isInstanceOf(Result.NewPasswordRequired.class);
            assertThat(created.validUntil()).isEqualTo(school.clock.instant().plus(PASSWORD_LIFE));
            assertThat(created.user().state()).isEqualTo(UserView.State.NEVER_SIGNED_IN);
            assertThat(created.user().grant()).isEqualTo(account(teacher).grants().getFirst());
        }

        @Test
        void shows_no_password_for_somebody_who_has_one() {
            var teacher = school.teacher(LOS_CEIBOS);
            var before = school.given(director, LOS_CEIBOS, teacher, Role.TEACHER);
            school.enrol(SEMILLITAS, teacher, Position.PROFESOR);

            var saved = done(save(otherDirector, SEMILLITAS, teacher, Role.TUTOR, key()));

            assertThat(saved).isInstanceOf(Granted.class);
            assertThat(account(teacher).grants()).hasSize(2);
            assertThat(school.works(teacher, before.password())).isTrue();
        }

        @Test
        void changes_nothing_for_somebody_who_has_that_very_role() {
            var teacher = school.teacher(LOS_CEIBOS);
            var before = school.given(director, LOS_CEIBOS, teacher, Role.TEACHER);

            var saved = done(save(director, LOS_CEIBOS, teacher, Role.TEACHER, key()));

            assertThat(saved).isInstanceOf(Unchanged.class);
            assertThat(account(teacher).grants()).containsExactly(before.user().grant());
            assertThat(school.works(teacher, before.password())).isTrue();
        }

        @Test
        void gives_last_years_people_access_again_without_a_new_password() {
            var teacher = school.teacher(LOS_CEIBOS);
            var before = school.given(director, LOS_CEIBOS, teacher, Role.TEACHER).user().grant();
            var year = before.year();
            school.accounts.remove(before, change(teacher));
            school.accounts.add(
                    new Operation(
                            director.person(), key(), LOS_CEIBOS, teacher.id(), Role.TEACHER),
                    teacher,
                    new Grant(teacher.login(), LOS_CEIBOS, Role.TEACHER, year.previous(), before.from(), 1),
                    change(teacher));

            var saved = done(save(director, LOS_CEIBOS, teacher, Role.TEACHER, key()));

            assertThat(saved).isInstanceOf(Granted.class);
            assertThat(account(teacher).grants()).extracting(Grant::year).containsExactlyInAnyOrder(year, year.previous());
        }

        @Test
        void lets_an_office_appoint_a_schools_director() {
            var office = school.caller(Role.UGEL_SPECIALIST, RIO_CLARO);
            var newDirector = school.member(SEMILLITAS, Position.DIRECTOR_IE);

            var created = created(save(office, SEMILLITAS, newDirector, Role.DIRECTOR, key()));

            assertThat(created.user().grant().role()).isEqualTo(Role.DIRECTOR);
        }
    }

    @Nested
    class Refusing {
        @Test
        void refuses_another_role_beside_the_one_held() {
            var teacher = school.teacher(LOS_CEIBOS);
            school.given(director, LOS_CEIBOS, teacher, Role.TEACHER);

            var outcome = save(director, LOS_CEIBOS, teacher, Role.TUTOR, key());

            assertThat(outcome).isEqualTo(Outcome.refused(Reason.HAS_ANOTHER_ROLE));
        }

        @Test
        void refuses_to_change_ones_own_access() {
            var outcome = school.createUser().run(director, LOS_CEIBOS, director.person(), Role.TEACHER, key());

            assertThat(outcome).isEqualTo(Outcome.refused(Reason.CANNOT_CHANGE_OWN_ACCESS));
        }

        /** What exists elsewhere and what does not exist look the same. */
        @Test
        void finds_nothing_in_schools_that_are_not_the_callers() {
            var there = school.teacher(SEMILLITAS);

            var foreign = save(director, SEMILLITAS, there, Role.TEACHER, key());
            var missing = save(director, new InstitutionCode("9999999-0"), there, Role.TEACHER, key());
            var above = save(director, RIO_CLARO, there, Role.ADMINISTRATIVE_STAFF, key());
            var otherOffice = save(
                    school.caller(Role.UGEL_SPECIALIST, RIO_CLARO),
                    FLOR_DE_RETAMA,
                    school.teacher(FLOR_DE_RETAMA),
                    Role.TEACHER,
                    key());

            assertThat(List.of(foreign, missing, above, otherOffice))
                    .containsOnly(Outcome.refused(Reason.NOT_FOUND));
        }

        @Test
        void finds_nobody_who_is_not_of_the_schools_personnel() {
            var elsewhere = school.teacher(SEMILLITAS);

            var outcome = save(director, LOS_CEIBOS, elsewhere, Role.TEACHER, key());

            assertThat(outcome).isEqualTo(Outcome.refused(Reason.NOT_FOUND));
            assertThat(school.createUser().run(director, LOS_CEIBOS, new PersonId("0000000000000000"), Role.TEACHER, key()))
                    .isEqualTo(outcome);
        }

        @Test
        void refuses_roles_at_or_above_the_callers_own() {
            var deputy = school.member(LOS_CEIBOS, Position.DIRECTOR_IE);

            var same = save(director, LOS_CEIBOS, deputy, Role.DIRECTOR, key());
            var above = save(director, LOS_CEIBOS, deputy, Role.UGEL_SPECIALIST, key());

            assertThat(same).isEqualTo(Outcome.refused(Reason.NOT_ALLOWED));
            assertThat(above).isEqualTo(same);
        }

        @Test
        void refuses_roles_that_do_not_fit_the_position() {
            var assistant = school.member(LOS_CEIBOS, Position.AUXILIAR_DE_EDUCACION);

            var outcome = save(director, LOS_CEIBOS, assistant, Role.TEACHER, key());

            assertThat(outcome).isEqualTo(Outcome.refused(Reason.ROLE_DOES_NOT_FIT));
            assertThat(school.accounts.find(assistant.login())).isEmpty();
        }

        @Test
        void refuses_a_key_that_was_used_for_another_intention() {
            var key = key();
            var teacher = school.teacher(LOS_CEIBOS);
            created(save(director, LOS_CEIBOS, teacher, Role.TEACHER, key));

            var otherPerson = save(director, LOS_CEIBOS, school.teacher(LOS_CEIBOS), Role.TEACHER, key);
            var otherRole = save(director, LOS_CEIBOS, teacher, Role.TUTOR, key);

            assertThat(otherPerson).isEqualTo(Outcome.refused(Reason.IDEMPOTENCY_KEY_REUSED));
            assertThat(otherRole).isEqualTo(otherPerson);
        }
    }

    @Nested
    class Retrying {
        @Test
        void gives_a_new_password_that_voids_the_earlier_one() {
            var key = key();
            var teacher = school.teacher(LOS_CEIBOS);
            var lost = created(save(director, LOS_CEIBOS, teacher, Role.TEACHER, key));

            var again = created(save(director, LOS_CEIBOS, teacher, Role.TEACHER, key));

            assertThat(again.password()).isNotEqualTo(lost.password());
            assertThat(school.works(teacher, again.password())).isTrue();
            assertThat(school.signIn(teacher, lost.password())).isEqualTo(new Result.Wrong());
            assertThat(account(teacher).grants()).hasSize(1);
        }

        @Test
        void answers_with_the_line_that_the_list_now_has() {
            var key = key();
            var teacher = school.teacher(LOS_CEIBOS);
            created(save(director, LOS_CEIBOS, teacher, Role.TEACHER, key));
            school.clock.move(PASSWORD_LIFE.plusSeconds(1));

            var again = created(save(director, LOS_CEIBOS, teacher, Role.TEACHER, key));

            assertThat(again.user().state()).isEqualTo(UserView.State.NEVER_SIGNED_IN);
            assertThat(again.user().account()).isEqualTo(account(teacher));
            assertThat(again.validUntil()).isEqualTo(school.clock.instant().plus(PASSWORD_LIFE));
        }

        @Test
        void leaves_the_password_that_the_person_chose_meanwhile() {
            var key = key();
            var teacher = school.teacher(LOS_CEIBOS);
            created(save(director, LOS_CEIBOS, teacher, Role.TEACHER, key));
            school.authentication.replacePassword(teacher.login(), new Secret("faro nube tambor cauce"));
            school.accounts.signedIn(teacher.login(), school.clock.instant());

            var again = done(save(director, LOS_CEIBOS, teacher, Role.TEACHER, key));

            assertThat(again).isInstanceOf(Granted.class);
            assertThat(school.authentication.signIn(teacher.login(), new Secret("faro nube tambor cauce")))
                    .isInstanceOf(Result.Tokens.class);
        }

        @Test
        void grants_once_however_often_the_grant_is_saved() {
            var key = key();
            var teacher = school.teacher(LOS_CEIBOS);
            school.given(director, LOS_CEIBOS, teacher, Role.TEACHER);
            school.enrol(SEMILLITAS, teacher, Position.PROFESOR);
            save(otherDirector, SEMILLITAS, teacher, Role.TEACHER, key);

            var again = done(save(otherDirector, SEMILLITAS, teacher, Role.TEACHER, key));

            assertThat(again).isInstanceOf(Granted.class);
            assertThat(account(teacher).grants()).hasSize(2);
        }

        @Test
        void gives_nothing_back_that_was_revoked_meanwhile() {
            var key = key();
            var teacher = school.teacher(LOS_CEIBOS);
            var created = created(save(director, LOS_CEIBOS, teacher, Role.TEACHER, key));
            school.accounts.remove(created.user().grant(), change(teacher));

            var again = save(director, LOS_CEIBOS, teacher, Role.TEACHER, key);

            assertThat(again).isEqualTo(Outcome.refused(Reason.NOT_FOUND));
            assertThat(account(teacher).grants()).isEmpty();
        }
    }

    @Nested
    class Racing {
        /** Two schools hire the same new teacher on the first of March: one identity, one working password, both grants. */
        @Test
        void makes_one_identity_and_both_grants_when_two_schools_save_at_once() throws Exception {
            for (var round = 0; round < 5; round++) {
                var teacher = school.teacher(LOS_CEIBOS);
                school.enrol(SEMILLITAS, teacher, Position.PROFESOR);
                var keys = List.of(key(), key());

                var saved = together(
                        2,
                        i -> untilDone(
                                i == 0 ? director : otherDirector, i == 0 ? LOS_CEIBOS : SEMILLITAS, teacher, keys.get(i)));

                assertThat(account(teacher).grants())
                        .extracting(Grant::institution)
                        .containsExactlyInAnyOrder(LOS_CEIBOS, SEMILLITAS);
                assertThat(saved).hasAtLeastOneElementOfType(Granted.class);
                assertThat(working(teacher, saved)).isEqualTo(1);
            }
        }

        /** A double click, or a page that retries by itself: however many answers come, one password works. */
        @Test
        void makes_one_working_password_when_one_save_is_sent_many_times() throws Exception {
            var teacher = school.teacher(LOS_CEIBOS);
            var key = key();

            var saved = together(6, _ -> untilDone(director, LOS_CEIBOS, teacher, key));

            assertThat(saved).hasSize(6).allMatch(one -> one instanceof Created);
            assertThat(working(teacher, saved)).isEqualTo(1);
            assertThat(account(teacher).grants()).hasSize(1);
        }

        @Test
        void makes_one_user_when_one_person_is_saved_from_many_windows() throws Exception {
            var teacher = school.teacher(LOS_CEIBOS);

            var saved = together(6, _ -> untilDone(director, LOS_CEIBOS, teacher, key()));

            assertThat(saved.stream().filter(one -> one instanceof Created)).hasSize(1);
            assertThat(saved.stream().filter(one -> one instanceof Unchanged)).hasSize(5);
            assertThat(working(teacher, saved)).isEqualTo(1);
        }

        private static CreateUser.Saved untilDone(
                Caller caller, InstitutionCode code, Person person, IdempotencyKey key) {
            for (var attempt = 0; attempt < 500; attempt++) {
                switch (save(caller, code, person, Role.TEACHER, key)) {
                    case Outcome.Done<CreateUser.Saved>(var saved) -> {
                        return saved;
                    }
                    case Outcome.Refused<CreateUser.Saved>(InProgress _) -> pause();
                    case Outcome.Refused<CreateUser.Saved>(Refusal why) -> throw new AssertionError(why);
                }
            }
            throw new AssertionError("Never done");
        }

        private static void pause() {
            try {
                Thread.sleep(20);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }

        private static long working(Person person, List<CreateUser.Saved> saved) {
            var passwords = new ArrayList<Created>();
            for (var one : saved) {
                if (one instanceof Created created) {
                    passwords.add(created);
                }
            }
            return passwords.stream()
                    .filter(created -> {
                        school.clock.move(Duration.ofMinutes(20));
                        return school.works(person, created.password());
                    })
                    .count();
        }
    }

    @Nested
    class Dead {
        @Test
        void is_finished_by_a_retry_when_it_died_before_the_identity_was_made() {
            var key = key();
            var teacher = school.teacher(LOS_CEIBOS);
            var dying = school.createUser(school.accounts, Dying.before(Identities.class, school.identities, "create"));
            dies(dying, teacher, key);

            var early = save(director, LOS_CEIBOS, teacher, Role.TEACHER, key);
            school.clock.move(LEASE_OVER);
            var late = created(save(director, LOS_CEIBOS, teacher, Role.TEACHER, key));

            assertThat(early).isEqualTo(Outcome.refused(new InProgress(Duration.ofSeconds(2))));
            assertThat(school.works(teacher, late.password())).isTrue();
        }

        /** The identity has a password that nobody ever saw. */
        @Test
        void is_finished_by_a_retry_when_it_died_after_the_identity_was_made() {
            var key = key();
            var teacher = school.teacher(LOS_CEIBOS);
            dies(school.createUser(school.accounts, Dying.after(Identities.class, school.identities, "create")), teacher, key);
            assertThat(account(teacher).status()).isEqualTo(Account.Status.PENDING);
            school.clock.move(LEASE_OVER);

            var late = created(save(director, LOS_CEIBOS, teacher, Role.TEACHER, key));

            assertThat(school.works(teacher, late.password())).isTrue();
            assertThat(account(teacher).status()).isEqualTo(Account.Status.ACTIVE);
        }

        @Test
        void is_answered_with_a_new_password_when_the_answer_was_lost() {
            var key = key();
            var teacher = school.teacher(LOS_CEIBOS);
            dies(school.createUser(Dying.after(Accounts.class, school.accounts, "activate"), school.identities), teacher, key);

            var again = created(save(director, LOS_CEIBOS, teacher, Role.TEACHER, key));

            assertThat(school.works(teacher, again.password())).isTrue();
            assertThat(account(teacher).grants()).hasSize(1);
        }

        @Test
        void is_finished_by_another_school_and_then_granted_to_the_first() {
            var key = key();
            var teacher = school.teacher(LOS_CEIBOS);
            school.enrol(SEMILLITAS, teacher, Position.PROFESOR);
            dies(school.createUser(school.accounts, Dying.after(Identities.class, school.identities, "create")), teacher, key);
            school.clock.move(LEASE_OVER);

            var there = created(save(otherDirector, SEMILLITAS, teacher, Role.TEACHER, key()));
            var here = done(save(director, LOS_CEIBOS, teacher, Role.TEACHER, key));

            assertThat(here).isInstanceOf(Granted.class);
            assertThat(school.works(teacher, there.password())).isTrue();
            assertThat(account(teacher).grants()).hasSize(2);
        }

        @Test
        void is_finished_by_a_retry_when_it_died_while_giving_a_new_password() {
            var key = key();
            var teacher = school.teacher(LOS_CEIBOS);
            created(save(director, LOS_CEIBOS, teacher, Role.TEACHER, key));
            var dying = Dying.before(PasswordChanges.class, school.passwords, "complete");
            dies(school.createUser(school.accounts, dying, school.identities), teacher, key);

            var early = save(director, LOS_CEIBOS, teacher, Role.TEACHER, key);
            school.clock.move(LEASE_OVER);
            var late = created(save(director, LOS_CEIBOS, teacher, Role.TEACHER, key));

            assertThat(early).isEqualTo(Outcome.refused(new InProgress(Duration.ofSeconds(2))));
            assertThat(school.works(teacher, late.password())).isTrue();
        }

        private static void dies(CreateUser dying, Person person, IdempotencyKey key) {
            assertThatThrownBy(() -> dying.run(director, LOS_CEIBOS, person.id(), Role.TEACHER, key))
                    .isInstanceOf(Dying.Death.class);
        }
    }

    private static Outcome<CreateUser.Saved> save(
            Caller caller, InstitutionCode code, Person person, Role role, IdempotencyKey key) {
        return school.createUser().run(caller, code, person.id(), role, key);
    }

    private static Account account(Person person) {
        return school.accounts.find(person.login()).orElseThrow();
    }

    private static Change change(Person person) {
        return Change.own(person.id(), "test", school.clock.instant(), key().value());
    }
}
