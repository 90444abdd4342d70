package portero.local.events;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import portero.local.template.Trigger;

/**
 * An event of type {@code EventBridgeRule}: which events on the bus call a function.
 *
 * @param input what the function gets instead of the event
 * @param undelivered the ARN of the queue for events whose function cannot be called
 */
record Rule(String id, String function, EventPattern pattern, Optional<String> input, Optional<String> undelivered) {
    private static final Set<String> PROPERTIES = Set.of(
            "DeadLetterConfig",
            "EventBusName",
            "Input",
            "InputPath",
            "InputTransformer",
            "Pattern",
            "RetryPolicy",
            "RuleName",
            "State",
            "Target");

    /** Empty if the rule is switched off. */
    static Optional<Rule> read(Trigger trigger) {
        var given = Given.of(trigger, PROPERTIES);
        given.checkRetryPolicy();
        for (var name : List.of("InputPath", "InputTransformer")) {
            if (given.has(name)) {
                throw given.refused("has " + name + ", which is not supported here; let the function take what it needs");
            }
        }
        given.text("EventBusName").filter(bus -> !bus.equals("default") && !bus.endsWith(":event-bus/default")).ifPresent(bus -> {
            throw given.refused("is on the bus " + bus + "; here is the default one alone");
        });
        if (!given.has("Pattern")) {
            throw given.refused("needs Pattern");
        }
        EventPattern pattern;
        try {
            pattern = new EventPattern(List.of(JsonFile.JSON.valueToTree(given.properties().get("Pattern")).toString()));
        } catch (IllegalArgumentException wrong) {
            throw given.refused("has a Pattern that is none: " + wrong.getMessage());
        }
        var rule = new Rule(
                trigger.function() + "." + trigger.name(),
                trigger.function(),
                pattern,
                given.text("Input"),
                given.deadLetters());
        return given.enabled() ? Optional.of(rule) : Optional.empty();
    }
}
