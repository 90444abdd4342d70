package portero.domain.mail;

import java.time.Instant;
import java.util.Optional;
import portero.domain.accounts.Change;
import portero.domain.accounts.Login;
import portero.domain.schools.EmailAddress;

/** Requests to recover a password, until they are used or expire. */
public interface Recoveries {
    /** Most wrong codes that one request takes. */
    int TRIES = 5;

    /** Remembers a request and writes its message, in one transaction; no code exists yet, and may never. */
    void open(RecoveryId id, Login login, Message message);

    /** As {@link #open}, in the name of somebody else than the person, who is remembered in the same transaction. */
    void offer(RecoveryId id, Login login, Message message, Change audit);

    /** Puts the code's hash in place of any before it, and starts the tries anew; false when the request is used or gone. */
    boolean issue(RecoveryId id, Issued issued);

    /**
     * What is kept once a code was sent.
     *
     * @param passwordVersion {@link portero.domain.accounts.Account.Password#version} that the code replaces, and no later one
     */
    record Issued(
            Login login,
            EmailAddress address,
            long passwordVersion,
            String codeHash,
            Instant issuedAt,
            Instant expiresAt) {}

    /**
     * Counts a try before it is made; empty when there is nothing to try, it is expired or used, or the tries are used up.
     * Does the same to the store whether a code was ever issued or not.
     */
    Optional<Issued> tryCode(RecoveryId id, Instant now);

    /** Takes back a try whose code was right. */
    void forgiveTry(RecoveryId id);

    /** Uses the request up; of several at once, one succeeds. */
    boolean use(RecoveryId id, Instant now);
}
