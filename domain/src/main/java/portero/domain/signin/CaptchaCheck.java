package portero.domain.signin;

import java.time.Instant;

/** Takes a verification code away and looks whether it was solved for that action; either way it is spent. */
final class CaptchaCheck {
    private final CaptchaMaker maker;
    private final Captchas captchas;

    CaptchaCheck(CaptchaMaker maker, Captchas captchas) {
        this.maker = maker;
        this.captchas = captchas;
    }

    boolean passes(Captcha.Answer answer, Captcha.Action action, Instant now) {
        return captchas.take(answer.id())
                .filter(issued -> issued.action() == action && maker.solves(issued, answer.answer(), now))
                .isPresent();
    }
}
