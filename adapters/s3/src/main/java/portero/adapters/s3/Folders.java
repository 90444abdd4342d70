package portero.adapters.s3;

/** Where objects lie in the bucket; the template's permissions and events name the same. */
final class Folders {
    static final String QUARANTINE = "quarantine/";
    static final String CLEAN = "clean/";

    private Folders() {}
}
