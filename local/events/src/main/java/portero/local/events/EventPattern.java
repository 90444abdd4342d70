package portero.local.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.List;
import software.amazon.event.ruler.Machine;

/** One or more patterns in the language of EventBridge; an event matches if it matches any of them. */
final class EventPattern {
    private final Machine machine = Machine.builder().build();

    /** @throws IllegalArgumentException if one is not a pattern */
    EventPattern(List<String> patterns) {
        for (var pattern : patterns) {
            try {
                machine.addRule(pattern, pattern);
            } catch (JsonProcessingException wrong) {
                throw new IllegalArgumentException(wrong.getOriginalMessage(), wrong);
            } catch (IOException wrong) {
                throw new IllegalArgumentException(wrong.getMessage(), wrong);
            }
        }
    }

    boolean matches(String event) {
        try {
            return !machine.rulesForJSONEvent(event).isEmpty();
        } catch (Exception notJson) {
            throw new IllegalArgumentException("Not an event: " + notJson.getMessage(), notJson);
        }
    }
}
