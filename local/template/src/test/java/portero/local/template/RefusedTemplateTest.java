package portero.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every template in the folder {@code refused} marks the line that is wrong, with what is to be said about it. */
class RefusedTemplateTest {
    private static final Path TEMPLATES = Path.of("src/test/resources");
    private static final Pattern MARK = Pattern.compile("# refused: (.*?)(\\$?)(?: \\$\\{Nothing})?$");

    static List<String> templates() throws IOException {
        try (var files = Files.list(TEMPLATES.resolve("refused"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void is_refused_with_file_and_line(String name) throws IOException {
        var file = TEMPLATES.resolve("refused").resolve(name);
        var lines = Files.readAllLines(file);
        var marked = lines.stream().filter(line -> line.contains("# refused: ")).toList();
        assertThat(marked).as("marks in %s", name).hasSize(1);
        var mark = MARK.matcher(marked.getFirst());
        assertThat(mark.find()).isTrue();
        var message = mark.group(1);
        var complete = !mark.group(2).isEmpty();

        assertThatThrownBy(() -> SamTemplate.read(file, Map.of()))
                .isInstanceOfSatisfying(TemplateException.class, refusal -> {
                    assertThat(refusal).hasMessageContaining(message);
                    if (complete) {
                        assertThat(refusal.getMessage()).endsWith(message);
                    }
                    assertThat(refusal.location())
                            .isEqualTo(new Location(file, lines.indexOf(marked.getFirst()) + 1));
                    assertThat(refusal).hasMessageStartingWith(refusal.location() + ": ");
                });
    }

    @Test
    void an_override_of_an_unknown_parameter_is_refused() {
        var file = TEMPLATES.resolve("nested.yaml");

        assertThatThrownBy(() -> SamTemplate.read(file, Map.of("Stag", "dev")))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("there is no parameter Stag; is Stage meant?");
    }

    @Test
    void an_override_that_is_not_allowed_is_refused_where_the_parameter_is_declared() {
        var file = TEMPLATES.resolve("nested.yaml");

        assertThatThrownBy(() -> SamTemplate.read(file, Map.of("Stage", "test")))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith(file + ":2: ")
                .hasMessageContaining("one of dev, prod");
    }

    @Test
    void a_missing_file_is_refused() {
        assertThatThrownBy(() -> SamTemplate.read(TEMPLATES.resolve("nowhere.yaml"), Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("there is no such file");
    }
}
