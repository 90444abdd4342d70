package portero.domain.accounts;

import portero.domain.schools.InstitutionCode;
import portero.domain.schools.PersonId;

/** One Save of {@link CreateUser}, however often it is tried. */
public record Operation(PersonId by, IdempotencyKey key, InstitutionCode institution, PersonId subject, Role role) {
    /** Names the operation in the store; keys of different callers never meet. */
    public String id() {
        return id(by, key);
    }

    static String id(PersonId by, IdempotencyKey key) {
        return by + "#" + key.value();
    }

    /** Differs when the same key is used for another intention. */
    public String fingerprint() {
        return institution + "|" + subject + "|" + role;
    }
}
