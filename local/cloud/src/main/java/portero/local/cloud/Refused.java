package portero.local.cloud;

/** Something that the person at the keyboard must change; the message says what. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
        super(message);
    }
}
