package portero.local.events;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import portero.local.template.Trigger;

/**
 * An event of type {@code ScheduleV2} or {@code Schedule}: when a function is called, and with what.
 *
 * @param id unlike any other in the template, such as {@code SendRemindersFunction.Daily}
 * @param arn of the schedule, or of the rule that an older {@code Schedule} is
 * @param source as the event names it
 * @param input what the function gets instead of the usual event
 * @param undelivered the ARN of the queue for events whose function cannot be called
 */
record Schedule(
        String id,
        String function,
        String expression,
        Expression times,
        Optional<Instant> start,
        Optional<Instant> end,
        boolean enabled,
        String arn,
        String source,
        Optional<String> input,
        Optional<String> undelivered) {

    static final String OF_SCHEDULER = "aws.scheduler";

    private static final String OF_RULES = "aws.events";
    private static final Set<String> PROPERTIES = Set.of(
            "DeadLetterConfig",
            "Description",
            "EndDate",
            "FlexibleTimeWindow",
            "GroupName",
            "Input",
            "KmsKeyArn",
            "Name",
            "OmitName",
            "PermissionsBoundary",
            "RetryPolicy",
            "RoleArn",
            "ScheduleExpression",
            "ScheduleExpressionTimezone",
            "StartDate",
            "State");
    private static final Set<String> PROPERTIES_OF_RULES =
            Set.of("DeadLetterConfig", "Description", "Enabled", "Input", "Name", "RetryPolicy", "Schedule", "State");

    static Schedule readV2(Trigger trigger, EventSettings settings) {
        var given = Given.of(trigger, PROPERTIES);
        given.checkRetryPolicy();
        given.map("FlexibleTimeWindow", Set.of("MaximumWindowInMinutes", "Mode")).ifPresent(window -> {
            window.oneOf("Mode", Set.of("FLEXIBLE", "OFF"));
            window.whole("MaximumWindowInMinutes", 1, 1440);
        });
        var zone = zone(given);
        var name = given.text("Name").orElse(trigger.function() + trigger.name());
        var group = given.text("GroupName").orElse("default");
        return new Schedule(
                trigger.function() + "." + trigger.name(),
                trigger.function(),
                given.required("ScheduleExpression") + " " + zone,
                times(given, "ScheduleExpression", zone),
                date(given, "StartDate"),
                date(given, "EndDate"),
                given.enabled(),
                settings.arn("scheduler", "schedule/" + group + "/" + name),
                OF_SCHEDULER,
                given.text("Input"),
                given.deadLetters());
    }

    static Schedule read(Trigger trigger, EventSettings settings) {
        var given = Given.of(trigger, PROPERTIES_OF_RULES);
        given.checkRetryPolicy();
        var times = times(given, "Schedule", ZoneOffset.UTC);
        if (times instanceof Expression.At) {
            throw given.refused("can fire at(…) only as a ScheduleV2");
        }
        return new Schedule(
                trigger.function() + "." + trigger.name(),
                trigger.function(),
                given.required("Schedule"),
                times,
                Optional.empty(),
                Optional.empty(),
                given.flag("Enabled", true) && given.enabled(),
                settings.arn("events", "rule/" + given.text("Name").orElse(trigger.function() + trigger.name())),
                OF_RULES,
                given.text("Input"),
                given.deadLetters());
    }

    private static Expression times(Given given, String property, ZoneId zone) {
        var text = given.required(property);
        try {
            return Expression.parse(text, zone);
        } catch (IllegalArgumentException wrong) {
            throw given.refused("cannot fire by " + text + ": " + wrong.getMessage());
        }
    }

    private static ZoneId zone(Given given) {
        var name = given.text("ScheduleExpressionTimezone").orElse("UTC");
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw given.refused("has an unknown ScheduleExpressionTimezone: " + name);
        }
    }

    private static Optional<Instant> date(Given given, String property) {
        return given.text(property).map(text -> {
            try {
                return text.endsWith("Z") ? Instant.parse(text) : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException wrong) {
                throw given.refused("needs yyyy-mm-ddThh:mm:ss, in UTC, as its " + property + ", not " + text);
            }
        });
    }

    Optional<Instant> next(Instant after) {
        return times.next(begun(after)).filter(time -> end.map(last -> !time.isAfter(last)).orElse(true));
    }

    /** The last time after one instant, and not after the other. */
    Optional<Instant> latest(Instant after, Instant until) {
        var last = end.filter(until::isAfter).orElse(until);
        return times.latest(begun(after), last);
    }

    private Instant begun(Instant after) {
        return start.map(first -> first.minusMillis(1)).filter(after::isBefore).orElse(after);
    }

    /** What the function gets for a firing at this time. */
    String event(Instant time) {
        var at = time.truncatedTo(ChronoUnit.SECONDS).toString();
        var id = UUID.randomUUID().toString();
        if (input.isPresent()) {
            return source.equals(OF_SCHEDULER) ? filled(input.get(), at, id) : input.get();
        }
        var event = JsonFile.JSON
                .createObjectNode()
                .put("version", "0")
                .put("id", id)
                .put("detail-type", "Scheduled Event")
                .put("source", source)
                .put("account", arn.split(":")[4])
                .put("time", at)
                .put("region", arn.split(":")[3]);
        event.putArray("resources").add(arn);
        if (source.equals(OF_SCHEDULER)) {
            // The scheduler sends a text where rules send an object: aws-lambda-java-libs, issue 479.
            event.put("detail", "{}");
        } else {
            event.putObject("detail");
        }
        return event.toString();
    }

    /** The scheduler fills what it calls context attributes. */
    private String filled(String text, String time, String id) {
        return text.replace("<aws.scheduler.schedule-arn>", arn)
                .replace("<aws.scheduler.scheduled-time>", time)
                .replace("<aws.scheduler.execution-id>", id)
                .replace("<aws.scheduler.attempt-number>", "1");
    }
}
