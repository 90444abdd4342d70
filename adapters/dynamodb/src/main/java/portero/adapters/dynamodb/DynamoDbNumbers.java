package portero.adapters.dynamodb;

import static java.util.stream.Collectors.toMap;
import static portero.adapters.dynamodb.Items.n;
import static portero.adapters.dynamodb.Items.optionalNumber;
import static portero.adapters.dynamodb.Items.s;
import static portero.adapters.dynamodb.Items.text;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import portero.domain.accounts.OperationState;
import portero.domain.helpdesk.Counts;
import portero.domain.helpdesk.Generations;
import portero.domain.helpdesk.Measure;
import portero.domain.helpdesk.Numbers;
import portero.domain.helpdesk.Share;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.helpdesk.TicketOperation;
import portero.domain.helpdesk.TopicId;
import portero.domain.helpdesk.Week;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.SchoolYear;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The numbers in the table: counters of each office, and with each ticket what is counted of it. */
public final class DynamoDbNumbers implements Numbers {
    private static final int ALL = 1000;
    private static final Duration OPERATION_LIFE = Duration.ofDays(7);
    /** Whoever reads the numbers of a generation that fades just then still finds them. */
    private static final Duration FADING = Duration.ofDays(7);
    /** Follows all that a topic's id is made of. */
    private static final String AFTER_ALL = "~";

    private final Table table;

    public DynamoDbNumbers(Table table) {
        this.table = table;
    }

    @Override
    public Generations generations(SchoolYear year) {
        return table.get(Keys.NUMBERS, Keys.year(year)).map(DynamoDbNumbers::generations).orElseGet(() -> {
            var first = Generations.first(year);
            return table.transact(table.puttingNew(item(first))) ? first : generations(year);
        });
    }

    @Override
    public boolean step(Generations from, Generations to) {
        return table.transact(table.puttingIf(item(to), "revision = :seen", Map.of(":seen", n(from.revision()))));
    }

    private static Map<String, AttributeValue> item(Generations generations) {
        var item = Items.Item.of(Keys.NUMBERS, Keys.year(generations.year()))
                .with("revision", generations.revision())
                .with("current", generations.current());
        generations.building().ifPresent(generation -> item.with("building", generation));
        generations.fading().ifPresent(generation -> item.with("fading", generation));
        return item.done();
    }

    private static Generations generations(Map<String, AttributeValue> item) {
        return new Generations(
                new SchoolYear(Integer.parseInt(text(item, Items.SK).substring(Keys.YEAR.length()))),
                optionalNumber(item, "revision").orElseThrow(),
                optionalNumber(item, "current").map(Math::toIntExact).orElseThrow(),
                optionalNumber(item, "building").map(Math::toIntExact),
                optionalNumber(item, "fading").map(Math::toIntExact));
    }

    @Override
    public Map<TicketNumber, Counted> counted(Collection<TicketNumber> tickets, int generation) {
        var counted = new HashMap<TicketNumber, Counted>();
        for (var item : table.getAll(tickets.stream()
                .map(ticket -> Items.key(Keys.ticket(ticket), Keys.counted(generation)))
                .toList())) {
            counted.put(
                    TicketItems.number(text(item, Items.PK).substring(Keys.TICKETS.length())),
                    new Counted(share(item), optionalNumber(item, "times").orElseThrow()));
        }
        return counted;
    }

    @Override
    public boolean count(
            Generations seen, int generation, TicketNumber ticket, Optional<Counted> before, Share now) {
        var writes = new ArrayList<TransactWriteItem>();
        // Whoever counts while a generation begins or goes must count in those that there are then, or the new one would
        // never hear of this ticket.
        writes.add(table.checking(
                Keys.NUMBERS, Keys.year(seen.year()), "revision = :seen", Map.of(":seen", n(seen.revision()))));
        var marker = item(ticket, generation, before.map(Counted::times).orElse(0L) + 1, now);
        writes.add(before.map(counted ->
                        table.puttingIf(marker, "times = :times", Map.of(":times", n(counted.times()))))
                .orElseGet(() -> table.puttingNew(marker)));
        now.since(before.map(Counted::share)).forEach((slot, counts) -> writes.add(
                adding(Keys.numbers(slot.office(), seen.year(), generation), slot.week(), slot.topic(), counts)));
        return table.obstacle(writes).isEmpty();
    }

    private TransactWriteItem adding(String pk, Week week, TopicId topic, Counts counts) {
        var terms = new ArrayList<String>();
        var values = new HashMap<String, AttributeValue>();
        counts.values().forEach((measure, value) -> {
            var name = name(measure);
            terms.add(name + " :" + name);
            values.put(":" + name, n(value));
        });
        return table.updating(pk, Keys.weekAndTopic(week, topic), "ADD " + String.join(", ", terms), values);
    }

    private static Map<String, AttributeValue> item(TicketNumber ticket, int generation, long times, Share share) {
        var item = Items.Item.of(Keys.ticket(ticket), Keys.counted(generation))
                .with("times", times)
                .with("topic", share.topic().value())
                .with("offices", Items.path(share.offices()))
                .done();
        item.put("weeks", AttributeValue.fromM(share.weeks().entrySet().stream()
                .collect(toMap(entry -> entry.getKey().toString(), entry -> AttributeValue.fromM(attributes(entry.getValue()))))));
        return item;
    }

    private static Map<String, AttributeValue> attributes(Counts counts) {
        return counts.values().entrySet().stream()
                .collect(toMap(entry -> name(entry.getKey()), entry -> n(entry.getValue())));
    }

    private static Share share(Map<String, AttributeValue> item) {
        return new Share(
                new TopicId(text(item, "topic")),
                Items.path(text(item, "offices")),
                item.get("weeks").m().entrySet().stream()
                        .collect(toMap(entry -> Week.read(entry.getKey()), entry -> counts(entry.getValue().m()))));
    }

    private static Counts counts(Map<String, AttributeValue> item) {
        var counts = new EnumMap<Measure, Long>(Measure.class);
        for (var measure : Measure.values()) {
            optionalNumber(item, name(measure)).ifPresent(value -> counts.put(measure, value));
        }
        return new Counts(counts);
    }

    /** {@code ANSWER_MINUTES} is the attribute {@code answerMinutes}. */
    private static String name(Measure measure) {
        var words = measure.name().toLowerCase(Locale.ROOT).split("_");
        return words[0]
                + String.join("", Arrays.stream(words)
                        .skip(1)
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .toList());
    }

    @Override
    public List<Line> between(InstitutionCode office, Week first, Week last) {
        var lines = new ArrayList<>(lines(Keys.avoided(office), first, last));
        for (var item : all(after -> table.query(Keys.NUMBERS, Keys.YEAR, ALL, after))) {
            var generations = generations(item);
            // Nothing happens to a ticket before its year begins.
            if (generations.year().value() <= last.sunday().getYear()) {
                lines.addAll(lines(Keys.numbers(office, generations.year(), generations.current()), first, last));
            }
        }
        return lines;
    }

    private List<Line> lines(String pk, Week first, Week last) {
        return all(after -> table.queryBetween(pk, first + "#", last + "#" + AFTER_ALL, ALL, after)).stream()
                .map(item -> {
                    var parts = text(item, Items.SK).split("#", 2);
                    return new Line(Week.read(parts[0]), new TopicId(parts[1]), counts(item));
                })
                .toList();
    }

    private static List<Map<String, AttributeValue>> all(
            Function<@Nullable Map<String, AttributeValue>, QueryResponse> query) {
        var items = new ArrayList<Map<String, AttributeValue>>();
        Map<String, AttributeValue> after = null;
        do {
            var page = query.apply(after);
            items.addAll(page.items());
            after = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null;
        } while (after != null);
        return items;
    }

    @Override
    public Earlier earlier(TicketOperation operation) {
        return table.get(Keys.operation(operation.id()), Keys.ONLY)
                .map(item -> text(item, "fingerprint").equals(operation.fingerprint()) ? Earlier.THE_SAME : Earlier.ANOTHER)
                .orElse(Earlier.NOTHING);
    }

    @Override
    public boolean avoid(
            TicketOperation operation, List<InstitutionCode> offices, Week week, TopicId topic, Instant now) {
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(table.puttingNew(Items.Item.of(Keys.operation(operation.id()), Keys.ONLY)
                .with("fingerprint", operation.fingerprint())
                .with("step", OperationState.Step.WRITTEN.name())
                .with(Items.EXPIRES_AT, now.plus(OPERATION_LIFE).getEpochSecond())
                .done()));
        offices.forEach(office -> writes.add(adding(Keys.avoided(office), week, topic, Counts.of(Measure.AVOIDED, 1))));
        return table.obstacle(writes).isEmpty();
    }

    @Override
    public int lastDrawn(SchoolYear year) {
        return table.get(Keys.sequence(year), Keys.ONLY)
                .flatMap(item -> optionalNumber(item, "lastNumber"))
                .map(Math::toIntExact)
                .orElse(0);
    }

    @Override
    public int walked(Generations generations) {
        return table.get(Keys.NUMBERS, Keys.walk(generations.year()))
                .filter(item -> optionalNumber(item, "revision").equals(Optional.of(generations.revision())))
                .flatMap(item -> optionalNumber(item, "walkedTo"))
                .map(Math::toIntExact)
                .orElse(0);
    }

    @Override
    public void walked(Generations generations, int sequence) {
        table.put(Items.Item.of(Keys.NUMBERS, Keys.walk(generations.year()))
                .with("revision", generations.revision())
                .with("walkedTo", sequence)
                .done());
    }

    @Override
    public void forget(Generations generations, Collection<TicketNumber> tickets, Instant now) {
        generations.fading().ifPresent(generation -> tickets.forEach(ticket -> forget(Keys.ticket(ticket), Keys.counted(generation), now)));
    }

    @Override
    public void forget(Generations generations, InstitutionCode office, Instant now) {
        generations.fading().map(generation -> Keys.numbers(office, generations.year(), generation)).ifPresent(pk -> {
            for (var item : all(after -> table.query(pk, ALL, after))) {
                forget(pk, text(item, Items.SK), now);
            }
        });
    }

    private void forget(String pk, String sk, Instant now) {
        table.update(
                pk,
                sk,
                "SET expiresAt = :forgetAt",
                "attribute_exists(pk) AND attribute_not_exists(expiresAt)",
                Map.of(":forgetAt", n(now.plus(FADING).getEpochSecond())));
    }
}
