package portero.local.gateway.echo;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Answers with its event, its context and its environment. */
public final class EchoFunction implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private final Map<String, String> environment = new TreeMap<>(Environment.read());

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        var told = new LinkedHashMap<String, Object>();
        told.put("functionName", context.getFunctionName());
        told.put("functionVersion", context.getFunctionVersion());
        told.put("memory", context.getMemoryLimitInMB());
        told.put("requestId", context.getAwsRequestId());
        told.put("arn", context.getInvokedFunctionArn());
        told.put("remaining", context.getRemainingTimeInMillis());
        told.put("logGroup", context.getLogGroupName());
        var answer = new LinkedHashMap<String, Object>();
        answer.put("event", event);
        answer.put("context", told);
        answer.put("environment", environment);
        return answer;
    }
}
