package portero.local.gateway;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import portero.local.template.Function;

/**
 * One invocation told as Lambda tells it.
 *
 * @param log what the function wrote, between Lambda's START and END lines
 */
public record InvocationReport(Function function, String requestId, Invocation invocation, List<String> log) {

    /** Start, the function's own lines, end and the REPORT line with init, duration, billed and memory. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("START RequestId: " + requestId + " Version: $LATEST");
        lines.addAll(log);
        if (invocation instanceof Invocation.Fault fault && fault.kind() == Invocation.Kind.TIMEOUT) {
            lines.add(fault.message());
        }
        lines.add("END RequestId: " + requestId);
        lines.add(reportLine());
        return List.copyOf(lines);
    }

    /** What would be billed: since August 2025 the time to start counts. */
    public Duration billed() {
        var timing = invocation.timing();
        var exact = timing.duration().plus(timing.init().orElse(Duration.ZERO));
        return Duration.ofMillis(Math.max(1, (exact.toNanos() + 999_999) / 1_000_000));
    }

    static String timedOut(Instance.Call call) {
        return String.format(
                Locale.ROOT,
                "%s Error: Task timed out after %.2f seconds",
                call.requestId(),
                call.limit().toMillis() / 1000.0);
    }

    private String reportLine() {
        var timing = invocation.timing();
        var line = new StringBuilder("REPORT RequestId: ").append(requestId);
        line.append("\tDuration: ").append(milliseconds(timing.duration())).append(" ms");
        line.append("\tBilled Duration: ").append(billed().toMillis()).append(" ms");
        line.append("\tMemory Size: ").append(function.memoryMegabytes()).append(" MB");
        timing.maxMemoryMegabytes().ifPresent(used -> line.append("\tMax Memory Used: ").append(used).append(" MB"));
        timing.init().ifPresent(init -> line.append("\tInit Duration: ").append(milliseconds(init)).append(" ms"));
        if (invocation instanceof Invocation.Fault fault) {
            line.append("\tStatus: ").append(fault.kind() == Invocation.Kind.TIMEOUT ? "timeout" : "error");
            line.append("\tError Type: ").append(fault.type());
        }
        return line.toString();
    }

    private static String milliseconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 6).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
}
