package portero.domain.schools;

/** Where a person can be written to, and what is known of it. */
public record ContactEmail(EmailAddress address, Standing standing) {
    /** What is known of an address. */
    public enum Standing {
        /** Somebody wrote it down for the person. */
        UNVERIFIED,
        /** The person read a code that was sent there. */
        VERIFIED,
        /** Mail came back for good, or its reader complained: nothing more is sent there. */
        BOUNCING
    }

    public static ContactEmail unverified(EmailAddress address) {
        return new ContactEmail(address, Standing.UNVERIFIED);
    }

    public boolean isVerified() {
        return standing == Standing.VERIFIED;
    }
}
