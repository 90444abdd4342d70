package portero.lambda;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The time. Where {@code CLOCK_OFFSET_FILE} names a file, as a local cloud does and AWS does not, what stands in it (an
 * ISO-8601 duration such as {@code PT192H}) is added to the system's time at every look.
 */
@Factory
final class ClockFactory {
    // Micronaut offers a clock of its own.
    @Primary
    @Singleton
    InstantSource clock(@Property(name = "portero.clock-offset-file") Optional<String> file) {
        return file.map(Path::of).<InstantSource>map(ClockFactory::moved).orElse(InstantSource.system());
    }

    private static InstantSource moved(Path file) {
        return () -> InstantSource.system().instant().plus(offset(file));
    }

    private static Duration offset(Path file) {
        try {
            return Files.exists(file) ? Duration.parse(Files.readString(file).strip()) : Duration.ZERO;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
