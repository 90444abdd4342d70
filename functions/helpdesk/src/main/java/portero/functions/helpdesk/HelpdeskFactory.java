package portero.functions.helpdesk;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Callers;

/** Makes the use cases of this capability; each function asks for just its own. */
@Factory
final class HelpdeskFactory {
    private final InstantSource clock;

    HelpdeskFactory(InstantSource clock) {
        this.clock = clock;
    }

    @Singleton
    Callers callers(Accounts accounts) {
        return new Callers(accounts);
    }
}
