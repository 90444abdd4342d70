package portero.domain.helpdesk;

import java.util.Optional;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionKind;
import portero.domain.schools.Institutions;

/** Which office answers: the one above the institution, or another above it that the topic names. */
final class Routing {
    private final Institutions institutions;

    Routing(Institutions institutions) {
        this.institutions = institutions;
    }

    /** The country's own tickets stay there. */
    Institution route(Institution institution, Optional<Route> route) {
        var above = institution.path().subList(0, institution.path().size() - 1);
        var offices = institutions.findAll(above);
        return route.flatMap(named -> above.stream()
                        .flatMap(code -> Optional.ofNullable(offices.get(code)).stream())
                        .filter(office -> office.kind() == kind(named))
                        .findFirst())
                .or(() -> institution.parent().map(offices::get))
                .orElse(institution);
    }

    private static InstitutionKind kind(Route route) {
        return switch (route) {
            case UGEL -> InstitutionKind.UGEL;
            case DRE -> InstitutionKind.DRE;
            case COUNTRY -> InstitutionKind.COUNTRY;
        };
    }
}
