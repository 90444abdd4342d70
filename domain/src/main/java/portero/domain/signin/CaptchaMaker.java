package portero.domain.signin;

import java.time.Instant;
import portero.domain.Secret;

/** Makes verification codes and checks answers; remembers nothing. */
public interface CaptchaMaker {
    /** A new code, and what to keep in order to check the answer. */
    Made make(Captcha.Kind kind, boolean withSound, Captcha.Action action, String id, Instant expiresAt);

    /** What to show, and what to keep. */
    record Made(Captcha shown, Captcha.Issued kept) {}

    /** Whether the answer solves the code that was kept, and in time. */
    boolean solves(Captcha.Issued kept, Secret answer, Instant now);
}
