package portero.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portero.local.template.Application;
import portero.local.template.Deployment;
import portero.local.template.SamTemplate;
import portero.local.template.Services;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

/** Any SAM template, read from its file and served as it stands. */
final class TemplateTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTemplateIsServedAsItStands(boolean isolated) throws Exception {
        try (var served = new Served(read(), folder, isolated, UnaryOperator.identity())) {
            var echo = Served.json(served.get("/echo/this?a=1"));
            var closed = served.send(served.request("/echo/this").POST(BodyPublishers.noBody()));
            var late = served.get("/awkward/sleep");
            var fine = served.get("/awkward/fine");

            assertThat(echo.at("/event/pathParameters/what").asText()).isEqualTo("this");
            assertThat(echo.at("/environment/GREETING").asText()).isEqualTo("hola");
            assertThat(echo.at("/environment/OWN").asText()).isEqualTo("hola-us-east-1");
            assertThat(echo.at("/context/memory").asInt()).isEqualTo(512);
            assertThat(closed.statusCode()).isEqualTo(401);
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(fine.statusCode()).isEqualTo(200);
        }
    }

    private Application read() throws Exception {
        new EchoApplication(folder);
        var template = folder.resolve("template.yaml");
        try (var in = TemplateTest.class.getResourceAsStream("/template.yaml")) {
            Files.copy(in, template);
        }
        // The template holds no state, so nobody is asked.
        var nowhere = URI.create("http://127.0.0.1:1");
        var services = new Services(
                nowhere, nowhere, nowhere, nowhere, "us-east-1", AnonymousCredentialsProvider.create(), "000000000000", "echo",
                folder.resolve("state.json"));
        return Deployment.deploy(SamTemplate.read(template, Map.of()), services).application();
    }
}
