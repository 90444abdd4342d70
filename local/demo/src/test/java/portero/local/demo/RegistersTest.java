package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static portero.local.demo.School.FLOR_DE_RETAMA;
import static portero.local.demo.School.LOS_CEIBOS;
import static portero.local.demo.School.RIO_CLARO;
import static portero.local.demo.School.SEMILLITAS;
import static portero.local.demo.School.done;
import static portero.local.demo.School.together;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portero.domain.Outcome;
import portero.domain.Refusal.Reason;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Callers;
import portero.domain.accounts.ListPersonnel;
import portero.domain.accounts.ListUsers;
import portero.domain.accounts.RegisterPerson;
import portero.domain.accounts.RegisterPerson.NewMember;
import portero.domain.accounts.Role;
import portero.domain.accounts.UserView;
import portero.domain.schools.BadCursor;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.IdentityDocument;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Person;
import portero.domain.schools.PersonName;
import portero.domain.schools.Position;

class RegistersTest {
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
    class RegisteringPeople {
        private final RegisterPerson registerPerson = new RegisterPerson(
                school.accounts, school.personnel, school.institutions, school.suppressions, school.clock, school.random);

        @Test
        void makes_somebody_of_the_schools_personnel_to_whom_access_can_be_given() {
            var entry = entry("51000001", "Ccahuana", Optional.empty());

            var view = done(registerPerson.run(director, LOS_CEIBOS, entry));

            assertThat(view.hasAccount()).isFalse();
            assertThat(view.roles()).startsWith(Role.TEACHER);
            assertThat(school.given(director, LOS_CEIBOS, view.member().person(), Role.TEACHER).user().member())
                    .contains(view.member());
        }

        @Test
        void keeps_one_person_of_somebody_known_from_another_school() {
            var entry = entry("51000002", "Ñaupari", Optional.empty());
            var there = done(registerPerson.run(school.director(SEMILLITAS), SEMILLITAS, entry));

            var here = done(registerPerson.run(director, LOS_CEIBOS, entry("51000002", "ÑAUPARI ", Optional.of("n@example.org"))));

            assertThat(here.member().person().id()).isEqualTo(there.member().person().id());
            assertThat(here.member().person().name().paternal()).isEqualTo("Ñaupari");
            assertThat(school.personnel.find(here.member().person().id()).orElseThrow().email())
                    .contains(ContactEmail.unverified(new EmailAddress("n@example.org")));
        }

        /** Else a director could find out who bears a document by trying. */
        @Test
        void tells_nothing_of_a_documents_bearer_to_those_who_do_not_know_the_name() {
            done(registerPerson.run(school.director(SEMILLITAS), SEMILLITAS, entry("51000003", "Tineo", Optional.empty())));

            var outcome = registerPerson.run(director, LOS_CEIBOS, entry("51000003", "Rojas", Optional.empty()));

            assertThat(outcome).isEqualTo(Outcome.refused(Reason.DOCUMENT_HAS_OTHER_NAMES));
        }

        @Test
        void refuses_somebody_who_is_registered_already() {
            done(registerPerson.run(director, LOS_CEIBOS, entry("51000004", "Yauri", Optional.empty())));

            var again = registerPerson.run(director, LOS_CEIBOS, entry("51000004", "Yauri", Optional.empty()));

            assertThat(again).isEqualTo(Outcome.refused(Reason.ALREADY_REGISTERED));
        }

        @Test
        void finds_no_foreign_school() {
            var outcome = registerPerson.run(director, SEMILLITAS, entry("51000005", "Yauri", Optional.empty()));

            assertThat(outcome).isEqualTo(Outcome.refused(Reason.NOT_FOUND));
        }

        @Test
        void makes_one_person_when_two_schools_register_somebody_new_at_once() throws Exception {
            var otherDirector = school.director(SEMILLITAS);
            for (var round = 0; round < 5; round++) {
                var entry = entry("5100010" + round, "Huillca", Optional.empty());

                var views = together(
                        2,
                        i -> done(registerPerson.run(
                                i == 0 ? director : otherDirector, i == 0 ? LOS_CEIBOS : SEMILLITAS, entry)));

                var ids = views.stream().map(view -> view.member().person().id()).distinct().toList();
                assertThat(ids).hasSize(1);
                assertThat(school.personnel.find(LOS_CEIBOS, ids.getFirst())).isPresent();
                assertThat(school.personnel.find(SEMILLITAS, ids.getFirst())).isPresent();
            }
        }

        private static NewMember entry(String number, String surname, Optional<String> email) {
            return new NewMember(
                    new IdentityDocument(IdentityDocument.Type.DNI, number),
                    new PersonName("Nélida", surname, Optional.of("Inga")),
                    Position.PROFESOR,
                    Optional.empty(),
                    email.map(EmailAddress::new),
                    Optional.empty());
        }
    }

    @Nested
    class Listing {
        private final ListUsers listUsers = school.listUsers();
        private final ListPersonnel listPersonnel =
                new ListPersonnel(school.accounts, school.personnel, school.institutions, school.clock);

        @Test
        void shows_this_years_users_by_surname_and_what_the_caller_may_change() {
            var office = school.caller(Role.UGEL_SPECIALIST, RIO_CLARO);
            var boss = school.member(SEMILLITAS, Position.DIRECTOR_IE);
            school.given(office, SEMILLITAS, boss, Role.DIRECTOR);
            var colleague = school.member(SEMILLITAS, Position.DIRECTOR_IE);
            school.given(office, SEMILLITAS, colleague, Role.DIRECTOR);
            var teacher = school.teacher(SEMILLITAS);
            school.given(office, SEMILLITAS, teacher, Role.TEACHER);
            var caller = new Callers(school.accounts).find(boss.login(), Optional.empty(), "request").orElseThrow();

            var users = all(listUsers, caller, SEMILLITAS);

            assertThat(users).extracting(user -> user.account().person())
                    .containsExactly(boss.id(), colleague.id(), teacher.id());
            assertThat(users).extracting(UserView::isSelf).containsExactly(true, false, false);
            assertThat(users.get(0).roles()).isEmpty();
            assertThat(users.get(1).roles()).isEmpty();
            assertThat(users.get(2).roles()).containsExactly(Role.TEACHER, Role.TUTOR);
        }

        @Test
        void shows_last_years_users_after_this_years_until_they_are_renewed() {
            try (var other = new School()) {
                var office = other.caller(Role.UGEL_SPECIALIST, RIO_CLARO);
                var people = new ArrayList<Person>();
                for (var i = 0; i < 55; i++) {
                    var teacher = other.teacher(LOS_CEIBOS);
                    other.given(office, LOS_CEIBOS, teacher, Role.TEACHER);
                    people.add(teacher);
                }
                other.clock.move(Duration.ofDays(365));
                var nextOffice = other.caller(Role.UGEL_SPECIALIST, RIO_CLARO);
                var renewed = people.get(3);
                done(other.createUser().run(nextOffice, LOS_CEIBOS, renewed.id(), Role.TEACHER, School.key()));

                var users = all(
                        other.listUsers(),
                        nextOffice,
                        LOS_CEIBOS);

                assertThat(users).hasSize(55);
                assertThat(users.getFirst().account().person()).isEqualTo(renewed.id());
                assertThat(users.stream().skip(1)).allMatch(user -> user.state() == UserView.State.ENDED);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "0x", "1x", "2", "x", "0000000000000000000"})
        void refuses_cursors_that_no_page_gave(String cursor) {
            var given = Optional.of(cursor);

            assertThatThrownBy(() -> listUsers.run(director, LOS_CEIBOS, given)).isInstanceOf(BadCursor.class);
        }

        @Test
        void finds_no_foreign_school() {
            var users = listUsers.run(director, FLOR_DE_RETAMA, Optional.empty());
            var personnel = listPersonnel.run(director, FLOR_DE_RETAMA, Optional.empty());

            assertThat(users).isEqualTo(Outcome.refused(Reason.NOT_FOUND));
            assertThat(personnel).isEqualTo(Outcome.refused(Reason.NOT_FOUND));
        }

        @Test
        void tells_of_personnel_who_has_an_account_and_which_roles_may_be_given() {
            var office = school.caller(Role.UGEL_SPECIALIST, new InstitutionCode("990102"));
            var caller = school.director(FLOR_DE_RETAMA);
            var known = school.teacher(FLOR_DE_RETAMA);
            school.given(office, FLOR_DE_RETAMA, known, Role.TUTOR);
            var assistant = school.member(FLOR_DE_RETAMA, Position.AUXILIAR_DE_EDUCACION);

            var views = done(listPersonnel.run(caller, FLOR_DE_RETAMA, Optional.empty())).page().items();

            assertThat(views).hasSize(3);
            assertThat(views).anySatisfy(view -> {
                assertThat(view.member().person()).isEqualTo(known);
                assertThat(view.hasAccount()).isTrue();
                assertThat(view.access()).contains(Role.TUTOR);
            });
            assertThat(views).anySatisfy(view -> {
                assertThat(view.member().person()).isEqualTo(assistant);
                assertThat(view.hasAccount()).isFalse();
                assertThat(view.access()).isEmpty();
                assertThat(view.roles()).containsExactly(Role.EDUCATION_ASSISTANT, Role.TUTOR);
            });
        }

        private static List<UserView> all(ListUsers listUsers, Caller caller, InstitutionCode code) {
            var users = new ArrayList<UserView>();
            Optional<String> cursor = Optional.empty();
            do {
                var page = done(listUsers.run(caller, code, cursor)).page();
                users.addAll(page.items());
                cursor = page.next();
            } while (cursor.isPresent());
            return users;
        }
    }
}
