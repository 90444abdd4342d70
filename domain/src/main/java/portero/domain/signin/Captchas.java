package portero.domain.signin;

import java.util.Optional;

/** Keeps issued verification codes until they are used or expire. */
public interface Captchas {
    void keep(Captcha.Issued issued);

    /** Takes a code away for good; of several who ask at once, one gets it. */
    Optional<Captcha.Issued> take(String id);
}
