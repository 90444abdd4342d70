package portero.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import portero.domain.accounts.Login;
import portero.domain.mail.Language;
import portero.domain.mail.Message;
import portero.domain.mail.MessageId;
import portero.domain.mail.Recoveries;
import portero.domain.mail.Recoveries.Issued;
import portero.domain.mail.RecoveryId;
import portero.domain.schools.EmailAddress;

class DynamoDbRecoveriesTest {
    private static final Instant NOW = Samples.NOW;
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Login LOGIN = new Login("50118834");
    private static final EmailAddress ADDRESS = new EmailAddress("rosa@example.org");

    private static TestTable store;
    private static DynamoDbRecoveries recoveries;

    private final SecureRandom random = new SecureRandom();
    private final RecoveryId id = RecoveryId.random(random);
    private final Issued issued = new Issued(LOGIN, ADDRESS, "hash", NOW, NOW.plus(LIFE));

    @BeforeAll
    static void open() {
        store = new TestTable();
        recoveries = new DynamoDbRecoveries(store.table());
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void writes_the_request_together_with_its_message() {
        var message = message();

        recoveries.open(id, LOGIN, message);

        assertThat(store.items("RECOVERY#" + id)).hasSize(1);
        assertThat(new DynamoDbOutbox(store.table()).find(message.id())).contains(message);
    }

    @Test
    void writes_neither_where_the_message_was_written_before() {
        var message = message();
        new DynamoDbOutbox(store.table()).put(message);

        assertThatThrownBy(() -> recoveries.open(id, LOGIN, message)).isInstanceOf(IllegalStateException.class);

        assertThat(store.items("RECOVERY#" + id)).isEmpty();
    }

    @Test
    void has_nothing_to_try_before_a_code_was_sent() {
        recoveries.open(id, LOGIN, message());

        assertThat(recoveries.tryCode(id, NOW)).isEmpty();
        assertThat(recoveries.use(id, NOW)).isFalse();
    }

    @Test
    void gives_back_what_was_issued() {
        issue();

        var tried = recoveries.tryCode(id, NOW);

        assertThat(tried).contains(issued);
    }

    @Test
    void issues_nothing_for_a_request_that_was_never_made_or_is_another_logins() {
        recoveries.open(id, LOGIN, message());

        var unknown = recoveries.issue(RecoveryId.random(random), issued);
        var foreign = recoveries.issue(
                id, new Issued(new Login("50118835"), ADDRESS, "hash", NOW, NOW.plus(LIFE)));

        assertThat(unknown).isFalse();
        assertThat(foreign).isFalse();
        assertThat(recoveries.tryCode(id, NOW)).isEmpty();
    }

    /** The table may forget hours late; a mail that comes that late must not bring a request back to life. */
    @Test
    void issues_nothing_for_a_request_that_should_be_forgotten() {
        recoveries.open(id, LOGIN, message());
        var late = NOW.plus(Duration.ofHours(3));

        var done = recoveries.issue(id, new Issued(LOGIN, ADDRESS, "hash", late, late.plus(LIFE)));

        assertThat(done).isFalse();
    }

    @Test
    void takes_five_tries_and_no_sixth() {
        issue();

        for (var i = 0; i < Recoveries.TRIES; i++) {
            assertThat(recoveries.tryCode(id, NOW)).isPresent();
        }

        assertThat(recoveries.tryCode(id, NOW)).isEmpty();
    }

    /** Guesses sent at one moment must not share a count. */
    @Test
    void takes_five_tries_of_many_at_once() throws Exception {
        issue();

        var tried = Together.run(24, _ -> recoveries.tryCode(id, NOW));

        assertThat(tried.stream().filter(Optional::isPresent)).hasSize(Recoveries.TRIES);
    }

    @Test
    void takes_no_try_from_the_moment_the_code_expires() {
        issue();

        var before = recoveries.tryCode(id, issued.expiresAt().minusMillis(1));
        var after = recoveries.tryCode(id, issued.expiresAt());

        assertThat(before).isPresent();
        assertThat(after).isEmpty();
    }

    @Test
    void takes_a_try_back_but_never_more_than_were_made() {
        issue();
        recoveries.forgiveTry(id);
        for (var i = 0; i < Recoveries.TRIES; i++) {
            recoveries.tryCode(id, NOW);
        }

        recoveries.forgiveTry(id);

        assertThat(recoveries.tryCode(id, NOW)).isPresent();
        assertThat(recoveries.tryCode(id, NOW)).isEmpty();
    }

    /** A mail sent anew has a new code: the one before is void, and its tries do not count. */
    @Test
    void puts_a_new_code_in_place_of_the_one_before() {
        issue();
        for (var i = 0; i < Recoveries.TRIES; i++) {
            recoveries.tryCode(id, NOW);
        }
        var later = NOW.plusSeconds(60);
        var again = new Issued(LOGIN, ADDRESS, "other-hash", later, later.plus(LIFE));

        var done = recoveries.issue(id, again);

        assertThat(done).isTrue();
        assertThat(recoveries.tryCode(id, later)).contains(again);
    }

    @Test
    void is_used_once_of_many_at_once_and_takes_no_try_or_code_afterwards() throws Exception {
        issue();

        var used = Together.run(12, _ -> recoveries.use(id, NOW));

        assertThat(used).containsOnlyOnce(true);
        assertThat(recoveries.tryCode(id, NOW)).isEmpty();
        assertThat(recoveries.issue(id, issued)).isFalse();
    }

    @Test
    void lets_the_table_forget() {
        issue();

        var item = store.items("RECOVERY#" + id).getFirst();

        assertThat(Long.parseLong(item.get("expiresAt").n())).isGreaterThan(issued.expiresAt().getEpochSecond());
    }

    private void issue() {
        recoveries.open(id, LOGIN, message());
        assertThat(recoveries.issue(id, issued)).isTrue();
    }

    private Message message() {
        return new Message(
                MessageId.random(random),
                new Message.RecoveryRequested(id, LOGIN, Optional.empty()),
                Language.SPANISH,
                NOW,
                NOW.plus(Duration.ofMinutes(30)));
    }
}
