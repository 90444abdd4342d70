package portero.domain.schools;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Places in a small country: two regions of two local offices of two schools each. */
public final class Tree {
    private Tree() {}

    /** A place as the way down to it: no step is the country, three steps are a school. */
    public record Place(List<Integer> steps) {
        /** What {@link Institution#isWithin} must say, told from the way down alone. */
        public boolean isAtOrBelow(Place other) {
            return steps.size() >= other.steps.size() && steps.subList(0, other.steps.size()).equals(other.steps);
        }

        public Institution institution() {
            var path = new ArrayList<InstitutionCode>();
            for (var depth = 0; depth <= steps.size(); depth++) {
                path.add(code(steps.subList(0, depth)));
            }
            return new Institution(
                    path.getLast(),
                    InstitutionKind.values()[steps.size()],
                    "Place " + path.getLast(),
                    path,
                    Optional.empty(),
                    Optional.empty());
        }

        private static InstitutionCode code(List<Integer> steps) {
            return switch (steps.size()) {
                case 0 -> InstitutionCode.COUNTRY;
                case 1 -> new InstitutionCode("99" + steps.get(0) + "000");
                case 2 -> new InstitutionCode("99" + steps.get(0) + "00" + (steps.get(1) + 1));
                default -> new InstitutionCode("990" + steps.get(0) + steps.get(1) + "0" + steps.get(2) + "-0");
            };
        }
    }

    public static Arbitrary<Place> places() {
        return Arbitraries.integers().between(0, 1).list().ofMaxSize(3).map(Place::new);
    }
}
