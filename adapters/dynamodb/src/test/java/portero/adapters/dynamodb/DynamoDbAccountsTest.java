package portero.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static portero.adapters.dynamodb.Samples.DIRECTOR;
import static portero.adapters.dynamodb.Samples.NOW;
import static portero.adapters.dynamodb.Samples.OTHER_DIRECTOR;
import static portero.adapters.dynamodb.Samples.OTHER_SCHOOL;
import static portero.adapters.dynamodb.Samples.SCHOOL;
import static portero.adapters.dynamodb.Samples.YEAR;
import static portero.adapters.dynamodb.Samples.change;
import static portero.adapters.dynamodb.Samples.grant;
import static portero.adapters.dynamodb.Samples.member;
import static portero.adapters.dynamodb.Samples.operation;
import static portero.adapters.dynamodb.Samples.person;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portero.domain.accounts.Account;
import portero.domain.accounts.Accounts.Claim;
import portero.domain.accounts.Change;
import portero.domain.accounts.Grant;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.accounts.Operation;
import portero.domain.accounts.OperationState;
import portero.domain.accounts.Role;
import portero.domain.schools.BadCursor;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Person;

class DynamoDbAccountsTest {
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Instant UNTIL = NOW.plus(Duration.ofDays(7));
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static TestTable store;
    private static DynamoDbAccounts accounts;

    @BeforeAll
    static void open() {
        store = new TestTable();
        accounts = new DynamoDbAccounts(store.table());
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Nested
    class Claiming {
        @Test
        void shows_a_claimed_account_as_pending_and_without_grants() {
            var person = somebody();

            var claim = accounts.claim(operation(DIRECTOR, "claim", person), person, NOW, LEASE);

            assertThat(claim).isEqualTo(Claim.CLAIMED);
            assertThat(accounts.find(person.login())).contains(new Account(
                    person.login(),
                    person.id(),
                    person.name().full(),
                    Account.Status.PENDING,
                    new Account.Password(1, Optional.empty(), Optional.empty()),
                    Optional.empty(),
                    List.of()));
        }

        /** Without the condition on the account, two schools would each create the identity and void the other's password. */
        @Test
        void lets_exactly_one_of_many_create_the_identity() throws Exception {
            var person = somebody();

            var claims = Together.run(
                    12, i -> accounts.claim(operation(DIRECTOR, "try-" + i, person), person, NOW, LEASE));

            assertThat(claims).containsOnlyOnce(Claim.CLAIMED);
            assertThat(claims.stream().filter(claim -> claim == Claim.HELD_BY_ANOTHER)).hasSize(11);
        }

        /** A second window with the same key is the same operation, and yet must not work beside the first. */
        @Test
        void lets_exactly_one_try_of_the_same_operation_create_the_identity() throws Exception {
            var person = somebody();
            var operation = operation(DIRECTOR, "same", person);

            var claims = Together.run(12, _ -> accounts.claim(operation, person, NOW, LEASE));

            assertThat(claims).containsOnlyOnce(Claim.CLAIMED);
        }

        /** Until the lease is over the holder might still be at work. */
        @Test
        void is_not_taken_over_before_its_lease_is_over() {
            var person = somebody();
            accounts.claim(operation(DIRECTOR, "first", person), person, NOW, LEASE);

            var early = accounts.claim(operation(OTHER_DIRECTOR, "second", person), person, NOW.plus(LEASE), LEASE);
            var late = accounts.claim(
                    operation(OTHER_DIRECTOR, "second", person), person, NOW.plus(LEASE).plusMillis(1), LEASE);

            assertThat(early).isEqualTo(Claim.HELD_BY_ANOTHER);
            assertThat(late).isEqualTo(Claim.CLAIMED);
        }

        @Test
        void is_taken_over_by_exactly_one_of_many() throws Exception {
            var person = somebody();
            accounts.claim(operation(DIRECTOR, "dead", person), person, NOW, LEASE);

            var claims = Together.run(
                    12,
                    i -> accounts.claim(
                            operation(OTHER_DIRECTOR, "heir-" + i, person), person, NOW.plus(LEASE).plusMillis(1), LEASE));

            assertThat(claims).containsOnlyOnce(Claim.CLAIMED);
        }

        @Test
        void says_that_the_account_is_complete_however_long_ago_it_was_claimed() {
            var person = somebodyWithAccount();

            var claim = accounts.claim(
                    operation(OTHER_DIRECTOR, "late", person), person, NOW.plus(Duration.ofDays(1)), LEASE);

            assertThat(claim).isEqualTo(Claim.ACCOUNT_EXISTS);
            assertThat(accounts.find(person.login()).orElseThrow().status()).isEqualTo(Account.Status.ACTIVE);
        }

        /** Two requests with one key and different intentions at once: without the condition the second rewrites the first. */
        @Test
        void keeps_the_intention_that_a_key_was_first_used_for() {
            var one = somebody();
            var other = somebody();
            var first = operation(DIRECTOR, "reused", one);
            accounts.claim(first, one, NOW, LEASE);

            var claim = accounts.claim(operation(DIRECTOR, "reused", other), other, NOW, LEASE);

            assertThat(claim).isEqualTo(Claim.HELD_BY_ANOTHER);
            assertThat(accounts.find(other.login())).isEmpty();
            assertThat(accounts.operation(first))
                    .contains(new OperationState(first.fingerprint(), OperationState.Step.PENDING));
        }
    }

    @Nested
    class Activating {
        @Test
        void completes_the_account_with_its_first_grant() {
            var person = somebody();
            var operation = operation(DIRECTOR, "complete", person);
            accounts.claim(operation, person, NOW, LEASE);

            var done = accounts.activate(
                    operation, person, grant(SCHOOL, person), UNTIL, change("create-user", SCHOOL, person));

            assertThat(done).isTrue();
            assertThat(accounts.find(person.login())).contains(new Account(
                    person.login(),
                    person.id(),
                    person.name().full(),
                    Account.Status.ACTIVE,
                    Account.Password.first(UNTIL),
                    Optional.empty(),
                    List.of(grant(SCHOOL, person))));
            assertThat(accounts.operation(operation))
                    .contains(new OperationState(operation.fingerprint(), OperationState.Step.CREATED));
        }

        /** The slower one's password was replaced by the heir's: its grant and its answer must not come about. */
        @Test
        void fails_for_one_whose_claim_was_taken_over() {
            var person = somebody();
            var slow = operation(DIRECTOR, "slow", person);
            var heir = operation(OTHER_DIRECTOR, "heir", person);
            accounts.claim(slow, person, NOW, LEASE);
            accounts.claim(heir, person, NOW.plus(LEASE).plusMillis(1), LEASE);

            var done = accounts.activate(slow, person, grant(SCHOOL, person), UNTIL, change("create-user", SCHOOL, person));

            assertThat(done).isFalse();
            assertThat(accounts.find(person.login()).orElseThrow().grants()).isEmpty();
            assertThat(store.items("AUDIT#" + person.id())).isEmpty();
        }

        /** Else both answers would show a password, of which one does not work. */
        @Test
        void succeeds_once_however_often_it_is_tried() throws Exception {
            var person = somebody();
            var operation = operation(DIRECTOR, "twice", person);
            accounts.claim(operation, person, NOW, LEASE);

            var done = Together.run(
                    6,
                    _ -> accounts.activate(
                            operation, person, grant(SCHOOL, person), UNTIL, change("create-user", SCHOOL, person)));

            assertThat(done).containsOnlyOnce(true);
        }

        @Test
        void fails_without_a_claim() {
            var person = somebody();

            var done = accounts.activate(
                    operation(DIRECTOR, "none", person),
                    person,
                    grant(SCHOOL, person),
                    UNTIL,
                    change("create-user", SCHOOL, person));

            assertThat(done).isFalse();
            assertThat(accounts.find(person.login())).isEmpty();
        }
    }

    @Nested
    class Adding {
        @Test
        void gives_a_grant_in_another_school_and_leaves_the_account_as_it_is() {
            var person = somebodyWithAccount();
            var operation = operation(OTHER_DIRECTOR, "add", person);

            var done = accounts.add(operation, person, grant(OTHER_SCHOOL, person), change("grant-access", OTHER_SCHOOL, person));

            assertThat(done).isTrue();
            var account = accounts.find(person.login()).orElseThrow();
            assertThat(account.grants())
                    .containsExactlyInAnyOrder(grant(SCHOOL, person), grant(OTHER_SCHOOL, person));
            assertThat(account.temporaryUntil()).contains(UNTIL);
            assertThat(accounts.operation(operation))
                    .contains(new OperationState(operation.fingerprint(), OperationState.Step.GRANTED));
        }

        /** The account might never be completed, and its grant would hold for nobody. */
        @Test
        void is_refused_while_the_account_is_pending() {
            var person = somebody();
            accounts.claim(operation(DIRECTOR, "pending", person), person, NOW, LEASE);

            var done = accounts.add(
                    operation(OTHER_DIRECTOR, "add-to-pending", person),
                    person,
                    grant(OTHER_SCHOOL, person),
                    change("grant-access", OTHER_SCHOOL, person));

            assertThat(done).isFalse();
            assertThat(accounts.find(person.login()).orElseThrow().grants()).isEmpty();
        }

        @Test
        void is_refused_without_an_account() {
            var person = somebody();

            var done = accounts.add(
                    operation(DIRECTOR, "add", person), person, grant(SCHOOL, person), change("grant-access", SCHOOL, person));

            assertThat(done).isFalse();
        }

        /** A put without the condition would overwrite the role and version that another gave at the same moment. */
        @Test
        void is_refused_where_there_is_a_grant_already() throws Exception {
            var person = somebodyWithAccount();

            var done = Together.run(
                    8,
                    i -> accounts.add(
                            operation(OTHER_DIRECTOR, "add-" + i, person),
                            person,
                            grant(OTHER_SCHOOL, person),
                            change("grant-access", OTHER_SCHOOL, person)));

            assertThat(done).containsOnlyOnce(true);
            assertThat(store.items("AUDIT#" + person.id())).hasSize(2);
        }

        /** Two requests with one key and different intentions at once: the key belongs to the one that came first. */
        @Test
        void is_refused_when_the_key_was_used_for_another_intention_meanwhile() {
            var one = somebodyWithAccount();
            var other = somebodyWithAccount();
            var first = operation(OTHER_DIRECTOR, "key", one);
            accounts.add(first, one, grant(OTHER_SCHOOL, one), change("grant-access", OTHER_SCHOOL, one));

            var done = accounts.add(
                    operation(OTHER_DIRECTOR, "key", other),
                    other,
                    grant(OTHER_SCHOOL, other),
                    change("grant-access", OTHER_SCHOOL, other));

            assertThat(done).isFalse();
            assertThat(accounts.operation(first).orElseThrow().fingerprint()).isEqualTo(first.fingerprint());
        }
    }

    @Nested
    class Changing {
        @Test
        void replaces_the_role() {
            var person = somebodyWithAccount();
            var next = new Grant(person.login(), SCHOOL, Role.TUTOR, YEAR, NOW, 2);

            var done = accounts.replace(next, change("assign-role", SCHOOL, person));

            assertThat(done).isTrue();
            assertThat(accounts.find(person.login()).orElseThrow().grants()).containsExactly(next);
        }

        /** Of two administrators who saw the same version, the second must look again before overwriting the first. */
        @Test
        void is_refused_to_those_who_saw_an_earlier_version() throws Exception {
            var person = somebodyWithAccount();
            var next = new Grant(person.login(), SCHOOL, Role.TUTOR, YEAR, NOW, 2);

            var done = Together.run(6, _ -> accounts.replace(next, change("assign-role", SCHOOL, person)));

            assertThat(done).containsOnlyOnce(true);
        }

        /** An update without the condition would bring a removed grant back to life. */
        @Test
        void is_refused_where_the_grant_is_gone() {
            var person = somebodyWithAccount();
            accounts.remove(grant(SCHOOL, person), change("revoke-access", SCHOOL, person));

            var done = accounts.replace(
                    new Grant(person.login(), SCHOOL, Role.TUTOR, YEAR, NOW, 2), change("assign-role", SCHOOL, person));

            assertThat(done).isFalse();
            assertThat(accounts.find(person.login()).orElseThrow().grants()).isEmpty();
        }

        /** What was changed meanwhile may be a role that the caller may not take away. */
        @Test
        void removes_only_the_version_that_was_seen() {
            var person = somebodyWithAccount();
            var next = new Grant(person.login(), SCHOOL, Role.TUTOR, YEAR, NOW, 2);
            accounts.replace(next, change("assign-role", SCHOOL, person));

            var stale = accounts.remove(grant(SCHOOL, person), change("revoke-access", SCHOOL, person));
            var current = accounts.remove(next, change("revoke-access", SCHOOL, person));
            var again = accounts.remove(next, change("revoke-access", SCHOOL, person));

            assertThat(List.of(stale, current, again)).containsExactly(false, true, false);
            assertThat(accounts.find(person.login()).orElseThrow().status()).isEqualTo(Account.Status.ACTIVE);
        }

        @Test
        void remembers_the_first_sign_in_and_forgets_the_temporary_password() {
            var person = somebodyWithAccount();
            var at = NOW.plusSeconds(3600);

            accounts.signedIn(person.login(), at);

            var account = accounts.find(person.login()).orElseThrow();
            assertThat(account.temporaryUntil()).isEmpty();
            assertThat(account.lastSignInAt()).contains(at);
        }

        /** Without the condition, an update would make half an account of somebody who has none. */
        @Test
        void makes_no_account_of_a_sign_in_by_somebody_unknown() {
            var person = somebody();

            accounts.signedIn(person.login(), NOW);
            accounts.passwordChosen(person.login(), Change.own(person.id(), "choose-password", NOW, "request"));

            assertThat(accounts.find(person.login())).isEmpty();
            assertThat(store.items("AUDIT#" + person.id())).isEmpty();
        }
    }

    @Nested
    class Listing {
        @Test
        void lists_an_institutions_users_of_a_year_by_surname_over_several_pages() {
            var school = new InstitutionCode("9900001-0");
            var people = IntStream.range(0, 120).mapToObj(_ -> somebody()).toList();
            people.forEach(person -> give(person, school));

            var pages = new ArrayList<Integer>();
            var shown = new ArrayList<String>();
            Optional<String> cursor = Optional.empty();
            do {
                var page = accounts.users(school, YEAR, cursor);
                pages.add(page.items().size());
                page.items().forEach(user -> shown.add(user.account().fullName()));
                cursor = page.next();
            } while (cursor.isPresent());

            assertThat(shown)
                    .containsExactlyElementsOf(people.stream()
                            .map(person -> person.name().full())
                            .sorted()
                            .toList());
            assertThat(pages).containsExactly(50, 50, 20);
        }

        @Test
        void gives_cursors_that_tell_nothing_of_the_last_person_shown() {
            var school = new InstitutionCode("9900002-0");
            IntStream.range(0, 51).mapToObj(_ -> somebody()).forEach(person -> give(person, school));

            var page = accounts.users(school, YEAR, Optional.empty());

            var last = page.items().getLast().account();
            assertThat(page.next()).contains(last.person().value());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "p99999999999999", "p999999999999999", "../../etc/passwd", "ÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑ"})
        void refuses_cursors_that_no_page_gave(String cursor) {
            var given = Optional.of(cursor);

            assertThatThrownBy(() -> accounts.users(SCHOOL, YEAR, given)).isInstanceOf(BadCursor.class);
        }

        @Test
        void shows_each_year_its_own_grants() {
            var person = somebodyWithAccount();
            var lastYear = new Grant(person.login(), SCHOOL, Role.TUTOR, YEAR.previous(), NOW.minus(Duration.ofDays(365)), 1);
            accounts.add(
                    operation(OTHER_DIRECTOR, "last-year", person), person, lastYear, change("grant-access", OTHER_SCHOOL, person));

            var found = accounts.findAll(List.of(person.login()), SCHOOL, YEAR.previous());

            assertThat(found.get(person.login()).grants()).containsExactly(lastYear);
            assertThat(accounts.users(SCHOOL, YEAR.previous(), Optional.empty()).items())
                    .extracting(user -> user.grant())
                    .contains(lastYear);
        }

        @Test
        void finds_more_accounts_than_one_request_can_ask_for() {
            var school = new InstitutionCode("9900003-0");
            var people = IntStream.range(0, 60).mapToObj(_ -> somebody()).toList();
            people.forEach(person -> give(person, school));

            var found = accounts.findAll(people.stream().map(Person::login).toList(), school, YEAR);

            assertThat(found).hasSize(60);
            assertThat(found.values()).allMatch(account -> account.grants().size() == 1);
        }

        @Test
        void finds_nothing_of_those_who_have_no_account() {
            var known = somebodyWithAccount();
            var unknown = somebody();

            var found = accounts.findAll(List.of(known.login(), unknown.login(), known.login()), SCHOOL, YEAR);

            assertThat(found).containsOnlyKeys(known.login());
            assertThat(accounts.findAll(List.of(), SCHOOL, YEAR)).isEmpty();
        }

        @Test
        void finds_every_grant_of_one_account() {
            var person = somebodyWithAccount();
            for (var i = 0; i < 30; i++) {
                var school = new InstitutionCode("990001%d-%d".formatted(i / 10, i % 10));
                var operation = new Operation(
                        DIRECTOR, new IdempotencyKey("many-0123456789-" + i), school, person.id(), Role.TEACHER);
                accounts.add(operation, person, grant(school, person), change("grant-access", school, person));
            }

            var account = accounts.find(person.login()).orElseThrow();

            assertThat(account.grants()).hasSize(31).doesNotHaveDuplicates();
        }
    }

    @Nested
    class Auditing {
        @Test
        void tells_of_every_change_once() {
            var person = somebodyWithAccount();
            accounts.add(
                    operation(OTHER_DIRECTOR, "audit", person),
                    person,
                    grant(OTHER_SCHOOL, person),
                    change("grant-access", OTHER_SCHOOL, person));
            accounts.replace(
                    new Grant(person.login(), SCHOOL, Role.TUTOR, YEAR, NOW, 2), change("assign-role", SCHOOL, person));
            accounts.remove(grant(OTHER_SCHOOL, person), change("revoke-access", OTHER_SCHOOL, person));
            accounts.passwordChosen(person.login(), Change.own(person.id(), "choose-password", NOW, "request"));

            var audit = store.items("AUDIT#" + person.id());

            assertThat(audit.stream().map(item -> item.get("action").s()))
                    .containsExactlyInAnyOrder(
                            "create-user", "grant-access", "assign-role", "revoke-access", "choose-password");
            assertThat(audit).allMatch(item -> item.get("requestId").s().startsWith("request"));
        }

        @Test
        void holds_no_document_and_no_name() {
            var person = somebodyWithAccount();

            var audit = store.items("AUDIT#" + person.id());

            assertThat(audit).hasSize(1);
            assertThat(audit.getFirst().toString())
                    .doesNotContain(person.document().number())
                    .doesNotContainIgnoringCase(person.name().paternal())
                    .doesNotContain(person.name().given());
        }
    }

    private static Person somebody() {
        return person(NUMBERS.incrementAndGet());
    }

    private static Person somebodyWithAccount() {
        var person = somebody();
        give(person, SCHOOL);
        return person;
    }

    private static Operation creation(Person person) {
        return operation(DIRECTOR, "creation-" + person.id(), person);
    }

    private static void give(Person person, InstitutionCode school) {
        new DynamoDbPersonnel(store.table()).register(member(school, person), registration(person, school));
        var operation = creation(person);
        accounts.claim(operation, person, NOW, LEASE);
        accounts.activate(operation, person, grant(school, person), UNTIL, change("create-user", school, person));
    }

    /** Written under another's name, so that a person's audit shows accounts only. */
    private static Change registration(Person person, InstitutionCode school) {
        return new Change(
                DIRECTOR, "register-person", DIRECTOR, Optional.of(school), NOW, "request-" + person.id(), Map.of());
    }
}
