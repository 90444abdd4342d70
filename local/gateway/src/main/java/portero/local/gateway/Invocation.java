package portero.local.gateway;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How one invocation of a function ended. */
public sealed interface Invocation {
    /** Lambda's limit in bytes for an event and for an answer. */
    int PAYLOAD_LIMIT = 6 * 1024 * 1024;

    Timing timing();

    /** The function answered; the payload is what it wrote. */
    record Answer(byte[] payload, Timing timing) implements Invocation {}

    /** The function gave no answer; type and message are what Lambda would report. */
    record Fault(Kind kind, String type, String message, Timing timing) implements Invocation {}

    /** Why there was no answer. */
    enum Kind {
        /** The function threw or left. */
        FUNCTION,
        /** The function could not be started. */
        INIT,
        TIMEOUT,
        /** All instances were at work until the time was over. */
        BUSY,
        /** Event or answer exceed Lambda's payload limit. */
        TOO_LARGE
    }

    /**
     * @param init how long the instance took to start, if this invocation started it
     * @param maxMemoryMegabytes the most that the instance's process has held, where it has its own
     */
    record Timing(Optional<Duration> init, Duration duration, OptionalInt maxMemoryMegabytes) {
        static final Timing NONE = new Timing(Optional.empty(), Duration.ZERO, OptionalInt.empty());

        Timing withInit(Duration init) {
            return new Timing(Optional.of(init), duration, maxMemoryMegabytes);
        }

        static Timing of(Duration duration) {
            return new Timing(Optional.empty(), duration, OptionalInt.empty());
        }
    }

    /** The same outcome, on an instance that took this long to start. */
    default Invocation startedIn(Duration init) {
        return switch (this) {
            case Answer answer -> new Answer(answer.payload(), timing().withInit(init));
            case Fault fault -> new Fault(fault.kind(), fault.type(), fault.message(), timing().withInit(init));
        };
    }
}
