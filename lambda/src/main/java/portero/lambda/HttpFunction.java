package portero.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import portero.domain.Unavailable;
import portero.domain.schools.BadCursor;

/** A Lambda function behind an HTTP API route: parses, calls one use case, answers. */
public abstract class HttpFunction extends LambdaFunction {
    /** Answers a request; refusals are answers too, faults are exceptions. */
    protected abstract Response handle(Request request);

    @Override
    public final void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var request = new Request(JSON.std.mapFrom(input), context.getAwsRequestId());
        var response = answer(request);
        var event = new LinkedHashMap<String, Object>();
        event.put("statusCode", response.status());
        event.put("headers", response.headers());
        if (!response.cookies().isEmpty()) {
            event.put("cookies", response.cookies());
        }
        event.put("body", response.body().isPresent() ? JSON.std.asString(response.body().get()) : "");
        event.put("isBase64Encoded", false);
        JSON.std.write(event, output);
    }

    private Response answer(Request request) {
        try {
            return handle(request);
        } catch (RequestRefused refused) {
            return refused(request, refused.problem());
        } catch (BadCursor unknown) {
            return refused(request, Problem.invalid(java.util.List.of(new FieldError("cursor", FieldCode.MALFORMED))));
        } catch (Unavailable busy) {
            Log.fault(request.id(), getClass().getSimpleName(), busy);
            return Problem.of(ProblemCode.UNAVAILABLE, busy.waitFor()).response(request.id());
        } catch (RuntimeException fault) {
            Log.fault(request.id(), getClass().getSimpleName(), fault);
            return Problem.of(ProblemCode.INTERNAL).response(request.id());
        }
    }

    /** Answers a problem and logs its code. */
    protected final Response refused(Request request, Problem problem) {
        Log.refusal(request.id(), getClass().getSimpleName(), problem.code().code());
        return problem.response(request.id());
    }
}
