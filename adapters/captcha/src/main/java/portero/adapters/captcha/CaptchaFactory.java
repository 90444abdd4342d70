package portero.adapters.captcha;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import portero.domain.signin.CaptchaMaker;

/** Makes the maker of verification codes. */
@Factory
final class CaptchaFactory {
    @Singleton
    CaptchaMaker captchaMaker() {
        return new AltchaCaptchaMaker(new SecureRandom());
    }
}
