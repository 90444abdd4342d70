package portero.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static portero.adapters.dynamodb.Samples.NOW;
import static portero.domain.helpdesk.Tickets.Written.ATTACHMENT_NOT_USABLE;
import static portero.domain.helpdesk.Tickets.Written.CHANGED_MEANWHILE;
import static portero.domain.helpdesk.Tickets.Written.KEY_USED;
import static portero.domain.helpdesk.Tickets.Written.TOKEN_SPENT;
import static portero.domain.helpdesk.Tickets.Written.WRITTEN;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portero.domain.Outcome;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.files.Attachment;
import portero.domain.files.AttachmentId;
import portero.domain.files.FileName;
import portero.domain.files.Sha256;
import portero.domain.helpdesk.BusinessHours;
import portero.domain.helpdesk.Entry;
import portero.domain.helpdesk.Filing;
import portero.domain.helpdesk.Participant;
import portero.domain.helpdesk.Priority;
import portero.domain.helpdesk.QueueCounts;
import portero.domain.helpdesk.QueueFilter;
import portero.domain.helpdesk.QueueFilter.Statuses;
import portero.domain.helpdesk.Ticket;
import portero.domain.helpdesk.TicketAct;
import portero.domain.helpdesk.TicketChange;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.helpdesk.TicketOperation;
import portero.domain.helpdesk.Tickets;
import portero.domain.helpdesk.TopicId;
import portero.domain.mail.Language;
import portero.domain.mail.Message;
import portero.domain.schools.BadCursor;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionKind;
import portero.domain.schools.MobileNumber;
import portero.domain.schools.PersonId;
import portero.domain.schools.SchoolCalendar;

class DynamoDbTicketsTest {
    private static final BusinessHours HOURS = new BusinessHours(SchoolCalendar.bundled());
    private static final Institution UGEL = Samples.institution("990101", InstitutionKind.UGEL, "UGEL", "PE", "990000");
    private static final Institution SCHOOL =
            Samples.institution("0990124-0", InstitutionKind.SCHOOL, "Los Ceibos", "PE", "990000", "990101");
    private static final Participant REQUESTER = new Participant(new PersonId("rrrrrrrrrrrrrrrr"), "Rosa Elvira Condezo");
    private static final Participant AGENT = new Participant(new PersonId("aaaaaaaaaaaaaaaa"), "Ana Luisa Quispe");
    private static final TopicId ADDING = new TopicId("no-permite-agregar");
    private static final TopicId OTHER = new TopicId("otro");

    private final SecureRandom random = new SecureRandom();
    private TestTable store;
    private Tickets tickets;

    @BeforeEach
    void open() {
        store = new TestTable();
        tickets = new DynamoDbTickets(store.table());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void draws_numbers_of_a_year_one_by_one_for_many_at_once() throws Exception {
        var drawn = Together.run(20, _ -> tickets.draw(Samples.YEAR));

        assertThat(new HashSet<>(drawn)).hasSize(20);
        assertThat(drawn.stream().mapToInt(TicketNumber::sequence).max()).hasValue(20);
        assertThat(tickets.draw(Samples.YEAR.previous())).isEqualTo(new TicketNumber(2025, 1));
    }

    @Test
    void keeps_a_ticket_with_all_that_was_said_of_it() {
        var full = new Filing(
                NOW,
                REQUESTER,
                new Filing.Contact(
                        new EmailAddress("rosa@example.org"), MobileNumber.parse("987654321"), Optional.of("12")),
                Language.ENGLISH,
                SCHOOL,
                UGEL,
                ADDING,
                Priority.URGENT,
                NOW.plus(Duration.ofHours(4)),
                Optional.of(new Participant(new PersonId("ffffffffffffffff"), "Flor Huamán")),
                Optional.of(new Filing.Context(Optional.of("users"), Optional.empty(), Optional.of("abc="))),
                "No puedo agregar …");
        var ticket = Ticket.filed(tickets.draw(Samples.YEAR), full);
        var submitted = entry(Entry.Kind.SUBMITTED, NOW).saying("No puedo agregar a una docente.");

        var written = tickets.write(TicketChange.filing(ticket, submitted));

        assertThat(written).isEqualTo(WRITTEN);
        assertThat(tickets.find(ticket.number())).contains(ticket);
        assertThat(tickets.thread(ticket.number())).contains(new Tickets.Thread(ticket, List.of(submitted)));
        assertThat(tickets.findAll(List.of(ticket.number(), new TicketNumber(2026, 99)))).containsOnlyKeys(ticket.number());
    }

    @Test
    void keeps_the_timeline_in_the_order_of_time_and_each_change_with_its_line() {
        var ticket = filed(ADDING, NOW);
        var asked = after(ticket, TicketAct.QUESTION, NOW.plusMillis(5));
        var reply = after(asked, TicketAct.REPLY, NOW.plusSeconds(2));

        change(ticket, asked, Entry.Kind.QUESTION);
        change(asked, reply, Entry.Kind.REPLY);

        var thread = tickets.thread(ticket.number()).orElseThrow();
        assertThat(thread.ticket()).isEqualTo(reply);
        assertThat(thread.entries()).extracting(Entry::kind)
                .containsExactly(Entry.Kind.SUBMITTED, Entry.Kind.QUESTION, Entry.Kind.REPLY);
        assertThat(thread.entries().get(1).change())
                .contains(new Entry.StatusChange(ticket.status(), asked.status()));
    }

    /** Two agents who have the same ticket open must not overwrite each other. */
    @Test
    void takes_one_of_many_changes_to_the_same_version() throws Exception {
        var ticket = filed(ADDING, NOW);

        var written = Together.run(8, _ -> change(ticket, after(ticket, TicketAct.ANSWER, NOW), Entry.Kind.REPLY));

        assertThat(written).containsOnlyOnce(WRITTEN);
        assertThat(written).filteredOn(one -> one != WRITTEN).containsOnly(CHANGED_MEANWHILE);
        assertThat(tickets.thread(ticket.number()).orElseThrow().entries()).hasSize(2);
    }

    @Test
    void writes_once_what_is_asked_for_many_times_with_one_key() throws Exception {
        var operation = operation("key", "the same");

        var written = Together.run(8, _ -> tickets.write(filing(ADDING, NOW).once(operation)));

        assertThat(written).containsOnlyOnce(WRITTEN);
        assertThat(written).filteredOn(one -> one != WRITTEN).containsOnly(KEY_USED);
        assertThat(tickets.of(REQUESTER.person(), Optional.empty()).items()).hasSize(1);
        assertThat(store.items("OUTBOX#")).hasSize(1);
    }

    @Test
    void knows_what_a_key_was_used_for() {
        var change = filing(ADDING, NOW).once(operation("key", "this"));

        tickets.write(change);

        assertThat(tickets.earlier(operation("key", "this"))).isEqualTo(new Tickets.TheSame(change.after().number()));
        assertThat(tickets.earlier(operation("key", "that"))).isEqualTo(new Tickets.Another());
        assertThat(tickets.earlier(operation("other-key", "this"))).isEqualTo(new Tickets.Nothing());
    }

    /** A key that somebody used to give access must not pass for a ticket's, nor break what reads it. */
    @Test
    void tells_keys_of_other_functions_from_its_own() {
        var accounts = new DynamoDbAccounts(store.table());
        var person = Samples.person(1);
        var access = Samples.operation(REQUESTER.person(), "shared", person);
        accounts.claim(access, person, NOW, Duration.ofSeconds(15));
        var own = new TicketOperation(REQUESTER.person(), new IdempotencyKey("own-0123456789abcdef"), "hash");
        tickets.write(filing(ADDING, NOW).once(own));

        var ofAccess = tickets.earlier(new TicketOperation(REQUESTER.person(), access.key(), "hash"));
        var ofTicket = accounts.operation(Samples.operation(REQUESTER.person(), "own", person));

        assertThat(ofAccess).isEqualTo(new Tickets.Another());
        assertThat(ofTicket).hasValueSatisfying(state -> assertThat(state.fingerprint()).isEqualTo("hash"));
    }

    @Test
    void takes_files_of_their_owner_once_and_all_or_none() {
        var file = file(REQUESTER.person());
        var another = file(AGENT.person());
        var ticket = filed(ADDING, NOW);
        var replied = after(ticket, TicketAct.REPLY, NOW);
        var reply = entry(Entry.Kind.REPLY, NOW);

        var stolen = tickets.write(TicketChange.of(ticket, replied, reply.with(List.of(file, another))));
        var taken = tickets.write(TicketChange.of(ticket, replied, reply.with(List.of(file))));
        var again = tickets.write(TicketChange.of(
                replied, after(replied, TicketAct.REPLY, NOW), entry(Entry.Kind.REPLY, NOW).with(List.of(file))));

        assertThat(stolen).isEqualTo(ATTACHMENT_NOT_USABLE);
        assertThat(taken).isEqualTo(WRITTEN);
        assertThat(again).isEqualTo(ATTACHMENT_NOT_USABLE);
        assertThat(new DynamoDbAttachments(store.table()).find(file).flatMap(Attachment::ticket)).contains(ticket.number());
        assertThat(tickets.find(ticket.number())).contains(replied);
    }

    @Test
    void uses_a_link_up_that_is_there_and_no_other() {
        var ticket = filed(ADDING, NOW);
        var resolved = after(ticket, TicketAct.SOLUTION, NOW);
        change(ticket, resolved, Entry.Kind.SOLUTION);
        var rated = TicketChange.of(
                resolved, after(resolved, TicketAct.RATE, NOW), entry(Entry.Kind.RATED, NOW));

        var written = tickets.write(rated.spending("hash"));

        assertThat(written).isEqualTo(TOKEN_SPENT);
        assertThat(tickets.find(ticket.number())).contains(resolved);
    }

    @Test
    void writes_two_tickets_together_or_neither() {
        var one = filed(ADDING, NOW);
        var other = filed(ADDING, NOW);
        var merged = TicketChange.of(one, after(one, TicketAct.MERGE, NOW), entry(Entry.Kind.MERGED, NOW));
        var otherMoved = after(other, TicketAct.ANSWER, NOW);
        change(other, otherMoved, Entry.Kind.REPLY);
        var absorbingTheOld = TicketChange.of(other, after(other, TicketAct.ABSORB, NOW), entry(Entry.Kind.MERGED, NOW));
        var absorbing = TicketChange.of(otherMoved, after(otherMoved, TicketAct.ABSORB, NOW), entry(Entry.Kind.MERGED, NOW));

        var stale = tickets.write(List.of(merged, absorbingTheOld));
        var fresh = tickets.write(List.of(merged, absorbing));

        assertThat(stale).isEqualTo(CHANGED_MEANWHILE);
        assertThat(fresh).isEqualTo(WRITTEN);
        assertThat(tickets.find(one.number())).contains(merged.after());
        assertThat(tickets.find(other.number())).contains(absorbing.after());
    }

    @Test
    void lists_somebodys_tickets_and_a_schools_newest_first_page_by_page() {
        var filed = new ArrayList<Ticket>();
        for (var i = 0; i < 53; i++) {
            filed.add(filed(ADDING, NOW.plusSeconds(i)));
        }

        var first = tickets.of(REQUESTER.person(), Optional.empty());
        var rest = tickets.of(REQUESTER.person(), first.next());
        var school = tickets.of(SCHOOL.code(), Optional.empty());

        assertThat(first.items()).isEqualTo(filed.reversed().subList(0, 50));
        assertThat(rest.items()).isEqualTo(filed.reversed().subList(50, 53));
        assertThat(rest.next()).isEmpty();
        assertThat(school.items()).isEqualTo(first.items());
        assertThat(tickets.of(AGENT.person(), Optional.empty()).items()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "2026-06-01T15:00:00.000Z#", "#2026-0000001-5", "2026-06-01T15:00:00Z#2026-0000001-5"})
    void knows_cursors_of_others(String cursor) {
        var foreign = Optional.of(cursor);

        assertThatThrownBy(() -> tickets.of(REQUESTER.person(), foreign)).isInstanceOf(BadCursor.class);
        assertThatThrownBy(() -> tickets.queue(all(Statuses.OPEN), NOW, foreign)).isInstanceOf(BadCursor.class);
    }

    @Test
    void queues_open_tickets_by_promise_and_ended_ones_by_their_end() {
        var later = filed(ADDING, NOW.plus(Duration.ofDays(1)));
        var sooner = filed(ADDING, NOW);
        var endedFirst = ended(filed(ADDING, NOW), NOW.plusSeconds(10));
        var endedLast = ended(filed(ADDING, NOW), NOW.plusSeconds(20));

        var open = tickets.queue(all(Statuses.OPEN), NOW, Optional.empty());
        var resolved = tickets.queue(all(Statuses.RESOLVED), NOW, Optional.empty());

        assertThat(open.items()).containsExactly(sooner, later);
        assertThat(resolved.items()).containsExactly(endedLast, endedFirst);
        assertThat(tickets.queue(all(Statuses.CLOSED), NOW, Optional.empty()).items()).isEmpty();
    }

    @Test
    void filters_a_queue_by_all_that_is_asked_together() {
        var mine = filed(ADDING, NOW);
        var taken = assigned(mine);
        var unassigned = filed(OTHER, NOW.plus(Duration.ofDays(1)));

        assertThat(queue(Set.of(ADDING, new TopicId("un-tercero")), Optional.empty(), Optional.empty())).containsExactly(taken);
        assertThat(queue(Set.of(), Optional.of(new QueueFilter.To(AGENT.person())), Optional.empty())).containsExactly(taken);
        assertThat(queue(Set.of(), Optional.of(new QueueFilter.ToNobody()), Optional.empty())).containsExactly(unassigned);
        assertThat(queue(Set.of(OTHER), Optional.of(new QueueFilter.To(AGENT.person())), Optional.empty())).isEmpty();
        assertThat(queue(Set.of(), Optional.empty(), Optional.of(NOW.plusMillis(1)))).containsExactly(taken);
        assertThat(tickets.queue(all(Statuses.NEW), NOW, Optional.empty()).items()).containsExactly(unassigned);
        assertThat(tickets.queue(all(Statuses.IN_PROGRESS), NOW, Optional.empty()).items()).containsExactly(taken);
    }

    /** What a list calls late and what the filter for late ones finds must be the same. */
    @Test
    void finds_late_those_that_say_so_and_those_due_that_await_an_answer() {
        var promised = filed(ADDING, NOW).filing().promisedAt();
        var inTime = filed(ADDING, NOW.plusMillis(1));
        change(inTime, after(inTime, TicketAct.ANSWER, promised), Entry.Kind.REPLY);
        var answeredLate = filed(ADDING, NOW.plusMillis(2));
        change(answeredLate, after(answeredLate, TicketAct.ANSWER, promised.plusSeconds(9)), Entry.Kind.REPLY);
        var justLate = promised.plusMillis(10);

        var late = due(QueueFilter.Due.LATE, justLate);
        var today = due(QueueFilter.Due.TODAY, NOW);
        var tomorrow = due(QueueFilter.Due.TODAY, NOW.plus(Duration.ofDays(1)));
        var week = due(QueueFilter.Due.WEEK, NOW.minus(Duration.ofDays(6)));
        var eight = due(QueueFilter.Due.WEEK, NOW.minus(Duration.ofDays(7)));

        var open = tickets.queue(all(Statuses.OPEN), NOW, Optional.empty()).items();
        assertThat(late).isEqualTo(open.stream().filter(ticket -> ticket.isLate(justLate)).toList()).hasSize(2);
        assertThat(today).hasSize(1);
        assertThat(tomorrow).isEmpty();
        assertThat(week).isEqualTo(today);
        assertThat(eight).isEmpty();
    }

    @Test
    void pages_through_what_a_filter_leaves() {
        for (var i = 0; i < 120; i++) {
            filed(i % 2 == 0 ? ADDING : OTHER, NOW.plusSeconds(i));
        }
        var wanted = new QueueFilter(
                UGEL.code(), Statuses.OPEN, Set.of(OTHER), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        var first = tickets.queue(wanted, NOW, Optional.empty());
        var rest = tickets.queue(wanted, NOW, first.next());

        assertThat(first.items()).hasSize(50);
        assertThat(rest.items()).hasSize(10).doesNotContainAnyElementsOf(first.items());
        assertThat(rest.next()).isEmpty();
    }

    @Test
    void counts_what_an_office_has_to_do() {
        var taken = assigned(filed(ADDING, NOW));
        filed(ADDING, NOW);
        ended(filed(ADDING, NOW), NOW);

        var now = tickets.counts(UGEL.code(), AGENT.person(), NOW);
        var late = tickets.counts(UGEL.code(), AGENT.person(), taken.filing().promisedAt().plusMillis(1));
        var elsewhere = tickets.counts(SCHOOL.code(), AGENT.person(), NOW);

        assertThat(now).isEqualTo(new QueueCounts(2, 0, 2, 1, 1));
        assertThat(late).isEqualTo(new QueueCounts(2, 2, 0, 1, 1));
        assertThat(elsewhere).isEqualTo(new QueueCounts(0, 0, 0, 0, 0));
    }

    @Test
    void marks_the_days_on_which_something_is_due_and_moves_the_marks_with_the_ticket() {
        var ticket = filed(ADDING, NOW);
        var due = ticket.deadline().orElseThrow();
        var asked = after(ticket, TicketAct.QUESTION, NOW);
        change(ticket, asked, Entry.Kind.QUESTION);
        var reminder = asked.timer().orElseThrow().day();
        var whileAsked = List.of(tickets.dueOn(due, Optional.empty()).items(), tickets.timedOn(reminder, Optional.empty()).items());

        var solved = after(asked, TicketAct.SOLUTION, NOW);
        change(asked, solved, Entry.Kind.SOLUTION);

        assertThat(whileAsked).containsExactly(List.of(ticket.number()), List.of(ticket.number()));
        assertThat(tickets.dueOn(due, Optional.empty()).items()).isEmpty();
        assertThat(tickets.timedOn(reminder, Optional.empty()).items()).isEmpty();
        assertThat(tickets.timedOn(LocalDate.of(2026, 6, 12), Optional.empty()).items()).containsExactly(ticket.number());
    }

    private List<Ticket> queue(Set<TopicId> topics, Optional<QueueFilter.Assigned> assigned, Optional<Instant> before) {
        var filter = new QueueFilter(
                UGEL.code(), Statuses.OPEN, topics, Optional.of(SCHOOL.code()), Optional.empty(), before, assigned);
        return tickets.queue(filter, NOW, Optional.empty()).items();
    }

    private List<Ticket> due(QueueFilter.Due due, Instant now) {
        var filter = new QueueFilter(
                UGEL.code(), Statuses.OPEN, Set.of(), Optional.empty(), Optional.of(due), Optional.empty(), Optional.empty());
        return tickets.queue(filter, now, Optional.empty()).items();
    }

    private static QueueFilter all(Statuses statuses) {
        return new QueueFilter(
                UGEL.code(), statuses, Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private Ticket filed(TopicId topic, Instant now) {
        var change = filing(topic, now);
        assertThat(tickets.write(change)).isEqualTo(WRITTEN);
        return change.after();
    }

    private TicketChange filing(TopicId topic, Instant now) {
        var ticket = Ticket.filed(
                tickets.draw(Samples.YEAR),
                new Filing(
                        now,
                        REQUESTER,
                        new Filing.Contact(new EmailAddress("rosa@example.org"), Optional.empty(), Optional.empty()),
                        Language.SPANISH,
                        SCHOOL,
                        UGEL,
                        topic,
                        Priority.NORMAL,
                        now.plus(Duration.ofHours(4)),
                        Optional.empty(),
                        Optional.empty(),
                        "No puedo agregar a una docente."));
        var submitted = entry(Entry.Kind.SUBMITTED, now);
        return TicketChange.filing(ticket, submitted)
                .telling(List.of(Message.notice(
                        new Message.TicketNews(ticket.number(), submitted.id(), Message.News.RECEIVED),
                        Language.SPANISH,
                        now,
                        random)));
    }

    private Ticket ended(Ticket ticket, Instant at) {
        var solved = after(ticket, TicketAct.SOLUTION, at);
        change(ticket, solved, Entry.Kind.SOLUTION);
        return solved;
    }

    private Ticket assigned(Ticket ticket) {
        var after = after(ticket, TicketAct.ASSIGN, NOW);
        var taken = new Ticket(
                after.number(), after.filing(), after.version(), after.shownVersion(), after.status(), after.changedAt(),
                Optional.of(AGENT), after.firstAnsweredAt(), after.resolvedAt(), after.closedAt(), after.mergedInto(),
                after.rating(), after.ratedAt(), after.resetOffer(), after.timer());
        change(ticket, taken, Entry.Kind.ASSIGNED);
        return taken;
    }

    private static Ticket after(Ticket ticket, TicketAct act, Instant now) {
        return ((Outcome.Done<Ticket>) ticket.after(act, now, HOURS)).value();
    }

    private Tickets.Written change(Ticket before, Ticket after, Entry.Kind kind) {
        return tickets.write(TicketChange.of(before, after, entry(kind, after.changedAt())));
    }

    private Entry entry(Entry.Kind kind, Instant at) {
        return Entry.of(kind, Entry.Author.requester(REQUESTER), at, "request", random);
    }

    private AttachmentId file(PersonId owner) {
        var attachment = new Attachment(
                AttachmentId.random(random),
                owner,
                FileName.parse("foto.jpg").orElseThrow(),
                100,
                Sha256.of(new byte[100]),
                NOW,
                Attachment.State.EXPECTED,
                Optional.empty(),
                false,
                Optional.empty());
        new DynamoDbAttachments(store.table()).expect(attachment);
        return attachment.id();
    }

    private static TicketOperation operation(String key, String intention) {
        return TicketOperation.of(
                REQUESTER.person(), new IdempotencyKey(key + "-0123456789abcdef"), List.of(intention));
    }
}
