package portero.local.demo;

/** What somebody of the demo data may do in an institution, and whether they ever did. */
public enum Access {
    NONE,
    /** This school year, with a password of their own. */
    ACTIVE,
    /** This school year, with a temporary password that may still be used. */
    NEVER_SIGNED_IN,
    /** This school year, with a temporary password that came too late. */
    TEMPORARY_EXPIRED,
    /** Last school year only. */
    ENDED
}
