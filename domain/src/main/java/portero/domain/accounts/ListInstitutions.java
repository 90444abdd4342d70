package portero.domain.accounts;

import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.InstantSource;
import java.util.Optional;
import portero.domain.Outcome;
import portero.domain.Page;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Institutions;

/** The institutions below one that the caller looks after or answers for, so that an office finds its schools and an agent its offices. */
public final class ListInstitutions {
    private final Institutions institutions;
    private final InstantSource clock;

    public ListInstitutions(Institutions institutions, InstantSource clock) {
        this.institutions = institutions;
        this.clock = clock;
    }

    /** @throws portero.domain.schools.BadCursor if {@code cursor} is not one that an earlier page gave */
    public Outcome<Page<Institution>> run(Caller caller, InstitutionCode code, Optional<String> cursor) {
        var now = clock.instant();
        return institutions.find(code)
                .filter(found -> caller.maintains(found, now).isPresent() || caller.serves(found, now))
                .map(_ -> Outcome.done(institutions.below(code, cursor)))
                .orElseGet(() -> Outcome.refused(NOT_FOUND));
    }
}
