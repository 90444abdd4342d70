package portero.local.template;

import java.util.Map;
import java.util.Set;

/**
 * Something other than the HTTP API that calls a function: a schedule, a stream, a rule.
 *
 * @param function the name of the {@link Function} that it calls
 * @param name the name of the event in the template
 * @param type as SAM names it, such as {@code ScheduleV2} or {@code DynamoDB}
 * @param properties resolved to plain maps, lists and scalars
 */
public record Trigger(String function, String name, String type, Map<String, Object> properties, Location location) {
    /** The types that happen here; a function's other events are reported as not created. */
    static final Set<String> DELIVERED = Set.of("CloudWatchEvent", "DynamoDB", "EventBridgeRule", "Schedule", "ScheduleV2");
}
