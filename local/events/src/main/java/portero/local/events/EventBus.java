package portero.local.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** The default event bus: calls the functions whose rules match an event. */
public final class EventBus {
    private final List<Rule> rules;
    private final AsyncCalls calls;
    private final EventSettings settings;

    EventBus(List<Rule> rules, AsyncCalls calls, EventSettings settings) {
        this.rules = rules;
        this.calls = calls;
        this.settings = settings;
    }

    /**
     * Returns at once; functions are called in the background.
     *
     * @param event with {@code source}, {@code detail-type} and {@code detail}; what EventBridge adds is added where missing
     * @throws IllegalArgumentException if it is no such event
     */
    public void put(String event) {
        var complete = complete(event);
        for (var rule : rules) {
            if (rule.pattern().matches(complete)) {
                calls.call(rule.id(), rule.function(), rule.input().orElse(complete), rule.undelivered());
            }
        }
    }

    private String complete(String event) {
        try {
            if (!(JsonFile.JSON.readTree(event) instanceof ObjectNode given)
                    || !given.path("source").isTextual()
                    || !given.path("detail-type").isTextual()
                    || !given.path("detail").isObject()) {
                throw new IllegalArgumentException("An event needs source, detail-type and detail");
            }
            var complete = JsonFile.JSON
                    .createObjectNode()
                    .put("version", "0")
                    .put("id", UUID.randomUUID().toString())
                    .put("detail-type", "")
                    .put("source", "")
                    .put("account", settings.accountId())
                    .put("time", settings.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString())
                    .put("region", settings.region());
            complete.putArray("resources");
            complete.setAll(given);
            return complete.toString();
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("An event is a JSON object: " + notJson.getOriginalMessage(), notJson);
        }
    }
}
