package portero.local.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import portero.domain.schools.SchoolYear;
import portero.local.cloud.Cloud;

/** One local cloud for all journeys of this JVM, on a free port and in a folder of its own, gone at the end. */
final class TestCloud {
    static final Path HOME = House.ROOT;

    /**
     * A Monday in May of next year, as {@code --at} takes it: so that what a test finds does not depend on the day on which
     * it runs, with no holiday and no end of a school year within weeks.
     */
    static final String SCHOOL_DAY = LocalDate.of(SchoolYear.at(Instant.now()).value() + 1, 5, 4)
            .with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY))
            .atTime(9, 0)
            .atZone(SchoolYear.LIMA)
            .toOffsetDateTime()
            .toString();

    private static @Nullable Cloud cloud;

    private TestCloud() {}

    static synchronized Cloud running() {
        if (cloud == null) {
            var data = folder();
            var started = Cloud.start(HOME, "--port", "0", "--data", data.toString(), "--at", SCHOOL_DAY);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                started.close();
                delete(data);
            }));
            cloud = started;
        }
        return cloud;
    }

    static Path folder() {
        try {
            return Files.createTempDirectory("portero-journeys-");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
