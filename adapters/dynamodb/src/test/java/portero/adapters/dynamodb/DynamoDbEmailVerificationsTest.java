package portero.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import portero.domain.accounts.Change;
import portero.domain.mail.EmailVerifications;
import portero.domain.mail.EmailVerifications.Issued;
import portero.domain.mail.Language;
import portero.domain.mail.Message;
import portero.domain.mail.MessageId;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.Person;

class DynamoDbEmailVerificationsTest {
    private static final Instant NOW = Samples.NOW;
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final EmailAddress FORMER = new EmailAddress("antes@example.org");
    private static final EmailAddress WISHED = new EmailAddress("rosa@example.org");
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static TestTable store;
    private static DynamoDbEmailVerifications verifications;
    private static DynamoDbPersonnel personnel;

    private final SecureRandom random = new SecureRandom();
    private final Person person = Samples.withEmail(Samples.person(NUMBERS.incrementAndGet()), FORMER.value());
    private final Issued issued = new Issued(WISHED, "hash", NOW.plus(LIFE));

    @BeforeAll
    static void open() {
        store = new TestTable();
        verifications = new DynamoDbEmailVerifications(store.table());
        personnel = new DynamoDbPersonnel(store.table());
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @BeforeEach
    void register() {
        personnel.register(
                Samples.member(Samples.SCHOOL, person), Samples.change("register-person", Samples.SCHOOL, person));
    }

    @Test
    void remembers_the_wish_together_with_its_message_and_changes_nothing_yet() {
        var message = toVerify(WISHED);

        verifications.open(person.id(), WISHED, message);

        assertThat(verifications.pending(person.id(), NOW)).contains(WISHED);
        assertThat(new DynamoDbOutbox(store.table()).find(message.id())).contains(message);
        assertThat(email()).contains(ContactEmail.unverified(FORMER));
    }

    @Test
    void forgets_a_wish_in_time_whether_its_code_was_sent_or_not() {
        var unsent = toVerify(WISHED);
        verifications.open(person.id(), WISHED, unsent);
        var withoutCode = verifications.pending(person.id(), unsent.uselessFrom());

        verifications.issue(person.id(), issued);

        assertThat(withoutCode).isEmpty();
        assertThat(verifications.pending(person.id(), issued.expiresAt().minusMillis(1))).contains(WISHED);
        assertThat(verifications.pending(person.id(), issued.expiresAt())).isEmpty();
    }

    @Test
    void has_nothing_to_try_before_a_code_was_sent() {
        verifications.open(person.id(), WISHED, toVerify(WISHED));

        assertThat(verifications.tryCode(person.id(), NOW)).isEmpty();
    }

    /** The code for a mistyped address must not confirm the one typed after it. */
    @Test
    void issues_nothing_for_an_address_that_is_no_longer_wished_for() {
        verifications.open(person.id(), WISHED, toVerify(WISHED));
        var corrected = new EmailAddress("rosa.elvira@example.org");
        verifications.open(person.id(), corrected, toVerify(corrected));

        var done = verifications.issue(person.id(), issued);

        assertThat(done).isFalse();
        assertThat(verifications.pending(person.id(), NOW)).contains(corrected);
    }

    @Test
    void voids_a_sent_code_when_another_address_is_wished_for() {
        issue();
        var corrected = new EmailAddress("rosa.elvira@example.org");

        verifications.open(person.id(), corrected, toVerify(corrected));

        assertThat(verifications.tryCode(person.id(), NOW)).isEmpty();
        assertThat(verifications.confirm(person.id(), issued, confirmed(), List.of())).isFalse();
    }

    /** Guesses sent at one moment must not share a count. */
    @Test
    void takes_five_tries_of_many_at_once() throws Exception {
        issue();

        var tried = Together.run(24, _ -> verifications.tryCode(person.id(), NOW));

        assertThat(tried.stream().filter(Optional::isPresent)).hasSize(EmailVerifications.TRIES);
        assertThat(tried).contains(Optional.of(issued));
    }

    @Test
    void takes_no_try_from_the_moment_the_code_expires() {
        issue();

        var before = verifications.tryCode(person.id(), issued.expiresAt().minusMillis(1));
        var after = verifications.tryCode(person.id(), issued.expiresAt());

        assertThat(before).isPresent();
        assertThat(after).isEmpty();
    }

    @Test
    void makes_the_address_the_persons_own_with_audit_and_messages() {
        issue();
        var told = message(new Message.EmailWasChanged(person.id(), FORMER));

        var done = verifications.confirm(person.id(), issued, confirmed(), List.of(told));

        assertThat(done).isTrue();
        assertThat(email()).contains(new ContactEmail(WISHED, ContactEmail.Standing.VERIFIED));
        assertThat(verifications.pending(person.id(), NOW)).isEmpty();
        assertThat(store.items("AUDIT#" + person.id()).toString()).contains("confirm-email");
        assertThat(new DynamoDbOutbox(store.table()).find(told.id())).contains(told);
    }

    @Test
    void is_confirmed_once_of_many_at_once() throws Exception {
        issue();

        var done = Together.run(
                12,
                _ -> verifications.confirm(
                        person.id(),
                        issued,
                        confirmed(),
                        List.of(message(new Message.EmailWasChanged(person.id(), FORMER)))));

        assertThat(done).containsOnlyOnce(true);
    }

    @Test
    void lets_the_table_forget() {
        issue();

        var item = store.items("EMAIL#" + person.id()).getFirst();

        assertThat(Long.parseLong(item.get("expiresAt").n())).isGreaterThan(issued.expiresAt().getEpochSecond());
    }

    private void issue() {
        verifications.open(person.id(), WISHED, toVerify(WISHED));
        assertThat(verifications.issue(person.id(), issued)).isTrue();
    }

    private Optional<ContactEmail> email() {
        return personnel.find(person.id()).orElseThrow().email();
    }

    private Change confirmed() {
        return Change.own(person.id(), "confirm-email", NOW, "request");
    }

    private Message toVerify(EmailAddress address) {
        return message(new Message.EmailToVerify(person.id(), address));
    }

    private Message message(Message.Content content) {
        return new Message(MessageId.random(random), content, Language.SPANISH, NOW, NOW.plus(Duration.ofMinutes(30)));
    }
}
