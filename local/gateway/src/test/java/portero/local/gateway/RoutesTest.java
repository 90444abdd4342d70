package portero.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import portero.local.template.HttpApi;
import portero.local.template.Location;

final class RoutesTest {
    private static final Routes ROUTES = new Routes(Stream.of(
                    "ANY /{proxy+}", "GET /pets/{proxy+}", "ANY /pets/{id}", "GET /pets/{id}", "GET /pets/dog",
                    "GET /pets/{id}/toys", "ANY /", "POST /{kind}/dog")
            .map(key -> key.split(" "))
            .map(parts -> new HttpApi.Route(parts[0], parts[1], "F", Optional.empty(), List.of(), Optional.empty(),
                    new Location(Path.of("template.yaml"), 1)))
            .toList());

    @ParameterizedTest
    @CsvSource({
        "GET,    /pets/dog,      GET /pets/dog",
        "GET,    /pets/cat,      GET /pets/{id}",
        "POST,   /pets/cat,      ANY /pets/{id}",
        "DELETE, /pets/dog,      ANY /pets/{id}",
        "POST,   /wild/dog,      POST /{kind}/dog",
        "GET,    /pets/cat/toys, GET /pets/{id}/toys",
        "GET,    /pets/cat/food, GET /pets/{proxy+}",
        "PUT,    /pets/cat/food, ANY /{proxy+}",
        "GET,    /pets,          ANY /{proxy+}",
        "GET,    /,              ANY /"
    })
    void theMostSpecificRouteAnswers(String method, String path, String key) {
        var match = ROUTES.find(method, RequestPath.parse(path).orElseThrow());

        assertThat(match.orElseThrow().route().key()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({"GET, /pets/", "GET, /pets//toys"})
    void aParameterIsNeverEmpty(String method, String path) {
        var match = ROUTES.find(method, RequestPath.parse(path).orElseThrow());

        assertThat(match.map(found -> found.route().key())).isNotEqualTo(Optional.of("GET /pets/{id}"));
    }
}
