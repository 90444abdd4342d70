package portero.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import portero.domain.signin.Attempts;

class DynamoDbAttemptsTest {
    private static final Instant NOW = Samples.NOW;
    private static final Attempts.Limit LIMIT =
            new Attempts.Limit(4, Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofHours(24));
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static TestTable store;
    private static DynamoDbAttempts attempts;

    @BeforeAll
    static void open() {
        store = new TestTable();
        attempts = new DynamoDbAttempts(store.table());
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void lets_the_free_tries_and_one_more_pass_and_then_asks_to_wait() {
        var subject = subject();

        var passed = new ArrayList<Boolean>();
        for (var i = 0; i < 7; i++) {
            passed.add(attempts.begin(subject, NOW).isEmpty());
        }

        assertThat(passed).containsExactly(true, true, true, true, true, false, false);
        assertThat(attempts.begin(subject, NOW.plusSeconds(10))).contains(Duration.ofSeconds(20));
    }

    @Test
    void doubles_the_wait_after_each_further_try() {
        var subject = subject();
        var now = spend(subject, NOW, 5);

        var waits = new ArrayList<Long>();
        for (var i = 0; i < 7; i++) {
            var wait = attempts.begin(subject, now).orElseThrow();
            waits.add(wait.toSeconds());
            now = now.plus(wait);
            assertThat(attempts.begin(subject, now)).isEmpty();
        }

        assertThat(waits).containsExactly(30L, 60L, 120L, 240L, 480L, 900L, 900L);
    }

    /** Counted after the password was looked at, or without a condition, a burst of guesses would all be free. */
    @Test
    void lets_no_tries_slip_past_the_limit_by_coming_at_once() throws Exception {
        var subject = subject();

        var waits = Together.run(24, _ -> attempts.begin(subject, NOW));

        assertThat(waits.stream().filter(Optional::isEmpty)).hasSize(LIMIT.free() + 1);
    }

    @Test
    void lets_one_of_many_pass_when_the_wait_is_over() throws Exception {
        var subject = subject();
        spend(subject, NOW, 5);

        var waits = Together.run(12, _ -> attempts.begin(subject, NOW.plusSeconds(30)));

        assertThat(waits.stream().filter(Optional::isEmpty)).hasSize(1);
    }

    @Test
    void forgets_after_its_memory() {
        var subject = subject();
        spend(subject, NOW, 5);
        var later = NOW.plus(LIMIT.memory());

        var passed = new ArrayList<Boolean>();
        for (var i = 0; i < 6; i++) {
            passed.add(attempts.begin(subject, later).isEmpty());
        }

        assertThat(passed).containsExactly(true, true, true, true, true, false);
    }

    /** The count is remembered from the last try, not the first: a patient guesser starts from nothing only by pausing. */
    @Test
    void remembers_from_the_last_try() {
        var subject = subject();
        spend(subject, NOW, 4);
        attempts.begin(subject, NOW.plus(LIMIT.memory()).minusSeconds(1));

        var wait = attempts.begin(subject, NOW.plus(LIMIT.memory()).plusSeconds(1));

        assertThat(wait).contains(Duration.ofSeconds(28));
    }

    @Test
    void forgets_when_told_to() {
        var subject = subject();
        spend(subject, NOW, 5);

        attempts.forget(subject);

        assertThat(attempts.begin(subject, NOW)).isEmpty();
        assertThat(attempts.begin(subject, NOW)).isEmpty();
    }

    /** A whole school signs in from one address: those who know their password must not use up its tries. */
    @Test
    void takes_back_a_try_that_turned_out_well() {
        var subject = subject();

        for (var i = 0; i < 30; i++) {
            assertThat(attempts.begin(subject, NOW)).isEmpty();
            attempts.forgive(subject);
        }

        assertThat(attempts.begin(subject, NOW)).isEmpty();
    }

    /** One right password among many wrong ones takes back one try, not all. */
    @Test
    void takes_back_no_more_than_one_try() {
        var subject = subject();
        spend(subject, NOW, 5);

        attempts.forgive(subject);

        assertThat(attempts.begin(subject, NOW)).isEmpty();
        assertThat(attempts.begin(subject, NOW)).isPresent();
    }

    @Test
    void takes_nothing_back_where_nothing_was_counted() {
        var subject = subject();

        attempts.forgive(subject);

        spend(subject, NOW, 5);
        assertThat(attempts.begin(subject, NOW)).isPresent();
    }

    @Test
    void counts_each_subject_and_kind_for_itself() {
        var subject = subject();
        spend(subject, NOW, 5);

        var otherKind = attempts.begin(new Attempts.Subject("other-kind", subject.key(), LIMIT), NOW);
        var otherKey = attempts.begin(subject(), NOW);

        assertThat(otherKind).isEmpty();
        assertThat(otherKey).isEmpty();
    }

    @Test
    void keeps_no_login_and_no_address() {
        var subject = new Attempts.Subject("sign-in-login", "50118834", LIMIT);

        attempts.begin(subject, NOW);

        assertThat(store.items("ATTEMPTS#sign-in-login").toString()).doesNotContain("50118834");
    }

    private static Attempts.Subject subject() {
        return new Attempts.Subject("test", "subject-" + NUMBERS.incrementAndGet(), LIMIT);
    }

    private static Instant spend(Attempts.Subject subject, Instant now, int tries) {
        for (var i = 0; i < tries; i++) {
            assertThat(attempts.begin(subject, now)).isEmpty();
        }
        return now;
    }
}
