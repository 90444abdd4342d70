package portero.local.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import portero.local.gateway.echo.EchoFunction;
import portero.local.template.Application;
import portero.local.template.Function;
import portero.local.template.HttpApi;
import portero.local.template.Location;

/** The small application that the tests serve: handlers zipped as a build would, and its routes. */
final class EchoApplication {
    static final String ISSUER = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_echo";
    static final String CLIENT = "client-of-the-page";
    private static final Location HERE = new Location(Path.of("template.yaml"), 1);

    private final Path zip;
    private final Map<String, Function> functions = new LinkedHashMap<>();
    private final List<HttpApi.Route> routes = new ArrayList<>();
    private Map<String, Object> metadata =
            Map.of("InProcess", Map.of("Environment", "portero.local.gateway.echo.Environment::bind"));

    EchoApplication(Path folder) {
        this.zip = zip(folder.resolve("echo.zip"));
    }

    static Path runtime() {
        return Path.of("target", "runtime").toAbsolutePath();
    }

    EchoApplication function(String name, String handler, Duration timeout, Map<String, String> environment) {
        functions.put(name, new Function(
                name, "portero.local.gateway.echo." + handler, zip, "java25", 256, timeout, environment, HERE));
        return this;
    }

    EchoApplication function(String name, String handler) {
        return function(name, handler, Duration.ofSeconds(20), Map.of("NAME", name));
    }

    EchoApplication route(String method, String path, String function) {
        return route(method, path, function, Optional.empty(), List.of(), Optional.empty());
    }

    EchoApplication route(
            String method,
            String path,
            String function,
            Optional<String> authorizer,
            List<String> scopes,
            Optional<HttpApi.Throttle> throttle) {
        routes.add(new HttpApi.Route(method, path, function, authorizer, scopes, throttle, HERE));
        return this;
    }

    EchoApplication alone() {
        metadata = Map.of();
        return this;
    }

    Function function(String name) {
        return functions.get(name);
    }

    Application build() {
        var authorizer = new HttpApi.JwtAuthorizer(
                "AccessToken", ISSUER, List.of(CLIENT), "$request.header.Authorization", HERE);
        return new Application(
                functions,
                Optional.of(new HttpApi("Api", routes, Map.of("AccessToken", authorizer), Optional.empty())),
                metadata,
                Map.of());
    }

    private static Path zip(Path target) {
        try (var out = new ZipOutputStream(Files.newOutputStream(target))) {
            var classes = Path.of(EchoFunction.class.getResource("EchoFunction.class").toURI()).getParent();
            try (var files = Files.list(classes)) {
                for (var file : files.sorted().toList()) {
                    out.putNextEntry(new ZipEntry("portero/local/gateway/echo/" + file.getFileName()));
                    Files.copy(file, out);
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
