package portero.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import portero.domain.accounts.Login;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.mail.Language;
import portero.domain.mail.Message;
import portero.domain.mail.MessageId;
import portero.domain.mail.Outbox;
import portero.domain.mail.RecoveryId;
import portero.domain.schools.EmailAddress;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbOutboxTest {
    private static final Instant NOW = Samples.NOW;
    private static final Instant LATER = NOW.plus(Outbox.PATIENCE);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private TestTable store;
    private DynamoDbOutbox outbox;

    @BeforeEach
    void open() {
        store = new TestTable();
        outbox = new DynamoDbOutbox(store.table());
    }

    @AfterEach
    void close() {
        store.close();
    }

    static Stream<Message.Content> contents() {
        var recovery = new RecoveryId("0123456789abcdefghjkmnpqrs");
        var address = new EmailAddress("rosa@example.org");
        return Stream.of(
                new Message.RecoveryRequested(recovery, new Login("50118834"), Optional.empty()),
                new Message.RecoveryRequested(recovery, new Login("CE12345678"), Optional.of(Samples.SCHOOL)),
                new Message.EmailToVerify(Samples.DIRECTOR, address),
                new Message.PasswordWasReset(Samples.DIRECTOR, Samples.SCHOOL),
                new Message.PasswordWasChanged(Samples.DIRECTOR),
                new Message.EmailWasChanged(Samples.DIRECTOR, address),
                new Message.PasswordsEnding(Samples.DIRECTOR, List.of()),
                new Message.PasswordsEnding(
                        Samples.DIRECTOR,
                        List.of(
                                new Message.Ending(Samples.person(1).id(), Samples.SCHOOL, NOW),
                                new Message.Ending(Samples.person(2).id(), Samples.OTHER_SCHOOL, NOW.minusMillis(1)))),
                new Message.TicketNews(new TicketNumber(2026, 1482), "entry-1", Message.News.RESOLVED),
                new Message.TicketsDue(
                        Samples.DIRECTOR, List.of(new TicketNumber(2026, 1482), new TicketNumber(2025, 9_999_999))),
                new Message.TicketsDue(Samples.DIRECTOR, List.of()));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void gives_back_every_kind_of_message_as_it_was_written(Message.Content content) {
        var message = new Message(id(), content, Language.ENGLISH, NOW, NOW.plusSeconds(600));

        outbox.put(message);

        assertThat(outbox.find(message.id())).contains(message);
        assertThat(outbox.claim(message.id(), NOW)).contains(message);
    }

    /** What the stream's filter in template.yaml looks for. */
    @Test
    void starts_as_the_stream_expects_it() {
        var message = message();

        outbox.put(message);

        assertThat(store.items("OUTBOX#" + message.id()).getFirst())
                .containsEntry("messageState", Items.s("WAITING"))
                .doesNotContainKey("expiresAt");
    }

    @Test
    void writes_one_id_once_whatever_became_of_it() {
        var message = message();

        var first = outbox.put(message);
        var second = outbox.put(message);
        outbox.claim(message.id(), NOW);
        outbox.sent(message.id(), "provider-1", NOW);
        var third = outbox.put(message);

        assertThat(List.of(first, second, third)).containsExactly(true, false, false);
    }

    /** The helper that others put into their transactions. */
    @Test
    void is_written_together_with_what_it_tells_of_or_not_at_all() {
        var message = message();
        var table = store.table();
        outbox.put(message);

        var done = table.transact(Messages.writing(table, message), table.putting(Items.key("OTHER", "-")));

        assertThat(done).isFalse();
        assertThat(store.items("OTHER")).isEmpty();
    }

    /** The stream delivers at least once, and reconcile may offer a message at the same moment. */
    @Test
    void is_claimed_by_one_of_many() throws Exception {
        var message = written();

        var claims = Together.run(16, _ -> outbox.claim(message.id(), NOW));

        assertThat(claims.stream().flatMap(Optional::stream)).containsExactly(message);
    }

    @Test
    void is_not_claimed_once_it_was_sent_or_given_up() {
        var sent = written();
        var givenUp = written();
        outbox.claim(sent.id(), NOW);
        outbox.sent(sent.id(), "provider-1", NOW);
        outbox.claim(givenUp.id(), NOW);
        outbox.giveUp(givenUp.id(), "no-address", NOW);

        var claims = Stream.of(sent.id(), givenUp.id(), new MessageId("never-written"))
                .map(id -> outbox.claim(id, LATER))
                .toList();

        assertThat(claims).containsOnly(Optional.empty());
    }

    @Test
    void is_claimed_again_after_it_was_released() {
        var message = written();
        outbox.claim(message.id(), NOW);

        outbox.release(message.id());

        assertThat(outbox.claim(message.id(), NOW)).contains(message);
    }

    /** A release that comes late must not open a message that was sent. */
    @Test
    void cannot_be_released_once_it_was_sent() {
        var message = written();
        outbox.claim(message.id(), NOW);
        outbox.sent(message.id(), "provider-1", NOW);

        outbox.release(message.id());
        outbox.giveUp(message.id(), "suppressed", NOW);

        assertThat(outbox.claim(message.id(), LATER)).isEmpty();
        assertThat(item(message)).containsEntry("messageState", Items.s("SENT"));
    }

    @Test
    void stays_as_it_was_first_sent() {
        var message = written();
        outbox.claim(message.id(), NOW);

        outbox.sent(message.id(), "provider-1", NOW);
        outbox.sent(message.id(), "provider-2", LATER);
        outbox.sent(new MessageId("never-written"), "provider-3", NOW);

        assertThat(item(message))
                .containsEntry("providerId", Items.s("provider-1"))
                .containsEntry("expiresAt", Items.n(NOW.plus(Duration.ofDays(30)).getEpochSecond()))
                .doesNotContainKeys("gsi1pk", "gsi1sk");
        assertThat(store.items("OUTBOX#never-written")).isEmpty();
    }

    @Test
    void lists_what_was_written_or_claimed_before_oldest_first() {
        var second = written(NOW.minusMillis(500));
        var first = written(NOW.minusSeconds(1));
        var atWork = written(NOW.minusSeconds(2));
        outbox.claim(atWork.id(), NOW);
        var abandoned = written(NOW.minusSeconds(3));
        outbox.claim(abandoned.id(), NOW.minusMillis(1));
        var sent = written(NOW.minusSeconds(4));
        outbox.sent(sent.id(), "provider-1", NOW);
        written(NOW);

        var unsent = outbox.unsent(NOW, Optional.empty());

        assertThat(unsent.items()).containsExactly(abandoned.id(), first.id(), second.id());
        assertThat(unsent.next()).isEmpty();
    }

    @Test
    void lists_page_by_page() {
        var written = Stream.generate(() -> written(NOW.minusSeconds(1000 - NUMBERS.get())).id()).limit(130).toList();

        var listed = new ArrayList<MessageId>();
        var cursor = Optional.<String>empty();
        do {
            var page = outbox.unsent(NOW, cursor);
            listed.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());

        assertThat(listed).containsExactlyElementsOf(written);
    }

    @Test
    void is_offered_again_when_whoever_claimed_it_must_be_dead() {
        var message = written();
        outbox.claim(message.id(), NOW);

        var soon = outbox.offerAgain(message.id(), LATER.minusMillis(1));
        var later = outbox.offerAgain(message.id(), LATER);

        assertThat(soon).isFalse();
        assertThat(later).isTrue();
        assertThat(item(message)).containsEntry("messageState", Items.s("WAITING"));
        assertThat(outbox.claim(message.id(), LATER)).contains(message);
    }

    /** The stream tells only of items that differ. */
    @Test
    void differs_each_time_it_is_offered() {
        var message = written();
        var before = item(message);

        outbox.offerAgain(message.id(), LATER);
        var once = item(message);
        outbox.offerAgain(message.id(), LATER.plusSeconds(300));

        assertThat(once).isNotEqualTo(before);
        assertThat(item(message)).isNotEqualTo(once);
    }

    /** Feedback said that it was sent while reconcile was about to offer it. */
    @Test
    void is_not_offered_again_once_it_was_sent() {
        var message = written();
        outbox.claim(message.id(), NOW);
        outbox.sent(message.id(), "provider-1", LATER);

        var offered = outbox.offerAgain(message.id(), LATER);

        assertThat(offered).isFalse();
        assertThat(outbox.claim(message.id(), LATER)).isEmpty();
    }

    /** Poison would come back every five minutes for ever. */
    @Test
    void is_given_up_when_offering_never_helps() {
        var message = written();

        var offers = Stream.iterate(LATER, at -> at.plusSeconds(300))
                .limit(Outbox.MOST_OFFERS + 2)
                .filter(at -> outbox.offerAgain(message.id(), at))
                .count();

        assertThat(offers).isEqualTo(Outbox.MOST_OFFERS);
        assertThat(item(message))
                .containsEntry("messageState", Items.s("GIVEN_UP"))
                .containsEntry("givenUpFor", Items.s("not-deliverable"))
                .doesNotContainKey("gsi1pk");
    }

    /** Were it claimed before it is read, poison would look as if somebody were sending it. */
    @Test
    void leaves_what_it_cannot_read_as_it_is() {
        var message = message();
        var poison = Messages.item(message);
        poison.put("kind", Items.s("FROM_THE_FUTURE"));
        store.table().put(poison);

        assertThatThrownBy(() -> outbox.claim(message.id(), NOW)).isInstanceOf(IllegalStateException.class);

        assertThat(item(message)).isEqualTo(poison);
    }

    private Map<String, AttributeValue> item(Message message) {
        return store.items("OUTBOX#" + message.id()).getFirst();
    }

    private Message written() {
        return written(NOW);
    }

    private Message written(Instant at) {
        var message = new Message(
                id(), new Message.PasswordWasChanged(Samples.DIRECTOR), Language.SPANISH, at, at.plusSeconds(600));
        outbox.put(message);
        return message;
    }

    private static Message message() {
        return new Message(
                id(), new Message.PasswordWasChanged(Samples.DIRECTOR), Language.SPANISH, NOW, NOW.plusSeconds(600));
    }

    private static MessageId id() {
        return new MessageId("message-%05d".formatted(NUMBERS.incrementAndGet()));
    }
}
