package portero.domain.signin;

import static portero.domain.Refusal.Reason.CAPTCHA_FAILED;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.Refusal.TooManyAttempts;
import portero.domain.accounts.Login;
import portero.domain.mail.Language;
import portero.domain.mail.Message;
import portero.domain.mail.Recoveries;
import portero.domain.mail.RecoveryId;

/**
 * Somebody who lost the password asks for a code by mail (A9). Whoever asks, and whatever login they type, the same is done
 * and answered: nobody is looked up here, so neither answer nor time tells whether there is such a user.
 */
public final class RecoverPassword {
    /** Four at once, then waits of 15 minutes, doubling: no more than ten mails in a day. */
    private static final Attempts.Limit PER_LOGIN =
            new Attempts.Limit(3, Duration.ofMinutes(15), Duration.ofHours(24), Duration.ofHours(24));

    // A whole school may stand behind one address.
    private static final Attempts.Limit PER_ADDRESS =
            new Attempts.Limit(30, Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofHours(1));

    // All of the country together stays far below; a flood, from however many addresses, ends here.
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int PER_WINDOW = 2_000;
    // One item takes about a thousand writes a second, and counting reads before it writes: the count is spread.
    private static final int SHARDS = 8;
    private static final Attempts.Limit PER_SHARD =
            new Attempts.Limit(PER_WINDOW / SHARDS - 1, WINDOW, WINDOW, WINDOW.multipliedBy(2));

    private final Recoveries recoveries;
    private final CaptchaCheck captcha;
    private final Attempts attempts;
    private final InstantSource clock;
    private final RandomGenerator random;

    public RecoverPassword(
            Recoveries recoveries,
            CaptchaMaker maker,
            Captchas captchas,
            Attempts attempts,
            InstantSource clock,
            RandomGenerator random) {
        this.recoveries = recoveries;
        this.captcha = new CaptchaCheck(maker, captchas);
        this.attempts = attempts;
        this.clock = clock;
        this.random = random;
    }

    /** What is counted for a login, whoever asks and whether it is anybody's. */
    static Attempts.Subject requests(Login login) {
        return new Attempts.Subject("recovery-login", login.value(), PER_LOGIN);
    }

    /** @param typed what stands in the user field, however it was written */
    public Outcome<RecoveryId> run(String typed, Captcha.Answer answer, Language language, String address) {
        var now = clock.instant();
        if (!captcha.passes(answer, Captcha.Action.RECOVER_PASSWORD, now)) {
            return Outcome.refused(CAPTCHA_FAILED);
        }
        var wait = attempts.begin(new Attempts.Subject("recovery-address", address, PER_ADDRESS), now);
        if (wait.isPresent()) {
            return Outcome.refused(new TooManyAttempts(wait.get()));
        }
        var id = RecoveryId.random(random);
        var login = Login.parse(typed);
        if (login.isEmpty()) {
            // What cannot be a login is nobody's secret; the page need not tell it apart.
            return Outcome.done(id);
        }
        return open(id, login.get(), language, now);
    }

    private Outcome<RecoveryId> open(RecoveryId id, Login login, Language language, Instant now) {
        var wait = attempts.begin(requests(login), now).or(() -> waitForAll(now));
        if (wait.isPresent()) {
            return Outcome.refused(new TooManyAttempts(wait.get()));
        }
        var requested = new Message.RecoveryRequested(id, login, Optional.empty());
        recoveries.open(id, login, Message.withCode(requested, language, now, random));
        return Outcome.done(id);
    }

    private Optional<Duration> waitForAll(Instant now) {
        var window = now.getEpochSecond() / WINDOW.toSeconds();
        var ofWindow = new Attempts.Subject("recovery-all", window + "#" + random.nextInt(SHARDS), PER_SHARD);
        var next = Instant.ofEpochSecond((window + 1) * WINDOW.toSeconds());
        return attempts.begin(ofWindow, now).map(_ -> Duration.between(now, next));
    }
}
