package portero.adapters.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import portero.domain.files.Attachment.State;
import portero.domain.files.AttachmentId;
import portero.domain.files.InspectAttachment;
import portero.domain.files.Rejection;

/** Every line of {@code docs/hostile-files.md}, tried. */
class HostileFilesTest {
    private static final Path TABLE = root().resolve("docs/hostile-files.md");
    // Never waited for, unless something hangs; the slowest file takes seconds on a busy machine.
    private static final ContentInspector INSPECTOR = new ContentInspector(Duration.ofSeconds(30));
    private static final RandomGenerator RANDOM = new Random(1);

    private static Map<String, Sample> samples;

    @BeforeAll
    static void make() throws IOException {
        samples = Samples.all();
    }

    /** A line of the table: what the file is, what it is called, and what becomes of it. */
    record Line(String file, String name, State state, String reason) {}

    @Test
    void theTableHasEveryFileAndEveryReasonAndNoOthers() throws IOException {
        var lines = lines();

        assertThat(lines).hasSizeGreaterThanOrEqualTo(40);
        assertThat(lines.stream().map(Line::file)).containsExactlyInAnyOrderElementsOf(samples.keySet());
        assertThat(lines.stream().map(Line::reason).filter(reason -> !reason.isEmpty()).distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Rejection.values())
                        // The scanner's word, not the inspection's.
                        .filter(reason -> reason != Rejection.MALWARE)
                        .map(HostileFilesTest::code)
                        .toList());
    }

    @TestFactory
    List<DynamicTest> everyLineHolds() throws IOException {
        return lines().stream().map(line -> dynamicTest(line.file(), () -> holds(line))).toList();
    }

    private static void holds(Line line) {
        var sample = samples.get(line.file());
        var id = AttachmentId.random(RANDOM);
        var shelf = new Shelf(id, sample);
        var inspect = new InspectAttachment(shelf, shelf, INSPECTOR, false, InstantSource.system(), RANDOM);

        inspect.run(id, "test");

        assertThat(sample.name()).isEqualTo(line.name());
        assertThat(shelf.attachment().rejection().map(HostileFilesTest::code).orElse("")).isEqualTo(line.reason());
        assertThat(shelf.attachment().state()).isEqualTo(line.state());
        assertThat(shelf.clean().isPresent()).isEqualTo(line.state() == State.CLEAN);
        assertThat(shelf.quarantined(id, 1)).isEmpty();
    }

    private static List<Line> lines() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
                .filter(cells -> !cells.get(1).equals("File"))
                .map(cells -> new Line(
                        cells.get(1),
                        cells.get(2).replace("`", ""),
                        State.valueOf(cells.get(3).toUpperCase(Locale.ROOT)),
                        cells.size() < 5 ? "" : cells.get(4).replace("`", "")))
                .toList();
    }

    private static String code(Rejection reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("template.yaml"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
