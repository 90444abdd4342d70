package portero.local.gateway;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import portero.local.template.Function;

/** Lambda's runtime client, bound to one function, reached by reflection since it lives in the function's loaders. */
final class RuntimeClient {
    private static final String PACKAGE = "com.amazonaws.services.lambda.runtime.api.client.";

    private final Function function;
    private final Map<String, String> environment;
    private final String binding;
    private final URLClassLoader code;
    private final RuntimeLoader runtime;

    RuntimeClient(
            Function function,
            Map<String, String> environment,
            String binding,
            URLClassLoader code,
            List<Path> runtimeJars) {
        this.function = function;
        this.environment = environment;
        this.binding = binding;
        this.code = code;
        this.runtime = new RuntimeLoader(runtimeJars, code);
        identify();
    }

    Function function() {
        return function;
    }

    ClassLoader codeLoader() {
        return code;
    }

    /** Makes a handler on the calling thread, its environment bound first. */
    Handler newHandler() throws Throwable {
        try {
            bind();
            var info = type("HandlerInfo")
                    .getMethod("fromString", String.class, ClassLoader.class)
                    .invoke(null, function.handler(), code);
            var handler = type("EventHandlerLoader")
                    .getMethod("loadEventHandler", info.getClass())
                    .invoke(null, info);
            var broken = type("LambdaRequestHandler$UserFaultHandler");
            if (broken.isInstance(handler)) {
                throw (Throwable) broken.getField("fault").get(handler);
            }
            var request = type("runtimeapi.dto.InvocationRequest");
            return new Handler(handler, type("LambdaRequestHandler").getMethod("call", request), request);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The type that Lambda would report for what a handler or its constructor threw. */
    static String faultType(Throwable thrown) {
        return thrown.getClass().getSimpleName().equals("UserFault")
                ? field(thrown, "exception", thrown.getClass().getName())
                : thrown.getClass().getName();
    }

    static String faultMessage(Throwable thrown) {
        return thrown.getClass().getSimpleName().equals("UserFault")
                ? field(thrown, "msg", "")
                : String.valueOf(thrown.getMessage());
    }

    /** What to write to the log of a fault: the runtime client's own text where it made one. */
    static String faultTrace(Throwable thrown) {
        if (thrown.getClass().getSimpleName().equals("UserFault")) {
            return field(thrown, "trace", "");
        }
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String field(Throwable fault, String name, String otherwise) {
        try {
            return fault.getClass().getField(name).get(fault) instanceof String text ? text : otherwise;
        } catch (ReflectiveOperationException e) {
            return otherwise;
        }
    }

    private void bind() throws Throwable {
        var parts = binding.split("::", 2);
        try {
            code.loadClass(parts[0]).getMethod(parts[1], Map.class).invoke(null, environment);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } catch (ReflectiveOperationException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalStateException(
                    "The template's InProcess.Environment names " + binding
                            + ", which is no public static method taking a Map in the code of " + function.name(),
                    e);
        }
    }

    private void identify() {
        try {
            var constants = type("LambdaEnvironment");
            constants.getField("FUNCTION_NAME").set(null, function.name());
            constants.getField("FUNCTION_VERSION").set(null, environment.get("AWS_LAMBDA_FUNCTION_VERSION"));
            constants.getField("MEMORY_LIMIT").set(null, function.memoryMegabytes());
            constants.getField("LOG_GROUP_NAME").set(null, environment.get("AWS_LAMBDA_LOG_GROUP_NAME"));
            constants.getField("LOG_STREAM_NAME").set(null, environment.get("AWS_LAMBDA_LOG_STREAM_NAME"));
            var customer = type("AWSLambda").getDeclaredField("customerClassLoader");
            customer.setAccessible(true);
            customer.set(null, code);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Lambda's runtime client is not the version this gateway knows", e);
        }
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(PACKAGE + name, true, runtime);
    }

    /** One handler of the function. */
    final class Handler {
        private final Object handler;
        private final Method call;
        private final Class<?> request;

        private Handler(Object handler, Method call, Class<?> request) {
            this.handler = handler;
            this.call = call;
            this.request = request;
        }

        byte[] call(Instance.Call call) throws Throwable {
            var event = request.getConstructor().newInstance();
            set(event, "setId", String.class, call.requestId());
            set(event, "setContent", byte[].class, call.event());
            set(event, "setInvokedFunctionArn", String.class, FunctionEnvironment.arn(function, environment));
            set(event, "setDeadlineTimeInMs", long.class, call.deadlineMillis());
            try {
                return ((ByteArrayOutputStream) this.call.invoke(handler, event)).toByteArray();
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private void set(Object event, String name, Class<?> type, Object value) throws ReflectiveOperationException {
            request.getMethod(name, type).invoke(event, value);
        }
    }
}
