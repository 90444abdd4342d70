package portero.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import portero.domain.accounts.Role;
import portero.domain.accounts.UserView;
import portero.domain.schools.Condition;
import portero.domain.schools.IdentityDocument;
import portero.domain.schools.InstitutionKind;
import portero.domain.schools.Position;
import portero.domain.signin.Captcha;
import portero.lambda.Codes;
import portero.lambda.FieldCode;
import portero.lambda.HttpFunction;
import portero.lambda.ProblemCode;

/** One name everywhere: class, resource, event and operation of a function are found by each other's names, and agree. */
class HouseTest {
    private static final Yaml TEMPLATE = Yaml.file(House.ROOT.resolve("template.yaml"));
    private static final Yaml OPENAPI = Yaml.file(House.ROOT.resolve("openapi.yaml"));
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    /** Answers that any operation may give, so that none lists them: see the head of {@code openapi.yaml}. */
    private static final List<ProblemCode> OF_ANY_OPERATION = List.of(
            ProblemCode.MALFORMED_BODY,
            ProblemCode.INVALID_FIELDS,
            ProblemCode.TOO_LARGE,
            ProblemCode.UNAVAILABLE,
            ProblemCode.INTERNAL);

    /** A function as the template has it; {@code http} is the route of its event of type HttpApi. */
    record Function(String name, Yaml properties, Yaml http) {
        String operationId() {
            var bare = name.replaceFirst("Function$", "");
            return bare.substring(0, 1).toLowerCase(Locale.ROOT) + bare.substring(1);
        }

        String kebab() {
            return operationId().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        }

        String route() {
            return http.at("Method").string() + " " + http.at("Path").string();
        }

        boolean isOpen() {
            return http.at("Auth").has("Authorizer")
                    && http.at("Auth", "Authorizer").string().equals("NONE");
        }

        Yaml event() {
            return Yaml.file(House.ROOT.resolve("events").resolve(kebab() + ".json"));
        }

        Operation operation() {
            return operations().get(operationId());
        }

        String handler() {
            return properties.at("Handler").string();
        }

        Path source() {
            var path = handler().replace('.', '/') + ".java";
            return House.ROOT.resolve("functions/" + capability() + "/src/main/java").resolve(path);
        }

        String capability() {
            var parts = handler().split("\\.");
            return parts[parts.length - 2];
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** An operation as the OpenAPI document has it. */
    record Operation(String route, Yaml path, Yaml stated) {
        List<Yaml> parameters() {
            return Stream.concat(path.at("parameters").list().stream(), stated.at("parameters").list().stream())
                    .map(HouseTest::followed)
                    .toList();
        }

        Yaml bodySchema() {
            return followed(stated.at("requestBody", "content", "application/json", "schema"));
        }
    }

    static List<Function> functions() {
        var functions = new ArrayList<Function>();
        TEMPLATE.at("Resources").map().forEach((name, resource) -> {
            if (resource.at("Type").string().equals("AWS::Serverless::Function")) {
                var http = resource.at("Properties", "Events").map().values().stream()
                        .filter(event -> event.at("Type").string().equals("HttpApi"))
                        .map(event -> event.at("Properties"))
                        .findFirst()
                        .orElse(Yaml.text("{}"));
                functions.add(new Function(name, resource.at("Properties"), http));
            }
        });
        return functions;
    }

    static List<Function> httpFunctions() {
        return functions().stream().filter(function -> function.http().has("Path")).toList();
    }

    static Map<String, Operation> operations() {
        var operations = new HashMap<String, Operation>();
        OPENAPI.at("paths").map().forEach((path, item) -> METHODS.stream()
                .filter(item::has)
                .forEach(method -> operations.put(
                        item.at(method, "operationId").string(),
                        new Operation(method.toUpperCase(Locale.ROOT) + " " + path, item, item.at(method)))));
        return operations;
    }

    private static Yaml followed(Yaml schema) {
        return schema.has("$ref")
                ? OPENAPI.at(schema.at("$ref").string().substring("#/".length()).split("/"))
                : schema;
    }

    private static List<String> names(String text) {
        return PARAMETER.matcher(text).results().map(found -> found.group(1)).toList();
    }

    // ------------------------------------------------------------------------------------------------ names

    @Test
    void everyFunctionClassIsAResourceAndEveryResourceAClass() {
        var classes = House.inModules("src/main/java").stream()
                .filter(sources -> sources.startsWith(House.ROOT.resolve("functions")))
                .flatMap(sources -> House.files(sources, "Function.java").stream())
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .toList();

        var resources = functions().stream().map(Function::name).toList();

        assertThat(resources).isNotEmpty().doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(classes);
    }

    @Test
    void everyFunctionHasAnEventAndEveryEventAFunction() {
        var events = House.files(House.ROOT.resolve("events"), ".json").stream()
                .map(file -> file.getFileName().toString().replace(".json", ""))
                .toList();

        var functions = functions().stream().map(Function::kebab).toList();

        assertThat(functions).containsExactlyInAnyOrderElementsOf(events);
    }

    @Test
    void everyFunctionBehindARouteIsAnOperationAndEveryOperationAFunction() {
        var operations = operations().keySet();

        var functions = httpFunctions().stream().map(Function::operationId).toList();

        assertThat(functions).containsExactlyInAnyOrderElementsOf(operations);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aHandlerIsTheClassOfTheFunctionsNameInTheZipOfItsCapability(Function function) throws Exception {
        var handler = Class.forName(function.handler(), false, getClass().getClassLoader());

        assertThat(handler.getSimpleName()).isEqualTo(function.name());
        assertThat(handler.getPackageName()).isEqualTo("portero.functions." + function.capability());
        assertThat(function.properties().at("CodeUri").string())
                .isEqualTo("functions/%1$s/target/%1$s.zip", function.capability());
        assertThat(function.source()).isRegularFile();
    }

    // ------------------------------------------------------------------------------------------------ routes

    @ParameterizedTest
    @MethodSource("httpFunctions")
    void aRouteIsTheSameInTemplateAndOpenApiAndTheClasssFirstSentence(Function function) throws Exception {
        var handler = Class.forName(function.handler(), false, getClass().getClassLoader());

        assertThat(HttpFunction.class).isAssignableFrom(handler);
        assertThat(function.operation().route()).isEqualTo(function.route());
        assertThat(House.read(function.source())).contains("/** " + function.route() + ": ");
    }

    @ParameterizedTest
    @MethodSource("httpFunctions")
    void anEventCallsItsFunctionsRoute(Function function) {
        var event = function.event();

        assertThat(event.at("version").string()).isEqualTo("2.0");
        assertThat(event.at("routeKey").string()).isEqualTo(function.route());
        assertThat(event.at("requestContext", "routeKey").string()).isEqualTo(function.route());
        assertThat(event.at("requestContext", "http", "method").string())
                .isEqualTo(function.http().at("Method").string());
        assertThat(event.at("requestContext", "http", "path").string())
                .isEqualTo(event.at("rawPath").string());
    }

    @ParameterizedTest
    @MethodSource("httpFunctions")
    void anEventsPathParametersFillTheRoutesPath(Function function) {
        var path = function.http().at("Path").string();
        var parameters = function.event().at("pathParameters").map();

        var filled = PARAMETER.matcher(path)
                .replaceAll(found -> parameters.get(found.group(1)).string());

        assertThat(parameters.keySet()).containsExactlyInAnyOrderElementsOf(names(path));
        assertThat(function.event().at("rawPath").string()).isEqualTo(filled);
    }

    @ParameterizedTest
    @MethodSource("httpFunctions")
    void anEventsPathParametersHaveTheFormThatOpenApiStates(Function function) {
        var parameters = function.event().at("pathParameters").map();

        for (var stated : function.operation().parameters()) {
            if (stated.at("in").string().equals("path")) {
                assertThat(parameters.get(stated.at("name").string()).string())
                        .matches(followed(stated.at("schema")).at("pattern").string());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("httpFunctions")
    void openApiStatesThePathsParameters(Function function) {
        var stated = function.operation().parameters().stream()
                .filter(parameter -> parameter.at("in").string().equals("path"))
                .map(parameter -> parameter.at("name").string())
                .toList();

        assertThat(stated).containsExactlyInAnyOrderElementsOf(names(function.http().at("Path").string()));
    }

    @ParameterizedTest
    @MethodSource("httpFunctions")
    void whoMayCallIsTheSameInTemplateAndOpenApiAndEvent(Function function) {
        var stated = function.operation().stated();

        assertThat(stated.has("security") && stated.at("security").list().isEmpty()).isEqualTo(function.isOpen());
        assertThat(function.event().at("requestContext").has("authorizer")).isEqualTo(!function.isOpen());
    }

    @ParameterizedTest
    @MethodSource("httpFunctions")
    void anEventsBodyAndHeadersAreWhatTheOperationTakes(Function function) {
        var event = function.event();
        var schema = function.operation().bodySchema();
        var headers = function.operation().parameters().stream()
                .filter(parameter -> parameter.at("in").string().equals("header"))
                .filter(parameter -> parameter.has("required") && parameter.at("required").string().equals("true"))
                .map(parameter -> parameter.at("name").string().toLowerCase(Locale.ROOT))
                .toList();

        var body = event.has("body") ? Yaml.text(event.at("body").string()).map().keySet() : List.<String>of();

        assertThat(schema.at("properties").map().keySet()).containsAll(body);
        assertThat(body).containsAll(schema.at("required").strings());
        assertThat(event.at("headers").map().keySet()).containsAll(headers);
    }

    // ------------------------------------------------------------------------------------------------ values

    @Test
    void problemCodesAreTheSameInCodeAndOpenApi() {
        assertThat(stated("ProblemCode", "enum"))
                .containsExactlyElementsOf(
                        Arrays.stream(ProblemCode.values()).map(ProblemCode::code).toList());
    }

    @Test
    void fieldCodesAreTheSameInCodeAndOpenApi() {
        assertThat(stated("FieldCode", "enum"))
                .containsExactlyElementsOf(
                        Arrays.stream(FieldCode.values()).map(FieldCode::code).toList());
    }

    @Test
    void rolesAndOtherCodesAreTheSameInCodeAndOpenApi() {
        assertThat(stated("Role", "enum")).containsExactlyElementsOf(codes(Role.values()));
        assertThat(stated("Institution", "properties", "kind", "enum"))
                .containsExactlyElementsOf(codes(InstitutionKind.values()));
        assertThat(stated("User", "properties", "state", "enum"))
                .containsExactlyElementsOf(codes(UserView.State.values()));
        assertThat(stated("NewCaptcha", "properties", "action", "enum"))
                .containsExactlyElementsOf(codes(Captcha.Action.values()));
        assertThat(stated("NewCaptcha", "properties", "kind", "enum"))
                .containsExactlyElementsOf(codes(Captcha.Kind.values()));
    }

    @Test
    void theRegistersOwnWordsAreTheSameInCodeAndOpenApi() {
        assertThat(stated("Position", "enum")).containsExactlyElementsOf(words(Position.values()));
        assertThat(stated("Condition", "enum")).containsExactlyElementsOf(words(Condition.values()));
        assertThat(stated("Document", "properties", "type", "enum"))
                .containsExactlyElementsOf(words(IdentityDocument.Type.values()));
    }

    @Test
    void everyOperationsProblemsAreKnownAndEveryProblemIsSomeOperations() {
        var known = new TreeSet<>(stated("ProblemCode", "enum"));
        var ofAny = OF_ANY_OPERATION.stream().map(ProblemCode::code).toList();
        var listed = new TreeSet<String>();

        operations().forEach((name, operation) -> {
            assertThat(operation.stated().has("x-problem-codes")).as(name).isTrue();
            var codes = operation.stated().at("x-problem-codes").strings();
            assertThat(codes).as(name).doesNotHaveDuplicates().isSubsetOf(known).doesNotContainAnyElementsOf(ofAny);
            listed.addAll(codes);
        });

        listed.addAll(ofAny);
        assertThat(listed).isEqualTo(known);
    }

    @Test
    void anOperationThatAsksForATokenCanSayThatTheSessionHasEnded() {
        var ended = ProblemCode.SESSION_ENDED.code();

        assertThat(httpFunctions()).filteredOn(function -> !function.isOpen()).isNotEmpty().allSatisfy(function ->
                assertThat(function.operation().stated().at("x-problem-codes").strings()).contains(ended));
    }

    private static List<String> stated(String schema, String... names) {
        return OPENAPI.at("components", "schemas", schema).at(names).strings();
    }

    private static List<String> codes(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Codes::of).toList();
    }

    private static List<String> words(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).toList();
    }
}
