package portero.domain.accounts;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Whom wrong passwords keep waiting. */
public interface Locks {
    /** How the store names the count of a login's wrong passwords. */
    String KIND = "sign-in-login";

    /** Until when each must wait; those who need not are left out. */
    Map<Login, Instant> until(Collection<Login> logins, Instant now);

    /** Forgets the wrong passwords, and remembers who did so, in one transaction; false if nothing kept them waiting. */
    boolean lift(Login login, Instant now, Change audit);
}
