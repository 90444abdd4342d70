package portero.domain.accounts;

import java.time.Instant;
import java.util.Optional;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Institutions;

/** Who may look after an institution's users: its own administrators and those of the offices above it. */
final class AccessRules {
    private final Institutions institutions;

    AccessRules(Institutions institutions) {
        this.institutions = institutions;
    }

    /** An institution in the caller's care, and the role by which it is. */
    record Care(Institution institution, Role by) {}

    /** Empty both where there is no such institution and where it is not in the caller's care: nobody can tell the two apart. */
    Optional<Care> care(Caller caller, InstitutionCode code, Instant now) {
        return institutions.find(code)
                .flatMap(institution -> caller.maintains(institution, now).map(role -> new Care(institution, role)));
    }
}
