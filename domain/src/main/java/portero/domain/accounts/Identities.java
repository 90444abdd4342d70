package portero.domain.accounts;

import java.time.Instant;
import java.util.Optional;

/** Keeps identities and their passwords; it alone ever sees a password at rest, and only hashed. */
public interface Identities {
    /** Creates an identity with a temporary password; false if there is one of that login already. */
    boolean create(Login login, TemporaryPassword password);

    /** Gives an identity a new temporary password; the password before it no longer works. */
    void setTemporaryPassword(Login login, TemporaryPassword password);

    /** Ends all sessions of an identity. */
    void endSessions(Login login);

    /** What the service knows of an identity. */
    Optional<Identity> find(Login login);

    /** Removes an identity that was never handed over; harmless when there is none. */
    void remove(Login login);

    /**
     * An identity.
     *
     * @param enabled false when an operator disabled it in the service itself
     * @param temporary whether its password is a temporary one
     * @param changedAt when it or its password was last changed
     */
    record Identity(boolean enabled, boolean temporary, Instant changedAt) {}
}
