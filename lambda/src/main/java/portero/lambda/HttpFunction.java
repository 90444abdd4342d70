package portero.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.jr.ob.JSON;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.executor.FunctionInitializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import portero.domain.Unavailable;
import portero.domain.schools.BadCursor;

/** A Lambda function behind an HTTP API route: parses, calls one use case, answers. */
public abstract class HttpFunction extends FunctionInitializer implements RequestStreamHandler {

    /** Answers a request; refusals are answers too, faults are exceptions. */
    protected abstract Response handle(Request request);

    /** What the function needs, made from its module's factories. */
    protected final <T> T bean(Class<T> type) {
        return getApplicationContext().getBean(type);
    }

    /** A whole number of the environment: {@code minimum-password-length} is {@code MINIMUM_PASSWORD_LENGTH}. */
    protected final int setting(String name) {
        return getApplicationContext().getRequiredProperty("portero." + name, Integer.class);
    }

    // Nothing is scanned or guessed at start: the environment is all the configuration there is.
    @Override
    protected ApplicationContextBuilder newApplicationContextBuilder() {
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .bootstrapEnvironment(false)
                .environmentPropertySource(false)
                .banner(false)
                .properties(Environment.current().asProperties());
    }

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

    /** A JSON object in the order given; absent values are left out. */
    protected static Map<String, Object> object(Object... namesAndValues) {
        return Json.object(namesAndValues);
    }
}
