package portero.domain.signin;

import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.Refusal.TooManyAttempts;
import portero.domain.schools.PersonId;

/** Gives out a verification code: single use, five minutes, for one action (B1). */
public final class IssueCaptcha {
    static final Duration LIFE = Duration.ofMinutes(5);

    // A whole school may stand behind one address; only a machine asks this often.
    private static final Attempts.Limit PER_ADDRESS =
            new Attempts.Limit(300, Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofMinutes(10));

    private final CaptchaMaker maker;
    private final Captchas captchas;
    private final Attempts attempts;
    private final InstantSource clock;
    private final RandomGenerator random;

    public IssueCaptcha(
            CaptchaMaker maker, Captchas captchas, Attempts attempts, InstantSource clock, RandomGenerator random) {
        this.maker = maker;
        this.captchas = captchas;
        this.attempts = attempts;
        this.clock = clock;
        this.random = random;
    }

    public Outcome<Captcha> run(Captcha.Kind kind, boolean withSound, Captcha.Action action, String address) {
        var now = clock.instant();
        var wait = attempts.begin(new Attempts.Subject("captcha-address", address, PER_ADDRESS), now);
        if (wait.isPresent()) {
            return Outcome.refused(new TooManyAttempts(wait.get()));
        }
        var id = PersonId.random(random).value();
        var made = maker.make(kind, withSound, action, id, now.plus(LIFE));
        captchas.keep(made.kept());
        return Outcome.done(made.shown());
    }
}
