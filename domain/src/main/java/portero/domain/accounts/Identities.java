package portero.domain.accounts;

/** Keeps identities and their passwords; it alone ever sees a password at rest, and only hashed. */
public interface Identities {
    /** Creates an identity with a temporary password; false if there is one of that login already. */
    boolean create(Login login, TemporaryPassword password);

    /** Gives an identity a new temporary password; the password before it no longer works. */
    void setTemporaryPassword(Login login, TemporaryPassword password);
}
