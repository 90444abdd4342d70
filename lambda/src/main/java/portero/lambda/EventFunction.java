package portero.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Lambda function that a stream, a schedule or another service calls; any event may come twice. */
public abstract class EventFunction extends LambdaFunction {
    // One instance handles one event at a time.
    private @Nullable Context invocation;

    /** Handles an event; what is thrown makes the caller try again. */
    protected abstract Map<String, Object> handle(Map<String, Object> event, String requestId);

    @Override
    public final void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        invocation = context;
        var id = context.getAwsRequestId();
        try {
            JSON.std.write(handle(JSON.std.mapFrom(input), id), output);
        } catch (RuntimeException fault) {
            Log.fault(id, getClass().getSimpleName(), fault);
            throw fault;
        }
    }

    /** How long the event may still be handled; whoever is not done by then dies. */
    protected final Duration timeLeft() {
        return invocation == null ? Duration.ZERO : Duration.ofMillis(invocation.getRemainingTimeInMillis());
    }

    /** Logs a fault that is dealt with, so that it can be found. */
    protected final void fault(String requestId, RuntimeException fault) {
        Log.fault(requestId, getClass().getSimpleName(), fault);
    }

    /** Counts, as metrics of the namespace Portero with the function's name as dimension. */
    protected final void report(String requestId, Map<String, Long> counts) {
        Log.metrics(requestId, getClass().getSimpleName(), counts);
    }
}
