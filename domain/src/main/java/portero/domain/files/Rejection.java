package portero.domain.files;

/** Why a file is refused; {@code openapi.yaml} lists the same, {@code docs/hostile-files.md} has an example of each. */
public enum Rejection {
    WRONG_SIZE,
    WRONG_HASH,
    /** By its content it is none of the kinds that a ticket takes. */
    TYPE_NOT_ALLOWED,
    /** By its content it is of another kind than its name says. */
    TYPE_DIFFERS,
    /** It could do something when it is opened: macros, scripts, embedded files, links that fetch something. */
    ACTIVE_CONTENT,
    /** It unpacks to far more than it takes. */
    TOO_LARGE_INSIDE,
    /** It cannot be looked into without a password. */
    ENCRYPTED,
    UNREADABLE,
    MALWARE
}
