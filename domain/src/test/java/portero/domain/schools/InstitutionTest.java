package portero.domain.schools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class InstitutionTest {
    @Property
    void lies_within_what_stands_above_it_and_within_nothing_beside_or_below(
            @ForAll("places") Tree.Place one, @ForAll("places") Tree.Place other) {
        var within = one.institution().isWithin(other.institution().code());

        assertThat(within).isEqualTo(one.isAtOrBelow(other));
    }

    @Property
    void has_the_step_above_as_its_parent(@ForAll("places") Tree.Place place) {
        var parent = place.institution().parent();

        assertThat(parent).isEqualTo(place.steps().isEmpty()
                ? Optional.empty()
                : Optional.of(new Tree.Place(place.steps().subList(0, place.steps().size() - 1))
                        .institution()
                        .code()));
    }

    @Test
    void refuses_a_path_that_does_not_end_in_it() {
        var path = List.of(InstitutionCode.COUNTRY);

        assertThatThrownBy(() -> new Institution(
                        new InstitutionCode("990000"),
                        InstitutionKind.DRE,
                        "DRE Tierra Nueva",
                        path,
                        Optional.empty(),
                        Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<Tree.Place> places() {
        return Tree.places();
    }
}
