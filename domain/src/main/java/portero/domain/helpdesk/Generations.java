package portero.domain.helpdesk;

import java.util.Optional;
import java.util.stream.Stream;
import portero.domain.schools.SchoolYear;

/**
 * The numbers of a year's tickets are counted in generations: one is shown, and while they are counted anew another one is
 * built beside it and then takes its place.
 *
 * @param year of the tickets' numbers
 * @param revision counts changes of the others, from 1
 * @param building counted along with the current one, and not yet complete
 * @param fading the one before, of which not everything is forgotten yet
 */
public record Generations(
        SchoolYear year, long revision, int current, Optional<Integer> building, Optional<Integer> fading) {

    public static Generations first(SchoolYear year) {
        return new Generations(year, 1, 1, Optional.empty(), Optional.empty());
    }

    /** Those that must hold every ticket's share. */
    Stream<Integer> counted() {
        return Stream.concat(Stream.of(current), building.stream());
    }

    /** The next step: begins to build one, puts the one that was built in place of the current one, or ends the change. */
    Generations next() {
        if (building.isPresent()) {
            return new Generations(year, revision + 1, building.get(), Optional.empty(), Optional.of(current));
        }
        return new Generations(
                year,
                revision + 1,
                current,
                fading.isPresent() ? Optional.empty() : Optional.of(current + 1),
                Optional.empty());
    }
}
