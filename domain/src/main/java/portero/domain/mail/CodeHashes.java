package portero.domain.mail;

import portero.domain.Secret;

/** Keeps codes that are not kept: slow to compute, salted, so that a reader of the store cannot try all codes while they live. */
public interface CodeHashes {
    /** What to store of the code. */
    String of(Secret code);

    /** Whether that code was stored so; takes equally long either way. */
    boolean matches(String stored, Secret code);
}
