package portero.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template at the top of the project is deployed as it is; what it contains is not this module's business. */
class ProjectTemplateTest {
    private static final Path TEMPLATE = Path.of("../../template.yaml");

    private static LocalServices services;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        services = LocalServices.start();
    }

    @AfterAll
    static void stop() throws IOException {
        services.close();
    }

    @Test
    void is_deployed_onto_the_services_here() {
        var template = SamTemplate.read(TEMPLATE, Map.of());

        var deployed = Deployment.deploy(template, services.in(folder, "first"));

        var application = deployed.application();
        assertThat(application.functions()).isNotEmpty();
        assertThat(application.api().orElseThrow().routes()).isNotEmpty();
        assertThat(application.functions().values())
                .allSatisfy(function -> assertThat(function.environment()).doesNotContainValue(""));
        assertThat(deployed.report().changes())
                .isNotEmpty()
                .allSatisfy(change -> assertThat(change.kind()).isEqualTo(Report.Kind.CREATED));
    }

    @Test
    void is_deployed_again_without_touching_anything() {
        var template = SamTemplate.read(TEMPLATE, Map.of("SenderAddress", "again@example.org"));
        var first = Deployment.deploy(template, services.in(folder, "again"));

        var second = Deployment.deploy(template, services.in(folder, "again"));

        assertThat(second.application()).isEqualTo(first.application());
        assertThat(second.report().changes())
                .allSatisfy(change -> assertThat(change.kind()).isEqualTo(Report.Kind.UNCHANGED));
    }
}
