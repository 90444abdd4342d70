package portero.adapters.jte;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import portero.domain.mail.Letters;

/** Makes what the domain asks of the templates. */
@Factory
final class JteFactory {
    @Singleton
    Letters letters() {
        return new JteLetters();
    }
}
