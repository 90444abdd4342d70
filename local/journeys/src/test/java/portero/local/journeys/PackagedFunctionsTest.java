package portero.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import portero.local.cloud.Cloud;
import portero.local.gateway.FunctionRunner;
import portero.local.gateway.Invocation;
import portero.local.gateway.InvokerSettings;
import portero.local.template.Function;

/** Every function's own zip, under Lambda's runtime client in a process of its own, answers its event in {@code events/}. */
class PackagedFunctionsTest {
    /** What events that carry made-up secrets are answered with; those not named here succeed. */
    private static final Map<String, Integer> REFUSED = Map.of(
            "SignInFunction", 403,
            "AnswerChallengeFunction", 401,
            "RefreshSessionFunction", 401,
            "ChangePasswordFunction", 401,
            "RecoverPasswordFunction", 403,
            "ConfirmRecoveryFunction", 403,
            "RegisterEmailFunction", 401,
            "ConfirmEmailFunction", 403,
            "ShowAttachmentFunction", 404,
            "ReadAttachmentFunction", 404);

    /** What those answer that no route calls. */
    private static final Map<String, List<String>> TOLD = Map.of(
            "CountTicketsFunction", List.of("batchItemFailures"),
            "RebuildNumbersFunction", List.of("done", "generation", "walked"),
            "DeliverMailFunction", List.of("batchItemFailures"),
            "MailFeedbackFunction", List.of(),
            "InspectAttachmentFunction", List.of("result"),
            "RecordScanFunction", List.of("result"),
            "SweepAttachmentsFunction", List.of("forgotten", "missing", "settled", "left", "failed"),
            "SendRemindersFunction", List.of("digests", "people", "unreached"),
            "ReconcileFunction",
                    List.of("accountsUndone", "passwordsAbandoned", "passwordsFinished", "messagesOffered", "left"));

    private static final Path WORK = TestCloud.folder();

    private final Cloud cloud = TestCloud.running();

    @AfterAll
    static void stop() {
        TestCloud.delete(WORK);
    }

    @TestFactory
    List<DynamicTest> everyFunction_shouldAnswerItsEvent_asItIsPackaged() {
        var runner = new FunctionRunner(InvokerSettings.of(TestCloud.HOME.resolve("local/gateway/target/runtime"), WORK)
                .withEnvironment(cloud.environment()));
        var tests = new ArrayList<DynamicTest>();
        for (var function : cloud.deployed().application().functions().values()) {
            tests.add(dynamicTest(function.name(), () -> answers(runner, function)));
        }
        assertThat(tests).hasSize(26);
        return tests;
    }

    private static void answers(FunctionRunner runner, Function function) throws IOException {
        var event = Files.readAllBytes(TestCloud.HOME.resolve("events").resolve(kebab(function.name()) + ".json"));

        var report = runner.invoke(function, event);

        assertThat(report.invocation()).as(report.lines().toString()).isInstanceOf(Invocation.Answer.class);
        var answer = Api.JSON.readTree(((Invocation.Answer) report.invocation()).payload());
        var status = answer.path("statusCode").asInt();
        if (TOLD.containsKey(function.name())) {
            assertThat(answer.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(TOLD.get(function.name()));
        } else if (REFUSED.containsKey(function.name())) {
            assertThat(status).as(answer.toString()).isEqualTo(REFUSED.get(function.name()));
        } else {
            assertThat(status).as(answer.toString()).isBetween(200, 204);
        }
        assertThat(report.lines().getLast()).contains("REPORT RequestId: ", "Init Duration: ", "Max Memory Used: ");
    }

    private static String kebab(String function) {
        return function.replaceFirst("Function$", "").replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
