package portero.adapters.inspection;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;
import portero.domain.files.Inspector;

/** Makes what looks into files. */
@Factory
final class InspectionFactory {
    // Half of what the function has, so that it still can say what came of it.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Singleton
    Inspector inspector() {
        return new ContentInspector(PATIENCE);
    }
}
