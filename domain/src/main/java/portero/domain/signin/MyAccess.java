package portero.domain.signin;

import static portero.domain.Refusal.Reason.SESSION_ENDED;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import portero.domain.Outcome;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Grant;
import portero.domain.mail.EmailVerifications;
import portero.domain.schools.EmailAddress;
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
    private final EmailVerifications verifications;
    private final InstantSource clock;

    public MyAccess(
            Personnel personnel, Institutions institutions, EmailVerifications verifications, InstantSource clock) {
        this.personnel = personnel;
        this.institutions = institutions;
        this.verifications = verifications;
        this.clock = clock;
    }

    /** A grant that holds today, and its institution. */
    public record Place(Grant grant, Institution institution) {}

    /**
     * The caller's own card.
     *
     * @param pendingEmail an address that awaits its code
     * @param places schools first, each kind by name
     */
    public record Mine(Person person, Optional<EmailAddress> pendingEmail, SchoolYear year, List<Place> places) {}

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
        return Outcome.done(new Mine(
                person.get(), verifications.pending(caller.person(), now), SchoolYear.at(now), places));
    }
}
