package portero.domain.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import portero.domain.schools.Institution;
import portero.domain.schools.PersonId;

/**
 * Who asks, with what was granted to them when they asked: read on every request, so a revoked grant ends at once.
 *
 * @param requestId names the request in logs and audit items
 */
public record Caller(Login login, PersonId person, List<Grant> grants, String requestId) {

    public Caller {
        grants = List.copyOf(grants);
    }

    /** The highest role by which the caller maintains users of that institution at that moment, if any. */
    public Optional<Role> maintains(Institution institution, Instant now) {
        return grants.stream()
                .filter(grant -> grant.holdsAt(now)
                        && grant.role().maintainsUsers()
                        && institution.isWithin(grant.institution()))
                .map(Grant::role)
                .reduce((one, other) -> one.isBelow(other) ? other : one);
    }

    /** Whether the caller is a help-desk agent of that office, or of one above it, at that moment. */
    public boolean serves(Institution office, Instant now) {
        return grants.stream()
                .anyMatch(grant -> grant.holdsAt(now)
                        && grant.role() == Role.HELPDESK_AGENT
                        && office.isWithin(grant.institution()));
    }
}
