package portero.local.template;

import java.util.List;
import java.util.Map;

/**
 * A template whose resources exist.
 *
 * @param triggers what calls functions besides the HTTP API, in the order of the template
 * @param asyncInvokes by the name of the function, of those that say how their asynchronous invocations end
 */
public record Deployed(
        Application application, List<Trigger> triggers, Map<String, AsyncInvoke> asyncInvokes, Report report) {}
