package portero.functions.files;

import java.util.Map;
import portero.domain.files.SweepAttachments;
import portero.domain.files.SweepAttachments.Swept;
import portero.lambda.EventFunction;

/** Every night: forgets files that were sent with no ticket, and settles those that were. */
public final class SweepAttachmentsFunction extends EventFunction {
    private final SweepAttachments sweepAttachments = bean(SweepAttachments.class);

    @Override
    protected Map<String, Object> handle(Map<String, Object> event, String requestId) {
        var swept = sweepAttachments.run(requestId, fault -> fault(requestId, fault));
        var counts = Map.of(
                "forgotten", swept.get(Swept.FORGOTTEN),
                "missing", swept.get(Swept.MISSING),
                "settled", swept.get(Swept.SETTLED),
                "left", swept.get(Swept.LEFT),
                "failed", swept.get(Swept.FAILED));
        report(requestId, counts);
        return Map.copyOf(counts);
    }
}
