package portero.domain;

import java.time.Duration;

/** Something outside is too busy or does not answer; the same request may succeed after {@link #waitFor}. */
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String system;
    private final transient Duration wait;

    /** @param system such as {@code dynamodb} */
    public Unavailable(String system, Duration wait, Throwable cause) {
        super(system, cause);
        this.system = system;
        this.wait = wait;
    }

    public String system() {
        return system;
    }

    public Duration waitFor() {
        return wait;
    }
}
