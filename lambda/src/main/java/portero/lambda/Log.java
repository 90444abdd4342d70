package portero.lambda;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One JSON line per event on standard output, where Lambda collects it; never a message, name, document or secret. */
final class Log {
    private static final int FRAMES = 12;

    private Log() {}

    static void refusal(String requestId, String function, String code) {
        write("INFO", requestId, function, Map.of("problem", code));
    }

    /** Types and places only: messages of exceptions may quote what a person sent. */
    static void fault(String requestId, String function, Throwable fault) {
        var causes = new ArrayList<Map<String, Object>>();
        for (Throwable cause = fault; cause != null && causes.size() < 5; cause = cause.getCause()) {
            causes.add(Map.of(
                    "type", cause.getClass().getName(),
                    "at", Arrays.stream(cause.getStackTrace()).limit(FRAMES).map(StackTraceElement::toString).toList()));
        }
        write("ERROR", requestId, function, Map.of("fault", causes));
    }

    /** In CloudWatch's embedded metric format. */
    static void metrics(String requestId, String function, Map<String, Long> counts) {
        var more = new LinkedHashMap<String, Object>(counts);
        more.put("_aws", Map.of(
                "Timestamp", System.currentTimeMillis(),
                "CloudWatchMetrics", List.of(Map.of(
                        "Namespace", "Portero",
                        "Dimensions", List.of(List.of("function")),
                        "Metrics", counts.keySet().stream()
                                .sorted()
                                .map(name -> Map.of("Name", name, "Unit", "Count"))
                                .toList()))));
        write("INFO", requestId, function, more);
    }

    private static void write(String level, String requestId, String function, Map<String, Object> more) {
        var line = new LinkedHashMap<String, Object>();
        line.put("level", level);
        line.put("requestId", requestId);
        line.put("function", function);
        line.putAll(more);
        try {
            System.out.println(JSON.std.asString(line));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
