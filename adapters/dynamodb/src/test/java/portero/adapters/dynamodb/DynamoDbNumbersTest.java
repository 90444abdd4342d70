package portero.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.adapters.dynamodb.Samples.institution;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import portero.domain.Outcome;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.helpdesk.BusinessHours;
import portero.domain.helpdesk.CountTickets;
import portero.domain.helpdesk.Counts;
import portero.domain.helpdesk.Entry;
import portero.domain.helpdesk.Filing;
import portero.domain.helpdesk.Measure;
import portero.domain.helpdesk.Numbers;
import portero.domain.helpdesk.Participant;
import portero.domain.helpdesk.Priority;
import portero.domain.helpdesk.RebuildNumbers;
import portero.domain.helpdesk.Share;
import portero.domain.helpdesk.Ticket;
import portero.domain.helpdesk.TicketAct;
import portero.domain.helpdesk.TicketChange;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.helpdesk.TicketOperation;
import portero.domain.helpdesk.Tickets;
import portero.domain.helpdesk.TopicId;
import portero.domain.helpdesk.Week;
import portero.domain.mail.Language;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.InstitutionKind;
import portero.domain.schools.PersonId;
import portero.domain.schools.SchoolCalendar;
import portero.domain.schools.SchoolYear;

class DynamoDbNumbersTest {
    private static final SchoolYear YEAR = Samples.YEAR;
    private static final Week FIRST = Week.of(YEAR.previous().lastDay().minusDays(20));
    private static final Week LAST = Week.of(YEAR.lastDay().plusDays(80));
    private static final BusinessHours HOURS = new BusinessHours(SchoolCalendar.bundled());
    private static final Participant REQUESTER = new Participant(new PersonId("rrrrrrrrrrrrrrrr"), "Rosa Elvira");
    private static final Institution SCHOOL =
            institution("0990124-0", InstitutionKind.SCHOOL, "Los Ceibos", "PE", "990000", "990101");
    private static final List<Institution> OFFICES = List.of(
            institution("PE", InstitutionKind.COUNTRY, "País"),
            institution("990000", InstitutionKind.DRE, "DRE", "PE"),
            institution("990101", InstitutionKind.UGEL, "UGEL Río Claro", "PE", "990000"),
            institution("990102", InstitutionKind.UGEL, "UGEL Los Andes", "PE", "990000"));
    private static final List<TopicId> TOPICS =
            List.of(new TopicId("no-permite-agregar"), new TopicId("no-puede-ingresar"), new TopicId("otros"));
    private static final List<TicketAct> ACTS =
            List.of(TicketAct.ANSWER, TicketAct.QUESTION, TicketAct.SOLUTION, TicketAct.REOPEN, TicketAct.NOTE);

    private final TestTable surroundings = new TestTable();
    private final Table table = surroundings.table();
    private final Tickets tickets = new DynamoDbTickets(table);
    private final Numbers numbers = new DynamoDbNumbers(table);
    private final CountTickets countTickets = new CountTickets(tickets, numbers, HOURS);
    private final RebuildNumbers rebuildNumbers =
            new RebuildNumbers(tickets, numbers, HOURS, InstantSource.fixed(Samples.NOW));
    private final Random random = new Random(20260601);

    @AfterEach
    void close() {
        surroundings.close();
    }

    @Test
    void a_ticket_is_counted_once_however_often_it_is_told_of() {
        var ticket = file(Samples.NOW);

        for (var time = 0; time < 3; time++) {
            countTickets.run(ticket);
        }

        assertThat(shown()).isEqualTo(recount(List.of(ticket)));
        assertThat(sum(Measure.RECEIVED)).isEqualTo(1);
    }

    @Test
    void a_change_that_nobody_told_of_is_made_good_by_the_next() {
        var ticket = file(Samples.NOW);
        countTickets.run(ticket);
        act(ticket, TicketAct.ANSWER, Samples.NOW.plus(Duration.ofHours(1)));
        act(ticket, TicketAct.SOLUTION, Samples.NOW.plus(Duration.ofDays(8)));

        countTickets.run(ticket);

        assertThat(shown()).isEqualTo(recount(List.of(ticket)));
        assertThat(sum(Measure.ANSWERED)).isEqualTo(1);
        assertThat(sum(Measure.SOLVED)).isEqualTo(1);
    }

    @Test
    void a_ticket_that_is_reopened_and_solved_again_moves_its_solution() {
        var ticket = file(Samples.NOW);
        act(ticket, TicketAct.SOLUTION, Samples.NOW.plus(Duration.ofHours(1)));
        countTickets.run(ticket);
        act(ticket, TicketAct.REOPEN, Samples.NOW.plus(Duration.ofDays(2)));
        countTickets.run(ticket);
        var meanwhile = sum(Measure.SOLVED);
        act(ticket, TicketAct.SOLUTION, Samples.NOW.plus(Duration.ofDays(8)));

        countTickets.run(ticket);

        assertThat(meanwhile).isZero();
        assertThat(shown()).isEqualTo(recount(List.of(ticket)));
        assertThat(sum(Measure.SOLVED)).isEqualTo(1);
    }

    /** The one that looked at the ticket first would take back what the other has counted since. */
    @Test
    void a_change_told_and_counted_between_two_looks_stays_counted() {
        var ticket = file(Samples.NOW);
        var between = new AtomicBoolean(true);
        Runnable change = () -> {
            if (between.getAndSet(false)) {
                act(ticket, TicketAct.ANSWER, Samples.NOW.plus(Duration.ofHours(1)));
                countTickets.run(ticket);
            }
        };
        var slow = new CountTickets(
                after(Tickets.class, tickets, "findAll", change), after(Numbers.class, numbers, "counted", change), HOURS);

        slow.run(ticket);

        assertThat(between).isFalse();
        assertThat(sum(Measure.ANSWERED)).isEqualTo(1);
        assertThat(shown()).isEqualTo(recount(List.of(ticket)));
    }

    /** The same, but that something happens after each call of one method. */
    private static <T> T after(Class<T> type, T one, String method, Runnable then) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, called, given) -> {
            var answer = called.invoke(one, given);
            if (called.getName().equals(method)) {
                then.run();
            }
            return answer;
        }));
    }

    @Test
    void a_ticket_of_last_year_that_is_solved_in_this_one_counts_in_both() {
        var newYearsEve = Instant.parse("2025-12-31T14:00:00Z");
        var ticket = file(newYearsEve);
        act(ticket, TicketAct.SOLUTION, Instant.parse("2026-01-15T15:00:00Z"));

        countTickets.run(ticket);

        assertThat(shown()).isEqualTo(recount(List.of(ticket)));
        assertThat(numbers.between(OFFICES.getFirst().code(), Week.at(Instant.parse("2026-01-15T15:00:00Z")), LAST))
                .extracting(line -> line.counts().get(Measure.SOLVED))
                .containsExactly(1L);
    }

    /** As a stream may do it at its worst: told late, twice, in any order, to many at once, while the tickets change. */
    @Test
    void sums_come_out_right_however_changes_are_told_of() throws Exception {
        var hammer = new Hammer(40);

        hammer.run(() -> {});

        assertThat(shown()).isEqualTo(recount(hammer.filed));
        assertThat(sum(Measure.RECEIVED)).isEqualTo(40);
    }

    @Test
    void sums_come_out_right_when_the_year_is_counted_anew_meanwhile() throws Exception {
        var hammer = new Hammer(40);
        var rebuilt = new AtomicInteger();

        hammer.run(() -> {
            for (var time = 0; time < 3; time++) {
                rebuilt.addAndGet(rebuildNumbers.run(YEAR, () -> true).done() ? 1 : 0);
            }
        });

        assertThat(rebuilt).hasValue(3);
        assertThat(numbers.generations(YEAR).current()).isEqualTo(4);
        assertThat(shown()).isEqualTo(recount(hammer.filed));
    }

    @Test
    void counting_anew_heals_numbers_that_went_wrong_and_forgets_those_before() {
        var filed = new ArrayList<TicketNumber>();
        for (var i = 0; i < 5; i++) {
            filed.add(file(Samples.NOW.plus(Duration.ofDays(i))));
            countTickets.run(filed.getLast());
        }
        var wrong = Keys.numbers(InstitutionCode.COUNTRY, YEAR, 1);
        table.transact(table.updating(
                wrong,
                Keys.weekAndTopic(Week.at(Samples.NOW), TOPICS.getFirst()),
                "ADD received :some",
                Map.of(":some", Items.n(100))));

        var report = rebuildNumbers.run(YEAR, () -> true);

        assertThat(report.done()).isTrue();
        assertThat(shown()).isEqualTo(recount(filed));
        assertThat(surroundings.items(Keys.NUMBERS + "#"))
                .filteredOn(item -> item.get("pk").s().endsWith("#1"))
                .isNotEmpty()
                .allMatch(item -> item.containsKey(Items.EXPIRES_AT));
        assertThat(surroundings.items(Keys.TICKETS))
                .filteredOn(item -> item.get("sk").s().equals(Keys.counted(1)))
                .hasSize(5)
                .allMatch(item -> item.containsKey(Items.EXPIRES_AT));
    }

    @Test
    void counting_anew_goes_on_where_it_ended() {
        var filed = new ArrayList<TicketNumber>();
        for (var i = 0; i < 230; i++) {
            filed.add(file(Samples.NOW));
        }
        var runs = 0;
        var walked = 0L;
        RebuildNumbers.Report report;
        do {
            var steps = new AtomicInteger();
            report = rebuildNumbers.run(YEAR, () -> steps.getAndIncrement() < 1);
            walked += report.walked();
            runs++;
        } while (!report.done());

        assertThat(walked).isEqualTo(2 * 230);
        assertThat(runs).isEqualTo(8);
        assertThat(shown()).isEqualTo(recount(filed));
    }

    @Test
    void until_all_is_counted_anew_the_numbers_before_are_shown() {
        var ticket = file(Samples.NOW);
        countTickets.run(ticket);
        var steps = new AtomicInteger();

        var report = rebuildNumbers.run(YEAR, () -> steps.getAndIncrement() < 1);
        act(ticket, TicketAct.ANSWER, Samples.NOW.plus(Duration.ofHours(1)));
        countTickets.run(ticket);

        assertThat(report.done()).isFalse();
        assertThat(numbers.generations(YEAR).current()).isEqualTo(1);
        assertThat(shown()).isEqualTo(recount(List.of(ticket)));
    }

    /** Whoever read the generations before one began would keep the ticket from it. */
    @Test
    void nobody_counts_by_generations_of_the_past() {
        var ticket = file(Samples.NOW);
        var seen = numbers.generations(YEAR);
        rebuildNumbers.run(YEAR, () -> false);

        var counted = numbers.count(
                seen, 1, ticket, Optional.empty(), Share.of(tickets.find(ticket).orElseThrow(), HOURS));

        assertThat(counted).isFalse();
        assertThat(shown()).isEmpty();
    }

    @Test
    void a_ticket_that_was_not_filed_is_counted_once_a_key() throws Exception {
        var operation = operation("one");
        var offices = OFFICES.get(2).path();

        var counted = Together.run(8, _ -> numbers.avoid(
                operation, offices, Week.at(Samples.NOW), TOPICS.getFirst(), Samples.NOW));

        assertThat(counted).containsOnlyOnce(true);
        assertThat(sum(Measure.AVOIDED)).isEqualTo(1);
        assertThat(numbers.earlier(operation)).isEqualTo(Numbers.Earlier.THE_SAME);
        assertThat(numbers.earlier(new TicketOperation(operation.by(), operation.key(), "another")))
                .isEqualTo(Numbers.Earlier.ANOTHER);
        assertThat(numbers.earlier(operation("two"))).isEqualTo(Numbers.Earlier.NOTHING);
    }

    @Test
    void tickets_that_were_not_filed_stay_counted_when_the_others_are_counted_anew() {
        numbers.avoid(operation("one"), OFFICES.get(2).path(), Week.at(Samples.NOW), TOPICS.getFirst(), Samples.NOW);

        rebuildNumbers.run(YEAR, () -> true);

        assertThat(sum(Measure.AVOIDED)).isEqualTo(1);
    }

    /** Tickets that change while several count them by records which come shuffled and doubled. */
    private final class Hammer {
        private final List<TicketNumber> filed;
        private final ConcurrentLinkedQueue<TicketNumber> records = new ConcurrentLinkedQueue<>();

        private Hammer(int howMany) {
            filed = new ArrayList<>();
            for (var i = 0; i < howMany; i++) {
                filed.add(file(Samples.NOW.plus(Duration.ofHours(random.nextInt(2000)))));
                records.add(filed.getLast());
            }
        }

        private void run(Runnable meanwhile) throws Exception {
            var changing = new AtomicBoolean(true);
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                var counters = new ArrayList<Future<Integer>>();
                for (var i = 0; i < 6; i++) {
                    var seed = i;
                    counters.add(pool.submit(() -> {
                        count(new Random(seed), changing);
                        return seed;
                    }));
                }
                var others = pool.submit(meanwhile);
                try {
                    changeAll();
                    others.get();
                } finally {
                    changing.set(false);
                }
                for (var counter : counters) {
                    counter.get();
                }
            }
        }

        private void changeAll() {
            for (var round = 0; round < 6; round++) {
                for (var ticket : filed) {
                    if (change(ticket)) {
                        records.add(ticket);
                        records.add(filed.get(random.nextInt(filed.size())));
                    }
                }
            }
        }

        private void count(Random order, AtomicBoolean changing) throws InterruptedException {
            while (changing.get() || !records.isEmpty()) {
                var batch = new ArrayList<TicketNumber>();
                while (batch.size() < 10 && records.poll() instanceof TicketNumber next) {
                    batch.addAll(List.of(next, next));
                }
                Collections.shuffle(batch, order);
                batch.forEach(countTickets::run);
                if (batch.isEmpty()) {
                    Thread.sleep(5);
                }
            }
        }

        private boolean change(TicketNumber number) {
            var ticket = tickets.find(number).orElseThrow();
            var at = ticket.changedAt().plus(Duration.ofMinutes(1 + random.nextInt(3 * 24 * 60)));
            return ticket.after(ACTS.get(random.nextInt(ACTS.size())), at, HOURS) instanceof Outcome.Done<Ticket>(var after)
                    && tickets.write(change(ticket, after)) == Tickets.Written.WRITTEN;
        }

        private TicketChange change(Ticket before, Ticket after) {
            return TicketChange.of(
                    before, after, Entry.of(Entry.Kind.REPLY, Entry.Author.SYSTEM, after.changedAt(), "request", random));
        }
    }

    private TicketNumber file(Instant at) {
        var ticket = Ticket.filed(
                tickets.draw(SchoolYear.at(at)),
                new Filing(
                        at,
                        REQUESTER,
                        new Filing.Contact(new EmailAddress("rosa@example.org"), Optional.empty(), Optional.empty()),
                        Language.SPANISH,
                        SCHOOL,
                        OFFICES.get(random.nextInt(OFFICES.size())),
                        TOPICS.get(random.nextInt(TOPICS.size())),
                        Priority.NORMAL,
                        HOURS.after(at, 7),
                        Optional.empty(),
                        Optional.empty(),
                        "No puedo agregar a una docente."));
        var submitted = Entry.of(Entry.Kind.SUBMITTED, Entry.Author.requester(REQUESTER), at, "request", random);
        tickets.write(TicketChange.filing(ticket, submitted));
        return ticket.number();
    }

    private void act(TicketNumber number, TicketAct act, Instant at) {
        var before = tickets.find(number).orElseThrow();
        if (!(before.after(act, at, HOURS) instanceof Outcome.Done<Ticket>(var after))) {
            throw new AssertionError("Refused: " + act);
        }
        tickets.write(TicketChange.of(
                before, after, Entry.of(Entry.Kind.REPLY, Entry.Author.SYSTEM, at, "request", random)));
    }

    private TicketOperation operation(String key) {
        return TicketOperation.of(
                REQUESTER.person(), new IdempotencyKey(key + "-0123456789abcdef"), List.of("count-avoided"));
    }

    /** What all offices are shown, by office, week and topic. */
    private Map<Share.Slot, Counts> shown() {
        var all = new HashMap<Share.Slot, Counts>();
        for (var office : OFFICES) {
            for (var line : numbers.between(office.code(), FIRST, LAST)) {
                all.merge(new Share.Slot(office.code(), line.week(), line.topic()), line.counts(), Counts::plus);
            }
        }
        all.values().removeIf(Counts::isNone);
        return all;
    }

    /** The same, told from the tickets alone. */
    private Map<Share.Slot, Counts> recount(List<TicketNumber> filed) {
        var all = new HashMap<Share.Slot, Counts>();
        for (var ticket : tickets.findAll(filed).values()) {
            Share.of(ticket, HOURS).since(Optional.empty()).forEach((slot, counts) -> all.merge(slot, counts, Counts::plus));
        }
        return all;
    }

    private long sum(Measure measure) {
        return shown().entrySet().stream()
                .filter(entry -> entry.getKey().office().equals(InstitutionCode.COUNTRY))
                .mapToLong(entry -> entry.getValue().get(measure))
                .sum();
    }
}
