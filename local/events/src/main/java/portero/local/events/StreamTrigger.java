package portero.local.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import portero.local.template.Trigger;

/**
 * An event of type {@code DynamoDB}: which records of a table's stream call a function, and what if it fails.
 *
 * @param id unlike any other in the template, such as {@code DeliverMailFunction.Outbox}
 * @param filter what a record must match; empty for all
 * @param maximumRetryAttempts empty for as long as the stream keeps the record
 * @param maximumRecordAge at most what a stream keeps
 * @param partial whether the function may name the items of a batch that failed
 */
record StreamTrigger(
        String id,
        String function,
        String stream,
        boolean fromTheStart,
        int batchSize,
        Duration window,
        Optional<EventPattern> filter,
        OptionalInt maximumRetryAttempts,
        Duration maximumRecordAge,
        boolean bisect,
        boolean partial,
        Optional<String> onFailure) {

    private static final Duration KEPT = Duration.ofHours(24);
    private static final int MOST_FILTERS = 10;
    private static final Set<String> PROPERTIES = Set.of(
            "BatchSize",
            "BisectBatchOnFunctionError",
            "DestinationConfig",
            "Enabled",
            "FilterCriteria",
            "FunctionResponseTypes",
            "MaximumBatchingWindowInSeconds",
            "MaximumRecordAgeInSeconds",
            "MaximumRetryAttempts",
            "ParallelizationFactor",
            "StartingPosition",
            "Stream");

    /** Empty if the event is switched off. */
    static Optional<StreamTrigger> read(Trigger trigger) {
        var given = Given.of(trigger, PROPERTIES);
        given.whole("ParallelizationFactor", 1, 10);
        var age = given.whole("MaximumRecordAgeInSeconds", -1, 604_800).orElse(-1);
        var retries = given.whole("MaximumRetryAttempts", -1, 10_000).orElse(-1);
        var start = given.oneOf("StartingPosition", Set.of("LATEST", "TRIM_HORIZON"))
                .orElseThrow(() -> given.refused("needs StartingPosition"));
        var batchSize = given.whole("BatchSize", 1, 10_000).orElse(100);
        var window = given.whole("MaximumBatchingWindowInSeconds", 0, 300).orElse(0);
        for (var type : given.list("FunctionResponseTypes")) {
            if (!type.equals("ReportBatchItemFailures")) {
                throw given.refused("cannot have the FunctionResponseTypes " + type);
            }
        }
        var read = new StreamTrigger(
                trigger.function() + "." + trigger.name(),
                trigger.function(),
                given.required("Stream"),
                start.equals("TRIM_HORIZON"),
                batchSize,
                Duration.ofSeconds(window),
                filter(given),
                retries < 0 ? OptionalInt.empty() : OptionalInt.of(retries),
                age < 0 || age > KEPT.toSeconds() ? KEPT : Duration.ofSeconds(age),
                given.flag("BisectBatchOnFunctionError", false),
                !given.list("FunctionResponseTypes").isEmpty(),
                given.map("DestinationConfig", Set.of("OnFailure"))
                        .flatMap(config -> config.map("OnFailure", Set.of("Destination", "Type")))
                        .map(failure -> failure.required("Destination")));
        return given.flag("Enabled", true) ? Optional.of(read) : Optional.empty();
    }

    private static Optional<EventPattern> filter(Given given) {
        var patterns = new ArrayList<String>();
        given.map("FilterCriteria", Set.of("Filters")).ifPresent(criteria -> {
            for (var filter : criteria.list("Filters")) {
                patterns.add(criteria.of("A filter", filter).only(Set.of("Pattern")).required("Pattern"));
            }
        });
        if (patterns.size() > MOST_FILTERS) {
            throw given.refused("can have " + MOST_FILTERS + " filters");
        }
        try {
            for (var pattern : patterns) {
                JsonFile.JSON.readTree(pattern);
            }
            return patterns.isEmpty() ? Optional.empty() : Optional.of(new EventPattern(List.copyOf(patterns)));
        } catch (JsonProcessingException | IllegalArgumentException wrong) {
            throw given.refused("has a filter that is no pattern: " + wrong.getMessage());
        }
    }
}
