package portero.local.template;

import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of a function's asynchronous invocations that fail: its {@code EventInvokeConfig}.
 *
 * @param maximumRetryAttempts from 0 to 2
 * @param maximumEventAge from one minute to six hours
 * @param onFailure the ARN of the queue or topic that is told of an event that was given up
 */
public record AsyncInvoke(int maximumRetryAttempts, Duration maximumEventAge, Optional<String> onFailure) {
    /** What Lambda does for a function that says nothing. */
    public static final AsyncInvoke STANDARD = new AsyncInvoke(2, Duration.ofHours(6), Optional.empty());
}
