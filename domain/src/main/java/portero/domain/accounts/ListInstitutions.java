package portero.domain.accounts;

import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.InstantSource;
import java.util.Optional;
import portero.domain.Outcome;
import portero.domain.Page;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Institutions;

/** The institutions below one in the caller's care, so that an office finds the school that it looks after. */
public final class ListInstitutions {
    private final Institutions institutions;
    private final AccessRules rules;
    private final InstantSource clock;

    public ListInstitutions(Institutions institutions, InstantSource clock) {
        this.institutions = institutions;
        this.rules = new AccessRules(institutions);
        this.clock = clock;
    }

    /** @throws portero.domain.schools.BadCursor if {@code cursor} is not one that an earlier page gave */
    public Outcome<Page<Institution>> run(Caller caller, InstitutionCode code, Optional<String> cursor) {
        return rules.care(caller, code, clock.instant())
                .map(care -> Outcome.done(institutions.below(code, cursor)))
                .orElseGet(() -> Outcome.refused(NOT_FOUND));
    }
}
