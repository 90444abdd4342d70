package portero.adapters.inspection;

import portero.domain.files.Rejection;

/** Ends a look into a file at the first thing that is wrong with it. */
final class Objection extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Rejection why;

    Objection(Rejection why) {
        super(why.name(), null, false, false);
        this.why = why;
    }

    Rejection why() {
        return why;
    }

    static Objection active() {
        return new Objection(Rejection.ACTIVE_CONTENT);
    }

    static Objection unreadable() {
        return new Objection(Rejection.UNREADABLE);
    }

    static Objection tooLarge() {
        return new Objection(Rejection.TOO_LARGE_INSIDE);
    }
}
