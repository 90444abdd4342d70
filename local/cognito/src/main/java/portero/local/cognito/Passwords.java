package portero.local.cognito;

/** Hashes passwords at the cost the service was started with. */
final class Passwords {
    private final Secrets secrets;
    private final int iterations;
    private final PasswordHash nobodys;

    Passwords(Secrets secrets, int iterations) {
        this.secrets = secrets;
        this.iterations = iterations;
        nobodys = hash(secrets.token());
    }

    PasswordHash hash(String password) {
        return PasswordHash.of(password, secrets.bytes(16), iterations);
    }

    /** Takes as long as a real comparison, so that unknown names can not be told by time. */
    void compareWithNobodys(String password) {
        nobodys.matches(password);
    }
}
