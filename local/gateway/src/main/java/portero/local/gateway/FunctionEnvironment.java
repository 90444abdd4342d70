package portero.local.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import portero.local.template.Function;

/** The environment variables that Lambda gives a function, besides those of the template. */
final class FunctionEnvironment {
    private FunctionEnvironment() {}

    static Map<String, String> of(Function function, Code code, InvokerSettings settings) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("AWS_REGION", "us-east-1");
        variables.put("AWS_ACCESS_KEY_ID", "local");
        variables.put("AWS_SECRET_ACCESS_KEY", "local");
        variables.putAll(settings.environment());
        variables.put("AWS_DEFAULT_REGION", variables.get("AWS_REGION"));
        variables.putAll(function.environment());
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime());
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
        variables.put("LAMBDA_TASK_ROOT", code.folder().toString());
        variables.put("LAMBDA_RUNTIME_DIR", settings.runtime().toString());
        variables.put("_HANDLER", function.handler());
        variables.put("LANG", "en_US.UTF-8");
        variables.put("TZ", ":UTC");
        return Map.copyOf(variables);
    }

    static String arn(Function function, Map<String, String> environment) {
        return "arn:aws:lambda:" + environment.get("AWS_REGION") + ":000000000000:function:" + function.name();
    }
}
