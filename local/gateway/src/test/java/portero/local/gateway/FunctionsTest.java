package portero.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portero.local.template.Application;
import portero.local.template.HttpApi;

/** What functions see and how their faults look from outside, in one JVM and each in its own. */
final class FunctionsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFunctionSeesItsOwnContextAndItsOwnEnvironment(boolean isolated) throws Exception {
        var application = new EchoApplication(folder)
                .function("OneFunction", "EchoFunction", Duration.ofSeconds(20), Map.of("NAME", "one", "ONE", "1"))
                .function("TwoFunction", "EchoFunction", Duration.ofSeconds(20), Map.of("NAME", "two"))
                .route("GET", "/one", "OneFunction")
                .route("GET", "/two", "TwoFunction")
                .build();
        try (var served = serve(application, isolated)) {
            var one = Served.json(served.get("/one"));
            var two = Served.json(served.get("/two"));

            assertThat(one.at("/environment/NAME").asText()).isEqualTo("one");
            assertThat(two.at("/environment/NAME").asText()).isEqualTo("two");
            assertThat(two.get("environment").has("ONE")).isFalse();
            assertThat(one.get("environment").has("HOME")).isFalse();
            assertThat(one.at("/environment/AWS_LAMBDA_FUNCTION_NAME").asText()).isEqualTo("OneFunction");
            assertThat(one.at("/environment/AWS_EXECUTION_ENV").asText()).isEqualTo("AWS_Lambda_java25");
            assertThat(one.at("/environment/AWS_REGION").asText()).isEqualTo("us-east-1");
            assertThat(one.at("/context/functionName").asText()).isEqualTo("OneFunction");
            assertThat(two.at("/context/functionName").asText()).isEqualTo("TwoFunction");
            assertThat(one.at("/context/functionVersion").asText()).isEqualTo("$LATEST");
            assertThat(one.at("/context/memory").asInt()).isEqualTo(256);
            assertThat(one.at("/context/logGroup").asText()).isEqualTo("/aws/lambda/OneFunction");
            assertThat(one.at("/context/arn").asText())
                    .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:OneFunction");
            assertThat(one.at("/context/remaining").asInt()).isBetween(10_000, 20_000);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFunctionThatThrowsAnswersFiveHundredAndServesAgain(boolean isolated) throws Exception {
        try (var served = serve(awkward(Duration.ofSeconds(20)).build(), isolated)) {
            var thrown = served.get("/throw");
            var after = served.get("/fine");

            assertThat(thrown.statusCode()).isEqualTo(500);
            assertThat(thrown.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
            assertThat(after.statusCode()).isEqualTo(200);
            assertThat(Served.json(after).get("calls").asInt()).isEqualTo(2);
            assertThat(requests(served).getFirst()).contains("\"error\":\"FUNCTION\"").doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFunctionOverItsTimeoutAnswersServiceUnavailableAndIsReplaced(boolean isolated) throws Exception {
        try (var served = serve(awkward(Duration.ofSeconds(2)).build(), isolated)) {
            long began = System.nanoTime();
            var late = served.get("/sleep");
            var took = Instances.since(began);
            var after = served.get("/fine");

            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(late.body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
            assertThat(took).isGreaterThan(Duration.ofSeconds(2));
            assertThat(after.statusCode()).isEqualTo(200);
            assertThat(Served.json(after).get("calls").asInt()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerAboveSixMegabytesIsRefused(boolean isolated) throws Exception {
        try (var served = serve(awkward(Duration.ofSeconds(20)).build(), isolated)) {
            assertThat(served.get("/much").statusCode()).isEqualTo(500);
            assertThat(served.get("/fine").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInstanceNeverServesTwoRequestsAtATime(boolean isolated) throws Exception {
        int atOnce = isolated ? 3 : 12;
        try (var served = serve(awkward(Duration.ofSeconds(20)).build(), isolated)) {
            var answers = atOnce(atOnce, () -> served.get("/nap"));

            assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFunctionThatCannotStartIsTriedAgain(boolean isolated) throws Exception {
        var cure = folder.resolve("cure");
        var application = new EchoApplication(folder)
                .function("StillbornFunction", "StillbornFunction", Duration.ofSeconds(20),
                        Map.of("CURE", cure.toString()))
                .route("GET", "/", "StillbornFunction")
                .build();
        try (var served = serve(application, isolated)) {
            var before = served.get("/");
            Files.createFile(cure);
            var after = served.get("/");

            assertThat(before.statusCode()).isEqualTo(500);
            assertThat(requests(served).getFirst()).contains("\"error\":\"INIT\"");
            assertThat(after.statusCode()).isEqualTo(200);
            assertThat(after.body()).isEqualTo("alive");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHandlerThatIsNoClassIsAnInternalServerError(boolean isolated) throws Exception {
        var application = new EchoApplication(folder)
                .function("MissingFunction", "NoSuchFunction")
                .route("GET", "/", "MissingFunction")
                .build();
        try (var served = serve(application, isolated)) {
            assertThat(served.get("/").statusCode()).isEqualTo(500);
            assertThat(served.get("/").body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
        }
    }

    @Test
    void callersWaitForAnInstanceAndAreTurnedAwayWhenTimeIsOver() throws Exception {
        var application = awkward(Duration.ofSeconds(20)).build();
        var log = new ArrayList<String>();
        var settings = InvokerSettings.of(EchoApplication.runtime(), folder).withLog(log::add).withInstances(1);
        try (var invoker = Invoker.of(application, settings, false);
                var calls = Executors.newVirtualThreadPerTaskExecutor()) {
            var function = application.functions().get("AwkwardFunction");
            var first = calls.submit(() -> invoker.invoke(
                    function, "{\"rawPath\":\"/sleep\"}".getBytes(), Duration.ofSeconds(2), "first"));
            Thread.sleep(500);

            var second = invoker.invoke(
                    function, "{\"rawPath\":\"/fine\"}".getBytes(), Duration.ofMillis(200), "second");

            assertThat(second).isInstanceOfSatisfying(Invocation.Fault.class,
                    fault -> assertThat(fault.kind()).isEqualTo(Invocation.Kind.BUSY));
            assertThat(first.get()).isInstanceOfSatisfying(Invocation.Fault.class,
                    fault -> assertThat(fault.kind()).isEqualTo(Invocation.Kind.TIMEOUT));
        }
    }

    @Test
    void withoutTheMetadataFunctionsRunIsolated() throws Exception {
        var application = awkward(Duration.ofSeconds(20)).alone().build();
        try (var served = serve(application, false)) {
            var left = served.get("/exit");
            var after = served.get("/fine");

            assertThat(left.statusCode()).isEqualTo(500);
            assertThat(requests(served).getFirst()).contains("\"error\":\"FUNCTION\"");
            assertThat(Served.json(after).get("calls").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aProcessEndsByItselfWhenItsRuntimeApiIsGone() throws Exception {
        var function = new EchoApplication(folder).function("EchoFunction", "EchoFunction").function("EchoFunction");
        var code = Code.unpack(function.code(), folder);
        var settings = InvokerSettings.of(EchoApplication.runtime(), folder);
        var instance = (IsolatedInstance) IsolatedInstance.start(
                function, code, settings, line -> {}, Duration.ofSeconds(30));

        instance.abandon();

        assertThat(instance.awaitEnd(Duration.ofSeconds(30))).isTrue();
        instance.close();
    }

    @Test
    void anEventAboveSixMegabytesIsRefused() throws Exception {
        try (var served = serve(awkward(Duration.ofSeconds(20)).build(), false)) {
            var answer = served.post("/fine", "x".repeat(6 * 1024 * 1024));

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).isEqualTo("{\"message\":\"Request Entity Too Large\"}");
        }
    }

    @Test
    void aRouteIsThrottledByItsOwnBucket() throws Exception {
        var application = new EchoApplication(folder)
                .function("AwkwardFunction", "AwkwardFunction")
                .route("GET", "/slow", "AwkwardFunction", Optional.empty(), List.of(),
                        Optional.of(new HttpApi.Throttle(0.01, 2)))
                .route("GET", "/fast", "AwkwardFunction")
                .build();
        try (var served = serve(application, false)) {
            var statuses = new ArrayList<Integer>();
            for (int i = 0; i < 3; i++) {
                statuses.add(served.get("/slow").statusCode());
            }

            assertThat(statuses).containsExactly(200, 200, 429);
            assertThat(served.get("/slow").body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
            assertThat(served.get("/fast").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theLogTellsWhatHappenedAndNothingOfTheCaller() throws Exception {
        var application = new EchoApplication(folder)
                .function("AwkwardFunction", "AwkwardFunction")
                .route("ANY", "/people/{person}", "AwkwardFunction")
                .build();
        try (var served = serve(application, false)) {
            var answer = served.post("/people/44444444?email=ana@example.org", "a private body");

            var line = Served.JSON.readTree(requests(served).getFirst());
            assertThat(line.get("routeKey").asText()).isEqualTo("ANY /people/{person}");
            assertThat(line.get("status").asInt()).isEqualTo(200);
            assertThat(line.get("function").asText()).isEqualTo("AwkwardFunction");
            assertThat(line.get("requestId").asText())
                    .isEqualTo(answer.headers().firstValue("apigw-requestid").orElseThrow());
            assertThat(line.has("ms")).isTrue();
            assertThat(String.join("\n", requests(served)))
                    .doesNotContain("44444444", "ana@", "private", "127.0.0.1");
        }
    }

    private EchoApplication awkward(Duration timeout) {
        return new EchoApplication(folder)
                .function("AwkwardFunction", "AwkwardFunction", timeout, Map.of())
                .route("ANY", "/{what}", "AwkwardFunction");
    }

    private Served serve(Application application, boolean isolated) throws IOException {
        return new Served(application, folder, isolated, UnaryOperator.identity());
    }

    private static List<String> requests(Served served) {
        return served.log.stream().filter(line -> line.startsWith("{\"time\"")).toList();
    }

    private static List<HttpResponse<String>> atOnce(int count, Callable<HttpResponse<String>> call)
            throws InterruptedException, ExecutionException {
        var answers = new ArrayList<HttpResponse<String>>();
        try (var calls = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<HttpResponse<String>>>();
            for (int i = 0; i < count; i++) {
                futures.add(calls.submit(call));
            }
            for (var future : futures) {
                answers.add(future.get());
            }
        }
        return answers;
    }
}
