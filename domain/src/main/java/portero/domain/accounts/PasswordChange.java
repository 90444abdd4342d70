package portero.domain.accounts;

import java.util.OptionalLong;
import portero.domain.schools.PersonId;

/**
 * One replacement of an account's password, however often it is tried.
 *
 * @param id names it in the store: for a reset, the caller and their Idempotency-Key; else what was used up for it
 * @param fingerprint differs when the same key is used for another intention
 * @param seenVersion {@link Account.Password#version} that whoever asks knows of, where they must know of it
 */
public record PasswordChange(
        String id, String fingerprint, Kind kind, Login login, PersonId person, OptionalLong seenVersion) {
    /** Why a password is replaced. */
    public enum Kind {
        /** Somebody who looks after the person gives a temporary one. */
        RESET,
        /** The person proved to hold their e-mail address. */
        RECOVERY,
        /** The person knew the one before. */
        OWN
    }
}
