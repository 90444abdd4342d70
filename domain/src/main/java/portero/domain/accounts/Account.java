package portero.domain.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.PersonId;
import portero.domain.schools.SchoolYear;

/**
 * A person's account, as Portero remembers it without asking the identity service, and all that was granted to it.
 *
 * @param temporaryUntil until when the temporary password may be used; empty once the person chose one
 */
public record Account(
        Login login,
        PersonId person,
        String fullName,
        Status status,
        Optional<Instant> temporaryUntil,
        Optional<Instant> lastSignInAt,
        List<Grant> grants) {

    /** Whether an identity stands behind the account. */
    public enum Status {
        /** Being created; see {@link CreateUser}. */
        PENDING,
        ACTIVE
    }

    public Account {
        grants = List.copyOf(grants);
    }

    public Optional<Grant> grant(InstitutionCode institution, SchoolYear year) {
        return grants.stream()
                .filter(grant -> grant.institution().equals(institution) && grant.year().equals(year))
                .findFirst();
    }
}
