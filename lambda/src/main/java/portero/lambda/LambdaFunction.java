package portero.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.executor.FunctionInitializer;
import java.util.Map;

/** What every function is made of, whatever calls it. */
abstract class LambdaFunction extends FunctionInitializer implements RequestStreamHandler {

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

    /** A JSON object in the order given; absent values are left out. */
    protected static Map<String, Object> object(Object... namesAndValues) {
        return Json.object(namesAndValues);
    }
}
