package portero.local.gateway.echo;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.nio.file.Files;
import java.nio.file.Path;

/** Cannot be made until the file that {@code CURE} names exists. */
public final class StillbornFunction implements RequestHandler<Object, Object> {
    public StillbornFunction() {
        if (!Files.exists(Path.of(Environment.read().get("CURE")))) {
            throw new IllegalStateException("not yet");
        }
    }

    @Override
    public Object handleRequest(Object event, Context context) {
        return "alive";
    }
}
