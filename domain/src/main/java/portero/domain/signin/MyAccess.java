package portero.domain.signin;

import static portero.domain.Refusal.Reason.SESSION_ENDED;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import portero.domain.Outcome;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Grant;
import portero.domain.schools.Folding;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionKind;
import portero.domain.schools.Institutions;
import portero.domain.schools.Person;
import portero.domain.schools.Personnel;
import portero.domain.schools.SchoolYear;

/** Who the caller is, and what they may do where this school year. */
public final class MyAccess {
    private final Personnel personnel;
    private final Institutions institutions;
    private final InstantSource clock;

    public MyAccess(Personnel personnel, Institutions institutions, InstantSource clock) {
        this.personnel = personnel;
        this.institutions = institutions;
        this.clock = clock;
    }

    /** A grant that holds today, and its institution. */
    public record Place(Grant grant, Institution institution) {}

    /** The caller's own card; {@code places} has schools first, each kind by name. */
    public record Mine(Person person, SchoolYear year, List<Place> places) {}

    public Outcome<Mine> run(Caller caller) {
        var now = clock.instant();
        var person = personnel.find(caller.person());
        if (person.isEmpty()) {
            return Outcome.refused(SESSION_ENDED);
        }
        var held = caller.grants().stream().filter(grant -> grant.holdsAt(now)).toList();
        var known = institutions.findAll(held.stream().map(Grant::institution).toList());
        var places = held.stream()
                .filter(grant -> known.containsKey(grant.institution()))
                .map(grant -> new Place(grant, known.get(grant.institution())))
                .sorted(Comparator.<Place, InstitutionKind>comparing(place -> place.institution().kind())
                        .reversed()
                        .thenComparing(place -> Folding.fold(place.institution().name())))
                .toList();
        return Outcome.done(new Mine(person.get(), SchoolYear.at(now), places));
    }
}
