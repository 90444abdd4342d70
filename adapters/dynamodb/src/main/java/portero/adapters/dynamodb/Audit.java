package portero.adapters.dynamodb;

import java.util.Map;
import java.util.stream.Collectors;
import portero.domain.accounts.Change;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Audit items: who did what to whom, where and when, in which request. */
final class Audit {
    private Audit() {}

    static Map<String, AttributeValue> item(Change change) {
        var when = change.at().toString();
        var item = Items.Item.of(Keys.audit(change.subject()), when + "#" + change.action() + "#" + change.requestId())
                .with("by", change.by().value())
                .with("action", change.action())
                .with("subject", change.subject().value())
                .with("at", change.at())
                .with("requestId", change.requestId())
                .done();
        change.institution().ifPresent(code -> {
            item.put("institution", Items.s(code.value()));
            item.put(Items.GSI1_PK, Items.s(Keys.changes(code)));
            item.put(Items.GSI1_SK, Items.s(when + "#" + change.requestId()));
        });
        item.put("details", AttributeValue.fromM(change.details().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Items.s(entry.getValue())))));
        return item;
    }
}
