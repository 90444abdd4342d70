package portero.domain.signin;

import static portero.domain.Refusal.Reason.EMAIL_UNDELIVERABLE;
import static portero.domain.Refusal.Reason.WRONG_CREDENTIALS;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.Refusal.TooManyAttempts;
import portero.domain.Secret;
import portero.domain.accounts.Caller;
import portero.domain.mail.EmailVerifications;
import portero.domain.mail.Language;
import portero.domain.mail.MailedCode;
import portero.domain.mail.Message;
import portero.domain.mail.Suppressions;
import portero.domain.schools.EmailAddress;

/**
 * A person asks for an address to become their own; nothing changes until they type the code that is mailed there. The
 * password is asked for again: whoever finds a session open must not be able to move the way back in to their own mailbox.
 */
public final class RegisterEmail {
    /** Five mails, then an hour. */
    private static final Attempts.Limit PER_PERSON =
            new Attempts.Limit(4, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));

    private final EmailVerifications verifications;
    private final Suppressions suppressions;
    private final Authentication authentication;
    private final Attempts attempts;
    private final InstantSource clock;
    private final RandomGenerator random;

    public RegisterEmail(
            EmailVerifications verifications,
            Suppressions suppressions,
            Authentication authentication,
            Attempts attempts,
            InstantSource clock,
            RandomGenerator random) {
        this.verifications = verifications;
        this.suppressions = suppressions;
        this.authentication = authentication;
        this.attempts = attempts;
        this.clock = clock;
        this.random = random;
    }

    /** An address that awaits its code, and until when the code works if it is sent at once. */
    public record Pending(EmailAddress address, Instant until) {}

    public Outcome<Pending> run(Caller caller, EmailAddress address, Secret password, Language language) {
        var now = clock.instant();
        // The same count as for signing in: an open session must not become a way round it.
        var tries = SignIn.tries(caller.login());
        var wait = attempts.begin(tries, now);
        if (wait.isPresent()) {
            return Outcome.refused(new TooManyAttempts(wait.get()));
        }
        if (!(authentication.signIn(caller.login(), password) instanceof Authentication.Result.Tokens tokens)) {
            return Outcome.refused(WRONG_CREDENTIALS);
        }
        // Nobody needs the session that looking at the password has opened.
        authentication.revoke(tokens.refresh());
        attempts.forget(tries);
        var mails = attempts.begin(new Attempts.Subject("email-person", caller.person().value(), PER_PERSON), now);
        if (mails.isPresent()) {
            return Outcome.refused(new TooManyAttempts(mails.get()));
        }
        if (suppressions.contains(address)) {
            return Outcome.refused(EMAIL_UNDELIVERABLE);
        }
        verifications.open(
                caller.person(),
                address,
                Message.withCode(new Message.EmailToVerify(caller.person(), address), language, now, random));
        return Outcome.done(new Pending(address, now.plus(MailedCode.LIFE)));
    }
}
