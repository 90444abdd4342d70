package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.local.demo.School.FLOR_DE_RETAMA;
import static portero.local.demo.School.LOS_CEIBOS;
import static portero.local.demo.School.RIO_CLARO;
import static portero.local.demo.School.SEMILLITAS;
import static portero.local.demo.School.done;
import static portero.local.demo.School.together;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import portero.domain.Outcome;
import portero.domain.Refusal.Reason;
import portero.domain.accounts.AssignRole;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Callers;
import portero.domain.accounts.Grant;
import portero.domain.accounts.RevokeAccess;
import portero.domain.accounts.Role;
import portero.domain.schools.Person;
import portero.domain.schools.Position;

class ChangingAccessTest {
    private static School school;
    private static AssignRole assignRole;
    private static RevokeAccess revokeAccess;
    private static Caller director;
    private static Caller office;

    @BeforeAll
    static void open() {
        school = new School();
        assignRole = new AssignRole(
                school.accounts, school.personnel, school.institutions, school.locks, school.clock);
        revokeAccess = new RevokeAccess(school.accounts, school.personnel, school.institutions, school.clock);
        director = school.director(LOS_CEIBOS);
        office = school.caller(Role.UGEL_SPECIALIST, RIO_CLARO);
    }

    @AfterAll
    static void close() {
        school.close();
    }

    @Nested
    class AssigningARole {
        @Test
        void holds_from_the_next_request_on() {
            var teacher = teacher();

            var changed = done(assignRole.run(director, LOS_CEIBOS, teacher.id(), Role.TUTOR, 1));

            assertThat(changed.grant().role()).isEqualTo(Role.TUTOR);
            assertThat(changed.grant().version()).isEqualTo(2);
            assertThat(caller(teacher).grants()).containsExactly(changed.grant());
        }

        /** Two administrators change the same person at once: one of them must look again. */
        @Test
        void is_refused_to_those_who_saw_an_earlier_version() throws Exception {
            var teacher = teacher();

            var outcomes = together(
                    4, i -> assignRole.run(i % 2 == 0 ? director : office, LOS_CEIBOS, teacher.id(), Role.TUTOR, 1));

            assertThat(outcomes.stream().filter(one -> one instanceof Outcome.Done)).hasSize(1);
            assertThat(outcomes.stream().filter(Outcome.refused(Reason.CHANGED_MEANWHILE)::equals)).hasSize(3);
        }

        @Test
        void changes_nothing_where_the_role_is_the_same() {
            var teacher = teacher();

            var same = done(assignRole.run(director, LOS_CEIBOS, teacher.id(), Role.TEACHER, 1));

            assertThat(same.grant().version()).isEqualTo(1);
        }

        @Test
        void is_refused_for_oneself_and_for_equals() {
            var colleague = school.member(LOS_CEIBOS, Position.DIRECTOR_IE);
            school.given(office, LOS_CEIBOS, colleague, Role.DIRECTOR);
            var self = new Caller(colleague.login(), colleague.id(), caller(colleague).grants(), "request");

            var own = assignRole.run(self, LOS_CEIBOS, colleague.id(), Role.TEACHER, 1);
            var equal = assignRole.run(director, LOS_CEIBOS, colleague.id(), Role.TEACHER, 1);

            assertThat(own).isEqualTo(Outcome.refused(Reason.CANNOT_CHANGE_OWN_ACCESS));
            assertThat(equal).isEqualTo(Outcome.refused(Reason.NOT_ALLOWED));
        }

        @Test
        void is_refused_for_roles_that_are_too_high_or_do_not_fit() {
            var teacher = teacher();

            var high = assignRole.run(director, LOS_CEIBOS, teacher.id(), Role.DIRECTOR, 1);
            var odd = assignRole.run(director, LOS_CEIBOS, teacher.id(), Role.EDUCATION_ASSISTANT, 1);

            assertThat(high).isEqualTo(Outcome.refused(Reason.NOT_ALLOWED));
            assertThat(odd).isEqualTo(Outcome.refused(Reason.ROLE_DOES_NOT_FIT));
        }

        @Test
        void finds_nobody_in_foreign_schools_nor_without_access() {
            var teacher = teacher();
            var withoutAccess = school.teacher(LOS_CEIBOS);

            var foreign = assignRole.run(school.director(SEMILLITAS), LOS_CEIBOS, teacher.id(), Role.TUTOR, 1);
            var nobody = assignRole.run(director, LOS_CEIBOS, withoutAccess.id(), Role.TUTOR, 1);

            assertThat(foreign).isEqualTo(Outcome.refused(Reason.NOT_FOUND));
            assertThat(nobody).isEqualTo(foreign);
        }
    }

    @Nested
    class RevokingAccess {
        @Test
        void ends_one_schools_grant_and_leaves_account_and_other_grants() {
            var teacher = teacher();
            school.enrol(SEMILLITAS, teacher, Position.PROFESOR);
            done(school.createUser()
                    .run(school.director(SEMILLITAS), SEMILLITAS, teacher.id(), Role.TUTOR, School.key()));

            done(revokeAccess.run(director, LOS_CEIBOS, teacher.id()));

            assertThat(caller(teacher).grants()).extracting(Grant::institution).containsExactly(SEMILLITAS);
        }

        /** The grants are read on every request: a token that still lives opens nothing. */
        @Test
        void takes_effect_on_the_persons_next_request() {
            var other = school.member(LOS_CEIBOS, Position.DIRECTOR_IE);
            school.given(office, LOS_CEIBOS, other, Role.DIRECTOR);
            var before = revokeAccess.run(caller(other), LOS_CEIBOS, school.teacher(LOS_CEIBOS).id());
            var victim = teacher();

            done(revokeAccess.run(office, LOS_CEIBOS, other.id()));

            assertThat(before).isEqualTo(Outcome.refused(Reason.NOT_FOUND));
            assertThat(revokeAccess.run(caller(other), LOS_CEIBOS, victim.id()))
                    .isEqualTo(Outcome.refused(Reason.NOT_FOUND));
            assertThat(caller(victim).grants()).hasSize(1);
        }

        /** Directors are removed only from above, so that nobody locks a school out. */
        @Test
        void is_refused_for_oneself_and_for_equals() {
            var colleague = school.member(LOS_CEIBOS, Position.DIRECTOR_IE);
            school.given(office, LOS_CEIBOS, colleague, Role.DIRECTOR);

            var own = revokeAccess.run(caller(colleague), LOS_CEIBOS, colleague.id());
            var equal = revokeAccess.run(director, LOS_CEIBOS, colleague.id());

            assertThat(own).isEqualTo(Outcome.refused(Reason.CANNOT_CHANGE_OWN_ACCESS));
            assertThat(equal).isEqualTo(Outcome.refused(Reason.NOT_ALLOWED));
            assertThat(caller(colleague).grants()).hasSize(1);
        }

        @Test
        void happens_once() throws Exception {
            var teacher = teacher();

            var outcomes = together(4, _ -> revokeAccess.run(director, LOS_CEIBOS, teacher.id()));

            assertThat(outcomes.stream().filter(one -> one instanceof Outcome.Done)).hasSize(1);
            assertThat(caller(teacher).grants()).isEmpty();
        }

        @Test
        void finds_nobody_in_foreign_schools() {
            var teacher = teacher();
            var elsewhere = school.teacher(FLOR_DE_RETAMA);

            var foreign = revokeAccess.run(school.director(SEMILLITAS), LOS_CEIBOS, teacher.id());
            var otherOffice = revokeAccess.run(office, FLOR_DE_RETAMA, elsewhere.id());

            assertThat(foreign).isEqualTo(Outcome.refused(Reason.NOT_FOUND));
            assertThat(otherOffice).isEqualTo(foreign);
        }
    }

    private static Person teacher() {
        var teacher = school.teacher(LOS_CEIBOS);
        school.given(director, LOS_CEIBOS, teacher, Role.TEACHER);
        return teacher;
    }

    private static Caller caller(Person person) {
        return new Callers(school.accounts).find(person.login(), Optional.empty(), "request").orElseThrow();
    }
}
