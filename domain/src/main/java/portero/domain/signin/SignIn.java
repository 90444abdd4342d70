package portero.domain.signin;

import static portero.domain.Refusal.Reason.CAPTCHA_FAILED;
import static portero.domain.Refusal.Reason.SESSION_ENDED;
import static portero.domain.Refusal.Reason.TEMPORARY_PASSWORD_EXPIRED;
import static portero.domain.Refusal.Reason.WRONG_CREDENTIALS;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import portero.domain.Outcome;
import portero.domain.Refusal.TooManyAttempts;
import portero.domain.Secret;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Locks;
import portero.domain.accounts.Login;

/**
 * User, password and verification code (B1). Strangers cannot tell an unknown user from a wrong password or a disabled
 * account; tries are counted, for the user and for the address, before the password is looked at.
 */
public final class SignIn {
    /** Stricter than the identity service, which locks after five failures and lets nobody lift it. */
    static final Attempts.Limit PER_LOGIN =
            new Attempts.Limit(4, Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofHours(24));

    // A whole school may stand behind one address.
    private static final Attempts.Limit PER_ADDRESS =
            new Attempts.Limit(40, Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofHours(1));

    private final Authentication authentication;
    private final CaptchaCheck captchas;
    private final Attempts attempts;
    private final Accounts accounts;
    private final InstantSource clock;

    public SignIn(
            Authentication authentication,
            CaptchaMaker maker,
            Captchas captchas,
            Attempts attempts,
            Accounts accounts,
            InstantSource clock) {
        this.authentication = authentication;
        this.captchas = new CaptchaCheck(maker, captchas);
        this.attempts = attempts;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Where a right password leads. */
    public sealed interface Entered {
        /** Into a session. */
        record SignedIn(Login login, Authentication.Result.Tokens tokens) implements Entered {}

        /** To choosing a password of one's own. */
        record MustChoosePassword(Secret challenge) implements Entered {}
    }

    static Attempts.Subject tries(Login login) {
        return new Attempts.Subject(Locks.KIND, login.value(), PER_LOGIN);
    }

    /** @param typed what stands in the user field, however it was written */
    public Outcome<Entered> run(String typed, Secret password, Captcha.Answer captcha, String address) {
        var now = clock.instant();
        if (!captchas.passes(captcha, Captcha.Action.SIGN_IN, now)) {
            return Outcome.refused(CAPTCHA_FAILED);
        }
        var byAddress = new Attempts.Subject("sign-in-address", address, PER_ADDRESS);
        var wait = attempts.begin(byAddress, now);
        if (wait.isPresent()) {
            return Outcome.refused(new TooManyAttempts(wait.get()));
        }
        var login = Login.parse(typed);
        if (login.isEmpty()) {
            return Outcome.refused(WRONG_CREDENTIALS);
        }
        return enter(login.get(), password, byAddress);
    }

    private Outcome<Entered> enter(Login login, Secret password, Attempts.Subject byAddress) {
        var now = clock.instant();
        var byLogin = tries(login);
        Optional<Duration> wait = attempts.begin(byLogin, now);
        if (wait.isPresent()) {
            return Outcome.refused(new TooManyAttempts(wait.get()));
        }
        var result = authentication.signIn(login, password);
        return switch (result) {
            case Authentication.Result.Wrong() -> Outcome.refused(WRONG_CREDENTIALS);
            case Authentication.Result.TemporaryPasswordExpired() -> {
                attempts.forget(byLogin);
                yield Outcome.refused(TEMPORARY_PASSWORD_EXPIRED);
            }
            case Authentication.Result.NewPasswordRequired(Secret challenge) -> {
                attempts.forget(byLogin);
                attempts.forgive(byAddress);
                yield Outcome.done(new Entered.MustChoosePassword(challenge));
            }
            case Authentication.Result.Tokens tokens -> {
                attempts.forget(byLogin);
                attempts.forgive(byAddress);
                accounts.signedIn(login, now);
                yield Outcome.done(new Entered.SignedIn(login, tokens));
            }
            case Authentication.Result.Ended() -> Outcome.refused(SESSION_ENDED);
        };
    }
}
