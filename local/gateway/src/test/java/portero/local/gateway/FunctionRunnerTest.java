package portero.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FunctionRunnerTest {
    @TempDir
    Path folder;

    @Test
    void oneInvocationIsReportedAsLambdaReportsIt() {
        var function = new EchoApplication(folder)
                .function("StreamFunction", "StreamFunction")
                .function("StreamFunction");

        var report = runner().invoke(function, event("{\"body\":\"hola\"}"));

        assertThat(report.invocation()).isInstanceOfSatisfying(Invocation.Answer.class,
                answer -> assertThat(answer.payload()).asString().isEqualTo("hola"));
        var id = report.requestId();
        assertThat(report.lines()).first().isEqualTo("START RequestId: " + id + " Version: $LATEST");
        assertThat(report.lines()).contains("called StreamFunction", "END RequestId: " + id);
        assertThat(report.lines().getLast()).matches("REPORT RequestId: " + id
                + "\tDuration: [\\d.]+ ms\tBilled Duration: \\d+ ms\tMemory Size: 256 MB"
                + "\tMax Memory Used: \\d+ MB\tInit Duration: [\\d.]+ ms");
        assertThat(report.invocation().timing().init().orElseThrow()).isGreaterThan(Duration.ofMillis(20));
    }

    @Test
    void whatTheHandlerThrowsIsReported() {
        var function = new EchoApplication(folder)
                .function("AwkwardFunction", "AwkwardFunction")
                .function("AwkwardFunction");

        var report = runner().invoke(function, event("{\"rawPath\":\"/throw\"}"));

        assertThat(report.invocation()).isInstanceOfSatisfying(Invocation.Fault.class, fault -> {
            assertThat(fault.type()).isEqualTo("java.lang.IllegalStateException");
            assertThat(fault.message()).isEqualTo("a secret detail");
        });
        assertThat(report.lines().getLast()).contains("Status: error", "Error Type: java.lang.IllegalStateException");
    }

    @Test
    void aTimeoutIsReported() {
        var function = new EchoApplication(folder)
                .function("AwkwardFunction", "AwkwardFunction", Duration.ofSeconds(1), Map.of())
                .function("AwkwardFunction");

        var report = runner().invoke(function, event("{\"rawPath\":\"/sleep\"}"));

        assertThat(report.lines()).anyMatch(line -> line.contains("Task timed out after 1.00 seconds"));
        assertThat(report.lines().getLast()).contains("Status: timeout");
    }

    private FunctionRunner runner() {
        return new FunctionRunner(InvokerSettings.of(EchoApplication.runtime(), folder));
    }

    private static byte[] event(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
