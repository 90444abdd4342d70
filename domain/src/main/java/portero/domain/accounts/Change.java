package portero.domain.accounts;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.PersonId;

/**
 * An audit item, written in the transaction of the change that it tells of.
 *
 * @param action such as {@code create-user}
 * @param details codes only: no names, documents or secrets
 */
public record Change(
        PersonId by,
        String action,
        PersonId subject,
        Optional<InstitutionCode> institution,
        Instant at,
        String requestId,
        Map<String, String> details) {

    public Change {
        details = Map.copyOf(details);
    }

    /** What a person did to their own account, which concerns no institution. */
    public static Change own(PersonId person, String action, Instant at, String requestId) {
        return new Change(person, action, person, Optional.empty(), at, requestId, Map.of());
    }

    static Change by(
            Caller caller,
            String action,
            PersonId subject,
            InstitutionCode institution,
            Instant at,
            Map<String, String> details) {
        return new Change(caller.person(), action, subject, Optional.of(institution), at, caller.requestId(), details);
    }
}
