package portero.adapters.dynamodb;

import static portero.adapters.dynamodb.Items.n;
import static portero.adapters.dynamodb.Items.optionalAt;
import static portero.adapters.dynamodb.Items.optionalText;
import static portero.adapters.dynamodb.Items.s;
import static portero.adapters.dynamodb.Items.text;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import portero.domain.Page;
import portero.domain.accounts.OperationState;
import portero.domain.helpdesk.Entry;
import portero.domain.helpdesk.QueueCounts;
import portero.domain.helpdesk.QueueFilter;
import portero.domain.helpdesk.Ticket;
import portero.domain.helpdesk.TicketChange;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.helpdesk.TicketOperation;
import portero.domain.helpdesk.Tickets;
import portero.domain.helpdesk.Timer;
import portero.domain.schools.BadCursor;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.PersonId;
import portero.domain.schools.SchoolYear;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Tickets in the table: each a partition with the ticket, its timeline and what finds it again. */
public final class DynamoDbTickets implements Tickets {
    private static final int PAGE = 50;
    private static final int ALL = 1000;
    private static final int MOST_COUNTED = 1000;
    // Of a filter that leaves hardly anything, a page looks at so many and then lets the page ask on.
    private static final int MOST_LOOKED_AT = 2000;
    private static final Duration OPERATION_LIFE = Duration.ofDays(7);

    private final Table table;

    public DynamoDbTickets(Table table) {
        this.table = table;
    }

    @Override
    public TicketNumber draw(SchoolYear year) {
        return table.updated(
                        Keys.sequence(year),
                        Keys.ONLY,
                        "ADD lastNumber :one",
                        "attribute_not_exists(pk) OR lastNumber < :last",
                        Map.of(":one", n(1), ":last", n(TicketNumber.LAST)))
                .flatMap(item -> Items.optionalNumber(item, "lastNumber"))
                .map(number -> new TicketNumber(year.value(), Math.toIntExact(number)))
                .orElseThrow(() -> new IllegalStateException("The year has no more ticket numbers"));
    }

    @Override
    public Optional<Ticket> find(TicketNumber number) {
        return table.get(Keys.ticket(number), Keys.TICKET).map(TicketItems::ticket);
    }

    @Override
    public Map<TicketNumber, Ticket> findAll(Collection<TicketNumber> numbers) {
        var found = new HashMap<TicketNumber, Ticket>();
        for (var item : table.getAll(numbers.stream()
                .map(number -> Items.key(Keys.ticket(number), Keys.TICKET))
                .toList())) {
            var ticket = TicketItems.ticket(item);
            found.put(ticket.number(), ticket);
        }
        return found;
    }

    @Override
    public Optional<Thread> thread(TicketNumber number) {
        Optional<Ticket> ticket = Optional.empty();
        var entries = new ArrayList<Entry>();
        Map<String, AttributeValue> after = null;
        do {
            var page = table.query(Keys.ticket(number), ALL, after);
            for (var item : page.items()) {
                var sk = text(item, Items.SK);
                if (sk.equals(Keys.TICKET)) {
                    ticket = Optional.of(TicketItems.ticket(item));
                } else if (sk.startsWith(Keys.ENTRY)) {
                    entries.add(TicketItems.entry(item));
                }
            }
            after = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null;
        } while (after != null);
        return ticket.map(found -> new Thread(found, entries));
    }

    @Override
    public Earlier earlier(TicketOperation operation) {
        var item = table.get(Keys.operation(operation.id()), Keys.ONLY);
        if (item.isEmpty()) {
            return new Nothing();
        }
        return item.filter(found -> text(found, "fingerprint").equals(operation.fingerprint()))
                .flatMap(found -> optionalText(found, "ticket"))
                .<Earlier>map(number -> new TheSame(TicketItems.number(number)))
                .orElseGet(Another::new);
    }

    /** A write, and what it means when it alone, or it first, stands against the others. */
    private record Step(TransactWriteItem write, Written otherwise) {}

    @Override
    public Written write(List<TicketChange> changes) {
        var steps = new ArrayList<Step>();
        // In the order in which an obstacle is told: a key that was used means that all the rest is of the past as well.
        changes.forEach(change -> change.operation().ifPresent(operation -> steps.add(new Step(
                table.puttingNew(item(operation, change)), Written.KEY_USED))));
        changes.forEach(change -> change.spent().ifPresent(hash -> steps.add(new Step(
                table.deletingIf(
                        Keys.ticket(change.after().number()),
                        Keys.RATING,
                        "tokenHash = :hash",
                        Map.of(":hash", s(hash))),
                Written.TOKEN_SPENT))));
        changes.forEach(change -> steps.add(new Step(main(change), Written.CHANGED_MEANWHILE)));
        changes.forEach(change -> change.entries().forEach(entry -> binding(change.after().number(), entry)
                .forEach(write -> steps.add(new Step(write, Written.ATTACHMENT_NOT_USABLE)))));
        changes.forEach(change -> others(change)
                .forEach(write -> steps.add(new Step(write, Written.CHANGED_MEANWHILE))));
        var obstacle = table.obstacle(steps.stream().map(Step::write).toList());
        return obstacle.isEmpty() ? Written.WRITTEN : steps.get(obstacle.getAsInt()).otherwise();
    }

    private TransactWriteItem main(TicketChange change) {
        var item = TicketItems.item(change.after());
        return change.before()
                .map(before -> table.puttingIf(item, "version = :seen", Map.of(":seen", n(before.version()))))
                .orElseGet(() -> table.puttingNew(item));
    }

    private List<TransactWriteItem> binding(TicketNumber ticket, Entry entry) {
        return entry.brought().stream()
                .map(file -> DynamoDbAttachments.binding(
                        table, file, entry.by().who().orElseThrow().person(), ticket))
                .toList();
    }

    private List<TransactWriteItem> others(TicketChange change) {
        var after = change.after();
        var writes = new ArrayList<TransactWriteItem>();
        change.entries().forEach(entry -> writes.add(writing(table, after.number(), entry)));
        if (change.before().isEmpty()) {
            writes.add(table.putting(pointer(
                    after, Keys.REQUESTER, Keys.requester(after.filing().requester().person()))));
            writes.add(table.putting(pointer(
                    after, Keys.SCHOOL, Keys.institutionTickets(after.filing().institution().code()))));
        }
        mark(
                writes,
                after.number(),
                Keys.TIMER,
                change.before().flatMap(Ticket::timer).map(Timer::day).map(Keys::timer),
                after.timer().map(Timer::day).map(Keys::timer));
        mark(
                writes,
                after.number(),
                Keys.DEADLINE,
                change.before().flatMap(Ticket::deadline).map(Keys::deadline),
                after.deadline().map(Keys::deadline));
        change.messages().forEach(message -> writes.add(Messages.writing(table, message)));
        return writes;
    }

    /** A line of a ticket's timeline, in the transaction of what it tells of. */
    static TransactWriteItem writing(Table table, TicketNumber ticket, Entry entry) {
        return table.puttingNew(TicketItems.item(ticket, entry));
    }

    /** Moves the ticket's mark to another index partition. */
    private void mark(
            List<TransactWriteItem> writes,
            TicketNumber number,
            String sk,
            Optional<String> before,
            Optional<String> after) {
        if (after.isPresent() && !after.equals(before)) {
            writes.add(table.putting(Items.Item.of(Keys.ticket(number), sk)
                    .with(Items.GSI1_PK, after)
                    .with(Items.GSI1_SK, number.toString())
                    .done()));
        } else if (after.isEmpty() && before.isPresent()) {
            writes.add(table.deleting(Keys.ticket(number), sk));
        }
    }

    private static Map<String, AttributeValue> pointer(Ticket ticket, String sk, String indexPk) {
        return Items.Item.of(Keys.ticket(ticket.number()), sk)
                .with(Items.GSI1_PK, indexPk)
                .with(Items.GSI1_SK, Keys.ticketAt(ticket.filing().at(), ticket.number()))
                .done();
    }

    private static Map<String, AttributeValue> item(TicketOperation operation, TicketChange change) {
        var at = change.entries().getFirst().at();
        return Items.Item.of(Keys.operation(operation.id()), Keys.ONLY)
                .with("fingerprint", operation.fingerprint())
                .with("step", OperationState.Step.WRITTEN.name())
                .with("ticket", change.after().number().toString())
                .with(Items.EXPIRES_AT, at.plus(OPERATION_LIFE).getEpochSecond())
                .done();
    }

    @Override
    public Page<Ticket> of(PersonId requester, Optional<String> cursor) {
        return newestFirst(Keys.requester(requester), Keys.REQUESTER, cursor);
    }

    @Override
    public Page<Ticket> of(InstitutionCode institution, Optional<String> cursor) {
        return newestFirst(Keys.institutionTickets(institution), Keys.SCHOOL, cursor);
    }

    private Page<Ticket> newestFirst(String indexPk, String sk, Optional<String> cursor) {
        var page = table.queryIndex(
                indexPk, false, null, Map.of(), "pk, gsi1sk", PAGE, after(indexPk, sk, cursor).orElse(null));
        var numbers = numbers(page.items());
        var tickets = findAll(numbers);
        return new Page<>(
                numbers.stream().map(tickets::get).filter(Objects::nonNull).toList(),
                page.hasLastEvaluatedKey()
                        ? Optional.of(text(page.lastEvaluatedKey(), Items.GSI1_SK))
                        : Optional.empty());
    }

    @Override
    public Page<Ticket> queue(QueueFilter filter, Instant now, Optional<String> cursor) {
        var open = filter.statuses().areOpen();
        var indexPk = open ? Keys.queue(filter.office()) : Keys.settled(filter.office());
        var conditions = QueueConditions.of(filter, now);
        var found = new ArrayList<Map<String, AttributeValue>>();
        var start = after(indexPk, Keys.TICKET, cursor).orElse(null);
        var lookedAt = 0;
        QueryResponse page;
        do {
            page = table.queryIndex(
                    indexPk, open, conditions.expression(), conditions.values(), "pk, gsi1sk", ALL, start);
            found.addAll(page.items());
            lookedAt += page.scannedCount();
            start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null;
        } while (start != null && found.size() <= PAGE && lookedAt < MOST_LOOKED_AT);
        var shown = found.subList(0, Math.min(PAGE, found.size()));
        var next = found.size() > PAGE
                ? Optional.of(text(shown.getLast(), Items.GSI1_SK))
                : Optional.ofNullable(start).map(last -> text(last, Items.GSI1_SK));
        var numbers = numbers(shown);
        var tickets = findAll(numbers);
        return new Page<>(
                numbers.stream()
                        .map(tickets::get)
                        .filter(Objects::nonNull)
                        // The index may still show one that has just left this queue; the table knows.
                        .filter(ticket -> TicketItems.queue(ticket).equals(indexPk))
                        .toList(),
                next);
    }

    @Override
    public QueueCounts counts(InstitutionCode office, PersonId mine, Instant now) {
        var until = QueueConditions.endOfDay(now, 0);
        int open = 0;
        int late = 0;
        int today = 0;
        int own = 0;
        int unassigned = 0;
        Map<String, AttributeValue> start = null;
        do {
            var page = table.queryIndex(
                    Keys.queue(office),
                    true,
                    null,
                    Map.of(),
                    "promisedAt, firstAnsweredAt, assignee",
                    MOST_COUNTED - open,
                    start);
            for (var item : page.items()) {
                var promised = optionalAt(item, "promisedAt").orElseThrow();
                var answered = optionalAt(item, "firstAnsweredAt");
                var assignee = optionalText(item, "assignee");
                open++;
                late += answered.orElse(now).isAfter(promised) ? 1 : 0;
                today += answered.isEmpty() && !promised.isBefore(now) && promised.isBefore(until) ? 1 : 0;
                own += assignee.filter(mine.value()::equals).isPresent() ? 1 : 0;
                unassigned += assignee.isEmpty() ? 1 : 0;
            }
            start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null;
        } while (start != null && open < MOST_COUNTED);
        return new QueueCounts(open, late, today, own, unassigned);
    }

    @Override
    public Page<TicketNumber> dueOn(LocalDate day, Optional<String> cursor) {
        return marked(Keys.deadline(day), Keys.DEADLINE, cursor);
    }

    @Override
    public Page<TicketNumber> timedOn(LocalDate day, Optional<String> cursor) {
        return marked(Keys.timer(day), Keys.TIMER, cursor);
    }

    private Page<TicketNumber> marked(String indexPk, String sk, Optional<String> cursor) {
        var start = cursor.map(text -> TicketNumber.parse(text).orElseThrow(BadCursor::new))
                .map(number -> indexKey(number, sk, indexPk, number.toString()))
                .orElse(null);
        var page = table.queryIndex(indexPk, true, null, Map.of(), "pk", ALL, start);
        return new Page<>(
                numbers(page.items()),
                page.hasLastEvaluatedKey()
                        ? Optional.of(text(page.lastEvaluatedKey(), Items.GSI1_SK))
                        : Optional.empty());
    }

    private static List<TicketNumber> numbers(Collection<Map<String, AttributeValue>> items) {
        return items.stream()
                .map(item -> TicketItems.number(text(item, Items.PK).substring(Keys.TICKETS.length())))
                .toList();
    }

    /** A cursor is the sort key of the last ticket shown, of a moment and a number: it names nobody. */
    private static Optional<Map<String, AttributeValue>> after(String indexPk, String sk, Optional<String> cursor) {
        return cursor.map(text -> {
            var parts = text.split("#", -1);
            var number = Optional.of(parts)
                    .filter(two -> two.length == 2 && isMoment(two[0]))
                    .flatMap(two -> TicketNumber.parse(two[1]))
                    .orElseThrow(BadCursor::new);
            return indexKey(number, sk, indexPk, text);
        });
    }

    private static Map<String, AttributeValue> indexKey(TicketNumber number, String sk, String indexPk, String indexSk) {
        return Items.Item.of(Keys.ticket(number), sk)
                .with(Items.GSI1_PK, indexPk)
                .with(Items.GSI1_SK, indexSk)
                .done();
    }

    private static boolean isMoment(String text) {
        try {
            return Keys.moment(Instant.parse(text)).equals(text);
        } catch (DateTimeParseException other) {
            return false;
        }
    }
}
