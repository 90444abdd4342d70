package portero.domain.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import portero.domain.schools.Position;
import portero.domain.schools.Tree;

class RoleTest {
    private static final Tree.Place SCHOOL = new Tree.Place(List.of(0, 0, 0));

    @Property
    void offers_only_what_is_below_the_giver_and_fits_and_all_of_that(
            @ForAll Role giver, @ForAll Position position, @ForAll("places") Tree.Place place) {
        var offered = Role.offered(giver, position, place.institution());

        assertThat(offered).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(
                List.of(Role.values()).stream()
                        .filter(role -> role.isBelow(giver) && role.fits(position, place.institution()))
                        .toList());
        assertThat(offered).doesNotContain(giver);
    }

    @Property
    void never_stands_below_itself_nor_both_ways(@ForAll Role one, @ForAll Role other) {
        var both = one.isBelow(other) && other.isBelow(one);

        assertThat(both).isFalse();
        assertThat(one.isBelow(one)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void can_be_given_by_somebody_unless_it_is_the_highest(Role role) {
        var givers = List.of(Role.values()).stream().filter(giver -> giver.maintainsUsers() && role.isBelow(giver));

        assertThat(givers.findAny().isPresent()).isEqualTo(role != Role.MINISTRY_ADMINISTRATOR);
    }

    @ParameterizedTest
    @CsvSource({
        "DIRECTOR, PROFESOR, TEACHER",
        "DIRECTOR, AUXILIAR_DE_EDUCACION, EDUCATION_ASSISTANT",
        "DIRECTOR, SUBDIRECTOR_IE, DEPUTY_DIRECTOR",
        "DIRECTOR, PERSONAL_ADMINISTRATIVO, ADMINISTRATIVE_STAFF",
        "UGEL_SPECIALIST, DIRECTOR_IE, DIRECTOR"
    })
    void offers_the_usual_role_of_a_position_first(Role giver, Position position, Role usual) {
        var offered = Role.offered(giver, position, SCHOOL.institution());

        assertThat(offered).first().isEqualTo(usual);
    }

    @Property
    void gives_nobody_in_a_school_a_role_of_the_offices_above(@ForAll Position position) {
        var offered = Role.offered(Role.MINISTRY_ADMINISTRATOR, position, SCHOOL.institution());

        assertThat(offered).doesNotContain(
                Role.MINISTRY_ADMINISTRATOR, Role.DRE_SPECIALIST, Role.UGEL_SPECIALIST, Role.HELPDESK_AGENT);
    }

    @Provide
    Arbitrary<Tree.Place> places() {
        return Tree.places();
    }
}
