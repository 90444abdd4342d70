package portero.adapters.dynamodb;

import static java.util.stream.Collectors.toMap;
import static portero.adapters.dynamodb.Items.n;
import static portero.adapters.dynamodb.Items.optionalNumber;
import static portero.adapters.dynamodb.Items.optionalText;
import static portero.adapters.dynamodb.Items.s;
import static portero.adapters.dynamodb.Items.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import portero.domain.accounts.Change;
import portero.domain.helpdesk.BundledTopics;
import portero.domain.helpdesk.Catalogue;
import portero.domain.helpdesk.Priority;
import portero.domain.helpdesk.Route;
import portero.domain.helpdesk.Topic;
import portero.domain.helpdesk.TopicId;
import portero.domain.helpdesk.Topics;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Topics: those that were saved in the table, and in front of an empty table those that come with Portero. */
public final class DynamoDbTopics implements Topics {
    private static final int ALL = 1000;

    private final Table table;
    private final Map<TopicId, Topic> bundled =
            BundledTopics.read().stream().collect(toMap(Topic::id, Function.identity()));

    public DynamoDbTopics(Table table) {
        this.table = table;
    }

    @Override
    public Catalogue all() {
        var topics = new HashMap<>(bundled);
        var revision = 0L;
        Map<String, AttributeValue> after = null;
        do {
            var page = table.query(Keys.TOPICS, ALL, after);
            for (var item : page.items()) {
                if (text(item, Items.SK).equals(Keys.CATALOGUE)) {
                    revision = optionalNumber(item, "revision").orElseThrow();
                } else {
                    var topic = topic(item);
                    topics.put(topic.id(), topic);
                }
            }
            after = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null;
        } while (after != null);
        return new Catalogue(topics.values(), revision);
    }

    @Override
    public boolean save(Topic topic, Catalogue seen, Change change) {
        // Every change moves the catalogue on, so that of two that together would make a circle one looks again.
        return table.transact(
                moving(seen),
                table.putting(item(topic)),
                table.putting(Audit.item(change)));
    }

    private TransactWriteItem moving(Catalogue seen) {
        var next = Items.Item.of(Keys.TOPICS, Keys.CATALOGUE).with("revision", seen.revision() + 1).done();
        return seen.revision() == 0
                ? table.puttingNew(next)
                : table.puttingIf(next, "revision = :seen", Map.of(":seen", n(seen.revision())));
    }

    private static Map<String, AttributeValue> item(Topic topic) {
        var item = Items.Item.of(Keys.TOPICS, Keys.topic(topic.id()))
                .with("parent", topic.parent().map(TopicId::value))
                .with("place", topic.order())
                .with("offered", topic.offered() ? 1 : 0)
                .with("promisedHours", topic.hours())
                .with("priority", topic.priority().name())
                .with("route", topic.route().map(Route::name))
                .with("version", topic.version())
                .done();
        item.put("spanish", AttributeValue.fromM(words(topic.spanish())));
        item.put("english", AttributeValue.fromM(words(topic.english())));
        return item;
    }

    private static Topic topic(Map<String, AttributeValue> item) {
        return new Topic(
                new TopicId(text(item, Items.SK).substring(Keys.TOPIC.length())),
                optionalText(item, "parent").map(TopicId::new),
                number(item, "place"),
                number(item, "offered") == 1,
                number(item, "promisedHours"),
                Priority.valueOf(text(item, "priority")),
                optionalText(item, "route").map(Route::valueOf),
                words(item.get("spanish").m()),
                words(item.get("english").m()),
                optionalNumber(item, "version").orElseThrow());
    }

    private static int number(Map<String, AttributeValue> item, String name) {
        return Math.toIntExact(optionalNumber(item, name).orElseThrow());
    }

    private static Map<String, AttributeValue> words(Topic.Text words) {
        var values = new HashMap<String, AttributeValue>();
        values.put("title", s(words.title()));
        words.attach().ifPresent(attach -> values.put("attach", s(attach)));
        values.put("suggestions", AttributeValue.fromL(words.suggestions().stream()
                .map(one -> AttributeValue.fromM(Map.of("question", s(one.question()), "answer", s(one.answer()))))
                .toList()));
        values.put("answers", AttributeValue.fromL(words.answers().stream()
                .map(one -> AttributeValue.fromM(Map.of("title", s(one.title()), "text", s(one.text()))))
                .toList()));
        return values;
    }

    private static Topic.Text words(Map<String, AttributeValue> values) {
        return new Topic.Text(
                text(values, "title"),
                optionalText(values, "attach"),
                list(values, "suggestions", one -> new Topic.Suggestion(text(one, "question"), text(one, "answer"))),
                list(values, "answers", one -> new Topic.CannedAnswer(text(one, "title"), text(one, "text"))));
    }

    private static <T> List<T> list(
            Map<String, AttributeValue> values, String name, Function<Map<String, AttributeValue>, T> read) {
        return Optional.ofNullable(values.get(name)).map(AttributeValue::l).orElse(List.of()).stream()
                .map(AttributeValue::m)
                .map(read)
                .toList();
    }
}
