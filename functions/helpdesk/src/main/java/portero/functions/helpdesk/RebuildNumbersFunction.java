package portero.functions.helpdesk;

import java.time.Duration;
import java.util.Map;
import portero.domain.helpdesk.RebuildNumbers;
import portero.domain.schools.SchoolYear;
import portero.lambda.EventFunction;

/** Invoked by hand with {@code {"year": 2026}}: counts a year's tickets anew. Invoke it again until it says that it is done. */
public final class RebuildNumbersFunction extends EventFunction {
    /** More than a slice takes. */
    private static final Duration ENOUGH = Duration.ofSeconds(60);

    private final RebuildNumbers rebuildNumbers = bean(RebuildNumbers.class);

    @Override
    protected Map<String, Object> handle(Map<String, Object> event, String requestId) {
        if (!(event.get("year") instanceof Integer year)) {
            throw new IllegalArgumentException("Which year?");
        }
        var report = rebuildNumbers.run(new SchoolYear(year), () -> timeLeft().compareTo(ENOUGH) > 0);
        report(requestId, Map.of("walked", report.walked()));
        return object("done", report.done(), "generation", report.generation(), "walked", report.walked());
    }
}
