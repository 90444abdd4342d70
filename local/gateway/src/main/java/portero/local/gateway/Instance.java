package portero.local.gateway;

import java.time.Duration;

/** One started copy of a function; never serves two calls at once. */
interface Instance {
    Invocation run(Call call);

    /** Whether another call may follow. */
    boolean usable();

    void close();

    /**
     * @param limit within which the answer is wanted
     * @param deadlineMillis by the system's clock, what the function's context tells
     */
    record Call(byte[] event, String requestId, Duration limit, long deadlineMillis) {}

    /** Starts instances. */
    interface Starter {
        Instance start(Duration limit) throws NotStarted, InterruptedException;
    }

    /** An instance could not be started. */
    final class NotStarted extends Exception {
        private final Invocation.Kind kind;
        private final String type;

        NotStarted(Invocation.Kind kind, String type, String message) {
            super(message);
            this.kind = kind;
            this.type = type;
        }

        Invocation.Kind kind() {
            return kind;
        }

        String type() {
            return type;
        }
    }
}
