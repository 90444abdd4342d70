package portero.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import portero.domain.files.Attachment;
import portero.domain.files.Attachment.State;
import portero.domain.files.AttachmentId;
import portero.domain.files.FileName;
import portero.domain.files.Rejection;
import portero.domain.files.Sha256;
import portero.domain.helpdesk.Entry;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.schools.PersonId;

class DynamoDbAttachmentsTest {
    private static final TicketNumber TICKET = new TicketNumber(2026, 1482);
    private static final TicketNumber OTHER_TICKET = new TicketNumber(2026, 1483);
    private static final PersonId OWNER = Samples.DIRECTOR;
    private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
    private static final SecureRandom RANDOM = new SecureRandom();

    private static TestTable store;
    private static DynamoDbAttachments attachments;

    private final Attachment photo = attachment(AttachmentId.random(RANDOM));

    @BeforeAll
    static void open() {
        store = new TestTable();
        attachments = new DynamoDbAttachments(store.table());
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static Attachment attachment(AttachmentId id) {
        return new Attachment(
                id,
                OWNER,
                FileName.parse("Captura «roles».PNG").orElseThrow(),
                48_213,
                Sha256.of(new byte[] {1, 2, 3}),
                Samples.NOW,
                State.EXPECTED,
                Optional.empty(),
                false,
                Optional.empty());
    }

    private boolean bind(PersonId sender, TicketNumber ticket) {
        return store.table().transact(DynamoDbAttachments.binding(store.table(), photo.id(), sender, ticket));
    }

    private Attachment found() {
        return attachments.find(photo.id()).orElseThrow();
    }

    private static Entry refused(Attachment attachment) {
        return Entry.of(Entry.Kind.ATTACHMENT_REFUSED, Entry.Author.SYSTEM, Samples.NOW, "request", RANDOM)
                .with(List.of(attachment.id()));
    }

    @Test
    void remembers_what_was_announced() {
        attachments.expect(photo);

        assertThat(found()).isEqualTo(photo);
        assertThat(attachments.findAll(List.of(photo.id(), AttachmentId.random(RANDOM)))).containsExactly(photo);
    }

    @Test
    void becomes_clean_once_and_never_after_it_was_refused() {
        attachments.expect(photo);
        var passed = attachments.passed(photo.id());
        var again = attachments.passed(photo.id());

        var condemned = attachments.refuse(photo, Rejection.MALWARE, refused(photo));

        assertThat(List.of(passed, again, condemned)).containsExactly(true, false, true);
        assertThat(found().state()).isEqualTo(State.REFUSED);
        assertThat(found().rejection()).contains(Rejection.MALWARE);
        assertThat(attachments.passed(photo.id())).isFalse();
        assertThat(attachments.refuse(photo, Rejection.UNREADABLE, refused(photo))).isFalse();
    }

    @Test
    void becomes_part_of_one_ticket_of_its_owner() {
        attachments.expect(photo);

        var byAnother = bind(Samples.OTHER_DIRECTOR, TICKET);
        var byOwner = bind(OWNER, TICKET);
        var twice = bind(OWNER, OTHER_TICKET);

        assertThat(List.of(byAnother, byOwner, twice)).containsExactly(false, true, false);
        assertThat(found().ticket()).contains(TICKET);
    }

    @Test
    void becomes_part_of_no_ticket_once_it_is_refused_or_about_to_be_forgotten() {
        attachments.expect(photo);
        attachments.refuse(photo, Rejection.ACTIVE_CONTENT, refused(photo));
        var whenRefused = bind(OWNER, TICKET);

        attachments.abandon(photo.id());

        assertThat(whenRefused).isFalse();
        assertThat(bind(OWNER, TICKET)).isFalse();
        assertThat(attachments.find(photo.id())).isEmpty();
        assertThat(attachments.findAll(List.of(photo.id()))).isEmpty();
    }

    /** A file and the ticket that it is sent with at that very moment: the ticket must hear of it. */
    @Test
    void is_not_refused_without_a_word_when_it_became_part_of_a_ticket_meanwhile() {
        attachments.expect(photo);
        bind(OWNER, TICKET);

        var unaware = attachments.refuse(photo, Rejection.ACTIVE_CONTENT, refused(photo));
        var aware = attachments.refuse(found(), Rejection.ACTIVE_CONTENT, refused(photo));

        assertThat(List.of(unaware, aware)).containsExactly(false, true);
        assertThat(store.items(Keys.ticket(TICKET)).stream().map(TicketItems::entry))
                .filteredOn(entry -> entry.attachments().contains(photo.id()))
                .singleElement()
                .extracting(Entry::kind)
                .isEqualTo(Entry.Kind.ATTACHMENT_REFUSED);
    }

    @Test
    void many_who_find_it_clean_or_hostile_at_once_leave_one_decision() throws Exception {
        attachments.expect(photo);

        var won = Together.run(16, number -> number % 2 == 0
                ? attachments.passed(photo.id())
                : attachments.refuse(photo, Rejection.ACTIVE_CONTENT, refused(photo)));

        // A refusal may still follow on a pass, never the other way round.
        assertThat(won.stream().filter(done -> done).count()).isBetween(1L, 2L);
        assertThat(found().state()).isEqualTo(State.REFUSED);
    }

    @Test
    void is_missing_only_as_part_of_a_ticket_and_while_it_is_expected() {
        attachments.expect(photo);
        var unbound = attachments.missing(photo.id());
        bind(OWNER, TICKET);

        var bound = attachments.missing(photo.id());

        assertThat(List.of(unbound, bound)).containsExactly(false, true);
        assertThat(found().state()).isEqualTo(State.MISSING);
        assertThat(attachments.passed(photo.id())).isFalse();
    }

    @Test
    void remembers_the_scan_and_makes_nothing_of_one_that_is_not_there() {
        var unknown = AttachmentId.random(RANDOM);
        attachments.expect(photo);

        attachments.scanned(photo.id());
        attachments.scanned(unknown);

        assertThat(found().scanned()).isTrue();
        assertThat(attachments.find(unknown)).isEmpty();
    }

    @Test
    void abandons_what_belongs_to_no_ticket_and_forgets_it() {
        attachments.expect(photo);

        var abandoned = attachments.abandon(photo.id());
        var again = attachments.abandon(photo.id());
        attachments.forget(photo.id());

        assertThat(List.of(abandoned, again)).containsExactly(true, true);
        assertThat(store.items(Keys.attachment(photo.id()))).isEmpty();
        assertThat(attachments.abandon(photo.id())).isFalse();
    }

    @Test
    void does_not_abandon_what_belongs_to_a_ticket() {
        attachments.expect(photo);
        bind(OWNER, TICKET);

        assertThat(attachments.abandon(photo.id())).isFalse();
        assertThat(found().ticket()).contains(TICKET);
    }

    @Test
    void lists_a_days_files_page_by_page_until_they_are_settled() {
        var day = new HashSet<AttachmentId>();
        for (var i = 0; i < 120; i++) {
            var some = attachment(AttachmentId.random(RANDOM));
            attachments.expect(some);
            day.add(some.id());
        }
        attachments.expect(photo);
        bind(OWNER, TICKET);
        attachments.settle(photo.id());
        var whileExpected = announced();
        attachments.passed(photo.id());

        attachments.settle(photo.id());

        assertThat(whileExpected).containsAll(day).contains(photo.id());
        assertThat(announced()).containsAll(day).doesNotContain(photo.id());
        assertThat(attachments.announcedOn(DAY.plusDays(1), Optional.empty()).items()).isEmpty();
        assertThat(found().state()).isEqualTo(State.CLEAN);
    }

    private static List<AttachmentId> announced() {
        var all = new ArrayList<AttachmentId>();
        Optional<String> cursor = Optional.empty();
        do {
            var page = attachments.announcedOn(DAY, cursor);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());
        return all;
    }
}
