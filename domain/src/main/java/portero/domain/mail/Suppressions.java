package portero.domain.mail;

import java.time.Instant;
import portero.domain.schools.EmailAddress;

/** Addresses that nothing is sent to any more; kept as hashes. */
public interface Suppressions {
    boolean contains(EmailAddress address);

    void add(EmailAddress address, Reason reason, Instant now);

    /** Why. */
    enum Reason {
        BOUNCED,
        COMPLAINED
    }
}
