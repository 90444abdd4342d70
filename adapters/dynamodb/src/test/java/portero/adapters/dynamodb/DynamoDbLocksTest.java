package portero.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.adapters.dynamodb.Samples.NOW;
import static portero.adapters.dynamodb.Samples.SCHOOL;
import static portero.adapters.dynamodb.Samples.change;
import static portero.adapters.dynamodb.Samples.person;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import portero.domain.accounts.Locks;
import portero.domain.schools.Person;
import portero.domain.signin.Attempts;

class DynamoDbLocksTest {
    private static final Instant UNTIL = NOW.plus(Duration.ofMinutes(15));
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static TestTable store;
    private static DynamoDbAttempts attempts;
    private static DynamoDbLocks locks;

    @BeforeAll
    static void open() {
        store = new TestTable();
        attempts = new DynamoDbAttempts(store.table());
        locks = new DynamoDbLocks(store.table());
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void tells_of_those_whom_wrong_passwords_keep_waiting_and_of_nobody_else() {
        var locked = locked();
        var tried = person(NUMBERS.incrementAndGet());
        attempts.begin(tries(tried), NOW);
        var unknown = person(NUMBERS.incrementAndGet());

        var until = locks.until(List.of(locked.login(), tried.login(), unknown.login()), NOW);

        assertThat(until).isEqualTo(Map.of(locked.login(), UNTIL));
    }

    @Test
    void tells_of_nobody_any_more_when_the_time_is_over() {
        var locked = locked();

        var until = locks.until(List.of(locked.login()), UNTIL);

        assertThat(until).isEmpty();
    }

    @Test
    void tells_of_more_than_one_request_holds() {
        var people = IntStream.range(0, 120).mapToObj(_ -> locked()).toList();

        var until = locks.until(people.stream().map(Person::login).toList(), NOW);

        assertThat(until).hasSize(120);
    }

    @Test
    void lifts_a_lock_and_remembers_who_did_so() {
        var locked = locked();

        var lifted = locks.lift(locked.login(), NOW, change("lift-lock", SCHOOL, locked));

        assertThat(lifted).isTrue();
        assertThat(attempts.begin(tries(locked), NOW)).isEmpty();
        assertThat(store.items("AUDIT#" + locked.id())).hasSize(1);
    }

    /** Of two directors who lift it at once, one did. */
    @Test
    void is_lifted_once() throws Exception {
        var locked = locked();

        var lifted = Together.run(6, _ -> locks.lift(locked.login(), NOW, change("lift-lock", SCHOOL, locked)));

        assertThat(lifted).containsOnlyOnce(true);
    }

    /** The count of those who only tried is not anybody's to forget: it keeps guessers slow. */
    @Test
    void lifts_nothing_that_keeps_nobody_waiting() {
        var tried = person(NUMBERS.incrementAndGet());
        attempts.begin(tries(tried), NOW);

        var lifted = locks.lift(tried.login(), NOW.plusSeconds(1), change("lift-lock", SCHOOL, tried));

        assertThat(lifted).isFalse();
        assertThat(store.items("AUDIT#" + tried.id())).isEmpty();
    }

    private static Person locked() {
        var person = person(NUMBERS.incrementAndGet());
        attempts.begin(tries(person), NOW);
        attempts.begin(tries(person), NOW);
        return person;
    }

    private static Attempts.Subject tries(Person person) {
        var limit = new Attempts.Limit(1, Duration.ofMinutes(15), Duration.ofMinutes(15), Duration.ofHours(24));
        return new Attempts.Subject(Locks.KIND, person.login().value(), limit);
    }
}
