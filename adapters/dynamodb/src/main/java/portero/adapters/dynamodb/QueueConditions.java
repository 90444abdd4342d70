package portero.adapters.dynamodb;

import static portero.adapters.dynamodb.Items.at;
import static portero.adapters.dynamodb.Items.s;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import portero.domain.helpdesk.QueueFilter;
import portero.domain.helpdesk.TopicId;
import portero.domain.schools.SchoolYear;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A filter of the queue in DynamoDB's words.
 *
 * @param expression null where nothing is left out
 */
record QueueConditions(@Nullable String expression, Map<String, AttributeValue> values) {
    // DynamoDB takes no more in one list.
    private static final int LIST = 100;

    private static final String LATE = "((attribute_exists(firstAnsweredAt) AND firstAnsweredAt > promisedAt)"
            + " OR (attribute_not_exists(firstAnsweredAt) AND attribute_exists(closedAt) AND closedAt > promisedAt)"
            + " OR (attribute_not_exists(firstAnsweredAt) AND attribute_not_exists(closedAt) AND promisedAt < :now))";
    private static final String TO_COME = "(attribute_not_exists(firstAnsweredAt) AND promisedAt >= :now AND promisedAt < :end)";

    static QueueConditions of(QueueFilter filter, Instant now) {
        var conditions = new ArrayList<String>();
        var values = new HashMap<String, AttributeValue>();
        filter.statuses().only().ifPresent(status -> {
            conditions.add("ticketStatus = :status");
            values.put(":status", s(status.name()));
        });
        if (!filter.topics().isEmpty()) {
            conditions.add(topics(filter.topics().stream().toList(), values));
        }
        filter.institution().ifPresent(institution -> {
            conditions.add("institution = :institution");
            values.put(":institution", s(institution.value()));
        });
        filter.due().ifPresent(due -> {
            values.put(":now", at(now));
            conditions.add(switch (due) {
                case LATE -> LATE;
                case TODAY -> TO_COME;
                case WEEK -> TO_COME;
            });
            switch (due) {
                case LATE -> {}
                case TODAY -> values.put(":end", at(endOfDay(now, 0)));
                case WEEK -> values.put(":end", at(endOfDay(now, 6)));
            }
        });
        filter.filedBefore().ifPresent(moment -> {
            conditions.add("createdAt < :filedBefore");
            values.put(":filedBefore", at(moment));
        });
        filter.assigned().ifPresent(assigned -> {
            switch (assigned) {
                case QueueFilter.To(var agent) -> {
                    conditions.add("assignee = :assignee");
                    values.put(":assignee", s(agent.value()));
                }
                case QueueFilter.ToNobody() -> conditions.add("attribute_not_exists(assignee)");
            }
        });
        return new QueueConditions(conditions.isEmpty() ? null : String.join(" AND ", conditions), values);
    }

    private static String topics(List<TopicId> topics, Map<String, AttributeValue> values) {
        var lists = new ArrayList<String>();
        for (var from = 0; from < topics.size(); from += LIST) {
            var names = new ArrayList<String>();
            for (var topic : topics.subList(from, Math.min(from + LIST, topics.size()))) {
                var name = ":topic" + values.size();
                names.add(name);
                values.put(name, s(topic.value()));
            }
            lists.add("topic IN (" + String.join(", ", names) + ")");
        }
        return "(" + String.join(" OR ", lists) + ")";
    }

    /** The moment in Lima at which the day ends that comes so many days after today. */
    static Instant endOfDay(Instant now, int days) {
        return now.atZone(SchoolYear.LIMA)
                .toLocalDate()
                .plusDays(days + 1L)
                .atStartOfDay(SchoolYear.LIMA)
                .toInstant();
    }
}
