package portero.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portero.local.template.HttpApi.Route;
import portero.local.template.HttpApi.Throttle;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

/** Templates without tables and user pools: no service is needed to deploy them. */
class SamTemplateTest {
    private static final Path TEMPLATES = Path.of("src/test/resources/accepted");
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    @TempDir
    Path folder;

    @Test
    void resolves_every_intrinsic_function_that_it_accepts() {
        var function = deploy("language.yaml", Map.of()).application().functions().get("First");

        assertThat(function.environment())
                .contains(
                        entry("REF", "dev"),
                        entry("SUB", "dev-beto-${literal}-us-east-1"),
                        entry("BLOCK", "123456789012\nexample\n"),
                        entry("JOIN", "a/dev/ana+beto"),
                        entry("SPLIT", "three"),
                        entry("IF", "development"),
                        entry("EITHER", "yes"),
                        entry("BOTH", "no"),
                        entry("BASE64", "aGVsbG8="),
                        entry("LONG", "devarn:aws:sqs:us-east-1:123456789012:example-Failures"),
                        entry("QUEUE", "https://sqs.us-east-1.amazonaws.com/123456789012/example-Failures"),
                        entry("ROLE", "arn:aws:iam::123456789012:role/example-FirstRole"),
                        entry("FLAG", "true"),
                        entry("NUMBER", "007"))
                .doesNotContainKey("LEFT_OUT");
    }

    @Test
    void merges_the_globals_into_each_function() {
        var function = deploy("language.yaml", Map.of()).application().functions().get("First");

        assertThat(function.runtime()).isEqualTo("java21");
        assertThat(function.memoryMegabytes()).isEqualTo(512);
        assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(function.environment()).contains(entry("SHARED", "global"), entry("OVERRIDDEN", "own"));
    }

    @Test
    void finds_code_beside_the_template() {
        var function = deploy("language.yaml", Map.of()).application().functions().get("First");

        assertThat(function.code()).isEqualTo(TEMPLATES.resolve("code/first.zip").toAbsolutePath());
        assertThat(function.handler()).isEqualTo("example.First::handle");
        assertThat(function.location()).isEqualTo(new Location(TEMPLATES.resolve("language.yaml"), 39));
    }

    @Test
    void takes_parameters_over_their_defaults() {
        var application = deploy("language.yaml", Map.of("Stage", "prod")).application();

        assertThat(application.functions().keySet()).containsExactly("First", "Second");
        assertThat(application.functions().get("First").memoryMegabytes()).isEqualTo(1024);
        assertThat(application.functions().get("First").environment()).containsEntry("IF", "production");
        assertThat(application.outputs())
                .containsEntry("Second", "arn:aws:lambda:us-east-1:123456789012:function:example-Second");
    }

    @Test
    void leaves_out_what_a_condition_excludes() {
        var application = deploy("language.yaml", Map.of()).application();

        assertThat(application.functions().keySet()).containsExactly("First");
        assertThat(application.outputs()).doesNotContainKey("Second");
    }

    @Test
    void gives_routes_without_api_to_the_implicit_one() {
        var api = deploy("language.yaml", Map.of()).application().api().orElseThrow();

        assertThat(api.name()).isEqualTo("ServerlessHttpApi");
        assertThat(api.routes().stream().map(Route::key))
                .containsExactly("GET /things/{thing}", "ANY /files/{path+}", "$default");
        assertThat(api.routes().stream().map(Route::throttle))
                .containsExactly(Optional.empty(), Optional.of(new Throttle(1, 1)), Optional.empty());
        assertThat(api.defaultThrottle()).contains(new Throttle(2.5, 10));
    }

    @Test
    void keeps_what_else_calls_a_function() {
        var triggers = deploy("language.yaml", Map.of()).triggers();

        assertThat(triggers).singleElement().satisfies(trigger -> {
            assertThat(trigger.function()).isEqualTo("First");
            assertThat(trigger.type()).isEqualTo("ScheduleV2");
            assertThat(trigger.properties())
                    .containsEntry("ScheduleExpression", "cron(0 3 * * ? *)")
                    .containsEntry("Enabled", false);
        });
    }

    @Test
    void lists_each_type_that_it_does_not_create_once() {
        var standIns = deploy("language.yaml", Map.of()).report().standIns();

        assertThat(standIns).extracting(StandIn::type).containsExactlyInAnyOrder("AWS::SQS::Queue", "Custom::Widget");
        assertThat(standIns).allSatisfy(standIn -> assertThat(standIn.instead()).isNotBlank());
    }

    @Test
    void resolves_metadata_to_plain_values() {
        var metadata = deploy("language.yaml", Map.of()).application().metadata();

        assertThat(metadata).containsEntry("Numbers", List.of(1L, 2.5, true, "1", "text"));
    }

    @Test
    void gives_each_route_its_authorizer_and_scopes() {
        var api = deploy("authorized.yaml", Map.of()).application().api().orElseThrow();

        assertThat(api.routes())
                .extracting(Route::path, Route::authorizer, Route::scopes)
                .containsExactly(
                        tuple("/private", Optional.of("Token"), List.of("read")),
                        tuple("/narrow", Optional.of("Token"), List.of("write")),
                        tuple("/other", Optional.of("Other"), List.of()),
                        tuple("/public", Optional.empty(), List.of()));
        assertThat(api.routes().getFirst().throttle()).contains(new Throttle(1, 2));
        assertThat(api.authorizers().get("Token").audience()).containsExactly("one");
    }

    @Test
    void gives_what_else_calls_a_function_and_how_that_ends() {
        var deployed = deploy("triggered.yaml", Map.of());

        assertThat(deployed.triggers())
                .extracting(Trigger::function, Trigger::name, Trigger::type)
                .containsExactly(tuple("Hello", "Daily", "ScheduleV2"));
        assertThat(deployed.asyncInvokes())
                .containsExactly(entry("Hello", new AsyncInvoke(
                        1, Duration.ofMinutes(2), Optional.of("arn:aws:sqs:us-east-1:123456789012:example-Failures"))));
        assertThat(deployed.report().standIns())
                .extracting(StandIn::type, StandIn::resources)
                .contains(tuple("AWS::Serverless::Function.Events of type S3", List.of("Hello.Upload")));
    }

    @Test
    void gives_the_address_of_the_api_to_the_parameters_that_are_marked_for_it() {
        var file = TEMPLATES.resolve("triggered.yaml");
        var url = URI.create("http://127.0.0.1:8080");

        var addressed = Deployment.deploy(SamTemplate.read(file, Map.of(), "us-east-1", url), services());
        var overridden = Deployment.deploy(
                SamTemplate.read(file, Map.of("PageUrl", "https://own.example"), "us-east-1", url), services());

        assertThat(addressed.application().outputs()).containsEntry("PageUrl", "http://127.0.0.1:8080");
        assertThat(overridden.application().outputs()).containsEntry("PageUrl", "https://own.example");
        assertThat(deploy("triggered.yaml", Map.of()).application().outputs())
                .containsEntry("PageUrl", "https://example.org");
    }

    private Deployed deploy(String name, Map<String, String> parameters) {
        return Deployment.deploy(SamTemplate.read(TEMPLATES.resolve(name), parameters), services());
    }

    private Services services() {
        return new Services(
                NOWHERE,
                NOWHERE,
                NOWHERE,
                NOWHERE,
                "us-east-1",
                AnonymousCredentialsProvider.create(),
                "123456789012",
                "example",
                folder.resolve("state.yaml"));
    }
}
