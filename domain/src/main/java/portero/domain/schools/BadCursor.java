package portero.domain.schools;

/** A cursor that no page gave out. */
public final class BadCursor extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadCursor() {
        super("Not a cursor that a page gave");
    }
}
