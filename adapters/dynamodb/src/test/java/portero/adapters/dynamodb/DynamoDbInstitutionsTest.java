package portero.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static portero.adapters.dynamodb.Samples.institution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portero.domain.schools.BadCursor;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.InstitutionKind;

class DynamoDbInstitutionsTest {
    private static final Institution COUNTRY = institution("PE", InstitutionKind.COUNTRY, "Administración nacional");
    private static final Institution DRE = institution("990000", InstitutionKind.DRE, "DRE Tierra Nueva", "PE");
    private static final Institution UGEL = institution("990101", InstitutionKind.UGEL, "UGEL Río Claro", "PE", "990000");

    private static TestTable store;
    private static DynamoDbInstitutions institutions;

    @BeforeAll
    static void open() {
        store = new TestTable();
        institutions = new DynamoDbInstitutions(store.table());
        List.of(COUNTRY, DRE, UGEL).forEach(institutions::put);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void finds_an_institution_as_it_was_put() {
        var school = school("0990124-0", "I.E. N.º 99012 Los Ceibos del Valle", UGEL);
        institutions.put(school);

        var found = institutions.find(school.code());

        assertThat(found).contains(school);
        assertThat(institutions.find(COUNTRY.code())).contains(COUNTRY);
        assertThat(institutions.find(new InstitutionCode("999999"))).isEmpty();
    }

    @Test
    void finds_those_that_exist_of_more_than_one_request_can_ask_for() {
        var office = office("990201", "UGEL Ciento Treinta");
        var schools = schools(office, 130);

        var found = institutions.findAll(
                IntStream.range(0, 140).mapToObj(i -> code(office, i)).toList());

        assertThat(found.values()).containsExactlyInAnyOrderElementsOf(schools);
    }

    @Test
    void lists_what_lies_directly_below_by_name_over_several_pages() {
        var office = office("990202", "UGEL Doscientas Cinco");
        var schools = schools(office, 205);

        var pages = new ArrayList<Integer>();
        var shown = new ArrayList<Institution>();
        Optional<String> cursor = Optional.empty();
        do {
            var page = institutions.below(office.code(), cursor);
            pages.add(page.items().size());
            shown.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());

        assertThat(pages).containsExactly(100, 100, 5);
        assertThat(shown).containsExactlyElementsOf(schools);
    }

    @Test
    void lists_no_grandchildren() {
        var below = institutions.below(COUNTRY.code(), Optional.empty());

        assertThat(below.items()).containsExactly(DRE);
        assertThat(below.next()).isEmpty();
    }

    @Test
    void sorts_names_as_people_do() {
        var office = office("990203", "UGEL Orden");
        var names = List.of("Ñusta", "Los Ángeles", "Éxito", "el ceibo", "Zorzal");
        for (var i = 0; i < names.size(); i++) {
            institutions.put(school(code(office, i).value(), names.get(i), office));
        }

        var below = institutions.below(office.code(), Optional.empty());

        assertThat(below.items())
                .extracting(Institution::name)
                .containsExactly("el ceibo", "Éxito", "Los Ángeles", "Ñusta", "Zorzal");
    }

    /** A cursor of elsewhere would start in the middle of a list that it is not of. */
    @ParameterizedTest
    @ValueSource(strings = {"", "x", "999999", "PE", "990000", "990101", "0990124-0"})
    void refuses_cursors_that_no_page_of_this_list_gave(String cursor) {
        var office = office("990204", "UGEL Cursores");
        var given = Optional.of(cursor);

        assertThatThrownBy(() -> institutions.below(office.code(), given)).isInstanceOf(BadCursor.class);
    }

    private static Institution office(String code, String name) {
        var office = institution(code, InstitutionKind.UGEL, name, "PE", "990000");
        institutions.put(office);
        return office;
    }

    private static List<Institution> schools(Institution office, int count) {
        var schools = IntStream.range(0, count)
                .mapToObj(i -> school(code(office, i).value(), "Escuela %03d".formatted(i), office))
                .toList();
        schools.forEach(institutions::put);
        return schools;
    }

    private static InstitutionCode code(Institution office, int number) {
        return new InstitutionCode("%s%03d-0".formatted(office.code().value().substring(2), number));
    }

    private static Institution school(String code, String name, Institution office) {
        return institution(code, InstitutionKind.SCHOOL, name, "PE", "990000", office.code().value());
    }
}
