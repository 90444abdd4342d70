package portero.local.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import portero.local.gateway.Invocation;
import portero.local.template.AsyncInvoke;

/**
 * Calls functions as Lambda does for who does not wait: tries again twice, then gives up.
 *
 * <p>Unlike Lambda's queue this one is in memory, so that stopping forgets it, and its pauses are seconds, not minutes.
 */
final class AsyncCalls implements AutoCloseable {
    private static final int SECONDS_TO_END = 5;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Calls calls;
    private final Map<String, AsyncInvoke> configurations;
    private final EventSettings settings;
    private final Journal journal;

    AsyncCalls(Calls calls, Map<String, AsyncInvoke> configurations, EventSettings settings, Journal journal) {
        this.calls = calls;
        this.configurations = configurations;
        this.settings = settings;
        this.journal = journal;
    }

    /** @param undelivered the ARN of the queue for events whose function cannot even be called */
    void call(String source, String function, String event, Optional<String> undelivered) {
        try {
            threads.execute(() -> run(source, function, event, undelivered));
        } catch (RejectedExecutionException closed) {
            journal.trouble(source, function, "CLOSING");
        }
    }

    private void run(String source, String function, String event, Optional<String> undelivered) {
        var configuration = configurations.getOrDefault(function, AsyncInvoke.STANDARD);
        var requestId = UUID.randomUUID().toString();
        var began = System.nanoTime();
        var attempts = 0;
        try {
            for (var failures = 1; ; failures++) {
                var invocation = calls.call(source, function, event.getBytes(StandardCharsets.UTF_8), requestId);
                if (!(invocation instanceof Invocation.Fault fault)) {
                    return;
                }
                if (fault.kind() != Invocation.Kind.BUSY) {
                    attempts++;
                }
                var pause = settings.pace().pause(failures);
                var age = Duration.ofNanos(System.nanoTime() - began).plus(pause);
                if (attempts > configuration.maximumRetryAttempts()) {
                    giveUp(source, function, event, requestId, "RetriesExhausted", attempts, fault);
                    return;
                }
                if (age.compareTo(configuration.maximumEventAge()) > 0) {
                    giveUp(source, function, event, requestId, "EventAgeExceeded", attempts, fault);
                    return;
                }
                Thread.sleep(pause);
            }
        } catch (IllegalStateException uncallable) {
            journal.trouble(source, function, String.valueOf(uncallable.getMessage()));
            journal.givenUp(source, function, "Undelivered", undelivered, json(event));
        } catch (InterruptedException closing) {
            journal.trouble(source, function, "CLOSING");
        }
    }

    private void giveUp(
            String source,
            String function,
            String event,
            String requestId,
            String condition,
            int attempts,
            Invocation.Fault fault) {
        var record = invocationRecord(settings, function, requestId, condition, attempts);
        record.set("requestPayload", json(event));
        response(record, true);
        record.putObject("responsePayload").put("errorMessage", fault.message()).put("errorType", fault.type());
        var queue = configurations.getOrDefault(function, AsyncInvoke.STANDARD).onFailure();
        journal.givenUp(source, function, condition, queue, record);
    }

    /** What Lambda tells a destination on failure, as far as it is the same for all. */
    static ObjectNode invocationRecord(
            EventSettings settings, String function, String requestId, String condition, int attempts) {
        var record = JsonFile.JSON
                .createObjectNode()
                .put("version", "1.0")
                .put("timestamp", settings.clock().instant().truncatedTo(ChronoUnit.MILLIS).toString());
        record.putObject("requestContext")
                .put("requestId", requestId)
                .put("functionArn", settings.arn("lambda", "function:" + function))
                .put("condition", condition)
                .put("approximateInvokeCount", attempts);
        return record;
    }

    /** @param failed whether the function itself failed, rather than naming items of the batch that did */
    static void response(ObjectNode record, boolean failed) {
        var response = record.putObject("responseContext").put("statusCode", 200).put("executedVersion", "$LATEST");
        if (failed) {
            response.put("functionError", "Unhandled");
        }
    }

    private static JsonNode json(String event) {
        try {
            return JsonFile.JSON.readTree(event);
        } catch (JsonProcessingException notJson) {
            return TextNode.valueOf(event);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
