package portero.domain.mail;

import java.time.Duration;

/** Sends mail. */
public interface Mailer {
    Sending send(Mail mail);

    /** What came of it. */
    sealed interface Sending {
        /** It is on its way under that id. */
        record Accepted(String providerId) implements Sending {}

        /** It was refused and will be again; {@code code} is the provider's. */
        record Refused(String code) implements Sending {}

        /** It was not sent; it may be after a while. */
        record Busy(Duration retryAfter) implements Sending {}

        /** Nobody knows: the answer was lost. */
        record Unknown() implements Sending {}
    }
}
