package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import portero.domain.accounts.Role;
import portero.domain.schools.IdentityDocument;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.InstitutionKind;
import portero.domain.schools.Member;
import portero.domain.schools.MobileNumber;
import portero.domain.schools.ModularCode;
import portero.domain.schools.PersonId;

class DemoDataTest {
    private static final InstitutionCode LOS_CEIBOS = new InstitutionCode("0990124-0");

    private final DemoData data = DemoData.load();

    @Test
    void has_a_region_with_two_local_offices_five_schools_and_about_forty_people() {
        var kinds = data.institutions().stream().collect(groupingBy(Institution::kind, counting()));

        var people = data.people().size();

        assertThat(kinds)
                .containsEntry(InstitutionKind.COUNTRY, 1L)
                .containsEntry(InstitutionKind.DRE, 1L)
                .containsEntry(InstitutionKind.UGEL, 2L)
                .containsEntry(InstitutionKind.SCHOOL, 5L);
        assertThat(people).isBetween(38, 44);
        assertThat(data.places().stream().filter(place -> place.member().institution().equals(LOS_CEIBOS)))
                .hasSizeBetween(20, 22);
    }

    @Test
    void uses_documents_that_look_unassigned_and_addresses_that_belong_to_nobody() {
        var numbers = data.people().stream()
                .map(person -> person.document())
                .filter(document -> document.type() == IdentityDocument.Type.DNI)
                .map(IdentityDocument::number);

        var addresses = data.people().stream()
                .flatMap(person -> person.email().stream())
                .map(email -> email.address().value())
                .toList();

        assertThat(numbers).allMatch(number -> number.matches("5\\d{7}"));
        assertThat(addresses).allMatch(address -> address.endsWith("@example.org")).doesNotHaveDuplicates();
        assertThat(data.people().stream().flatMap(person -> person.mobile().stream()).map(MobileNumber::value))
                .allMatch(number -> number.matches("9\\d{8}"));
    }

    @Test
    void gives_every_school_a_modular_code_with_its_usual_digit_but_for_the_one_with_a_leading_zero() {
        var codes = data.institutions().stream()
                .filter(institution -> institution.kind() == InstitutionKind.SCHOOL)
                .map(institution -> ModularCode.parse(institution.code().value()).orElseThrow())
                .toList();

        var unusual = codes.stream().filter(code -> !code.hasUsualCheckDigit()).map(ModularCode::toString);

        assertThat(unusual).containsExactly("0990124-0");
        assertThat(codes.stream().map(ModularCode::number)).allMatch(number -> number.matches("99\\d{5}|099\\d{4}"));
    }

    @Test
    void has_the_cases_that_real_registers_have() {
        var people = data.people();

        var names = people.stream().map(person -> person.name().full()).toList();

        assertThat(people).anyMatch(person -> person.email().isEmpty());
        assertThat(people).anyMatch(person -> person.mobile().isEmpty());
        assertThat(people)
                .anyMatch(person -> person.document().type() == IdentityDocument.Type.CE
                        && person.name().maternal().isEmpty());
        assertThat(names.size() - new HashSet<>(names).size()).as("homonyms").isEqualTo(1);
        assertThat(names).contains("Wilmer Saúl Tacuri de la Cruz", "Rosa Elvira Ñahui Condezo");
        assertThat(data.places().stream()
                        .collect(groupingBy(place -> place.member().person(), counting()))
                        .values())
                .contains(2L);
        assertThat(data.places().stream().map(Place::access)).contains(Access.values());
    }

    @Test
    void gives_a_login_of_each_kind_of_user() {
        var given = data.places().stream().filter(place -> place.kind().isPresent()).toList();

        var roles = given.stream().map(place -> place.role().orElseThrow());

        assertThat(roles).contains(Role.values());
        assertThat(given).anyMatch(place -> place.access() == Access.NEVER_SIGNED_IN);
        assertThat(given.stream().map(place -> place.kind().orElseThrow())).doesNotHaveDuplicates();
    }

    @Test
    void gives_nobody_a_role_that_does_not_fit() {
        var granted = data.places().stream().filter(place -> place.access() != Access.NONE).toList();

        assertThat(granted).allMatch(place -> place.role().orElseThrow().fits(
                place.member().position(), institution(place.member())));
        assertThat(data.places().stream().filter(place -> place.access() == Access.NONE))
                .allMatch(place -> place.role().isEmpty() && place.kind().isEmpty());
    }

    @Test
    void names_a_person_the_same_in_every_installation() {
        var document = IdentityDocument.parse(IdentityDocument.Type.DNI, "51877203").orElseThrow();

        var id = DemoData.id(document);

        assertThat(id).isEqualTo(DemoData.id(document));
        assertThat(PersonId.parse(id.value())).contains(id);
        assertThat(data.people().stream().map(person -> person.id())).contains(id).doesNotHaveDuplicates();
    }

    private Institution institution(Member member) {
        return data.institutions().stream()
                .filter(institution -> institution.code().equals(member.institution()))
                .findFirst()
                .orElseThrow();
    }
}
