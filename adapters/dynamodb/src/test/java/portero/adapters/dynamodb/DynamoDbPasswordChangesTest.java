package portero.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.adapters.dynamodb.Samples.DIRECTOR;
import static portero.adapters.dynamodb.Samples.NOW;
import static portero.adapters.dynamodb.Samples.OTHER_DIRECTOR;
import static portero.adapters.dynamodb.Samples.SCHOOL;
import static portero.adapters.dynamodb.Samples.change;
import static portero.adapters.dynamodb.Samples.grant;
import static portero.adapters.dynamodb.Samples.member;
import static portero.adapters.dynamodb.Samples.operation;
import static portero.adapters.dynamodb.Samples.person;
import static portero.adapters.dynamodb.Samples.withEmail;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import portero.domain.accounts.Account;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Change;
import portero.domain.accounts.Login;
import portero.domain.accounts.OperationState;
import portero.domain.accounts.OperationState.Step;
import portero.domain.accounts.PasswordChange;
import portero.domain.accounts.PasswordChange.Kind;
import portero.domain.accounts.PasswordChanges.Claim;
import portero.domain.accounts.PasswordChanges.Unfinished;
import portero.domain.mail.Language;
import portero.domain.mail.Message;
import portero.domain.mail.MessageId;
import portero.domain.schools.ContactEmail.Standing;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.Person;
import portero.domain.schools.PersonId;
import portero.domain.schools.SchoolYear;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbPasswordChangesTest {
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Instant LEASE_OVER = NOW.plus(LEASE).plusMillis(1);
    private static final Instant UNTIL = NOW.plus(Duration.ofDays(7));
    private static final Instant LATER = NOW.plus(Duration.ofDays(8));
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static TestTable store;
    private static DynamoDbAccounts accounts;
    private static DynamoDbPersonnel personnel;
    private static DynamoDbPasswordChanges passwords;
    private static DynamoDbTemporaryPasswords temporary;

    @BeforeAll
    static void open() {
        store = new TestTable();
        accounts = new DynamoDbAccounts(store.table());
        personnel = new DynamoDbPersonnel(store.table());
        passwords = new DynamoDbPasswordChanges(store.table());
        temporary = new DynamoDbTemporaryPasswords(store.table());
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Nested
    class Claiming {
        /** Two directors at once: each would set a password, and one would hand over a slip that does not work. */
        @Test
        void lets_exactly_one_of_many_set_the_password() throws Exception {
            var person = somebody();

            var claims = Together.run(12, i -> passwords.claim(reset(DIRECTOR, "try-" + i, person, 1), NOW, LEASE));

            assertThat(claims).containsOnlyOnce(Claim.CLAIMED);
            assertThat(claims.stream().filter(claim -> claim == Claim.HELD_BY_ANOTHER)).hasSize(11);
        }

        /** A double click is the same change, and yet must not work beside the first. */
        @Test
        void lets_exactly_one_try_of_the_same_change_set_the_password() throws Exception {
            var person = somebody();
            var change = reset(DIRECTOR, "same", person, 1);

            var claims = Together.run(12, _ -> passwords.claim(change, NOW, LEASE));

            assertThat(claims).containsOnlyOnce(Claim.CLAIMED);
        }

        /** Until the lease is over the holder might still be at work. */
        @Test
        void is_not_taken_over_before_its_lease_is_over() {
            var person = somebody();
            passwords.claim(reset(DIRECTOR, "dead", person, 1), NOW, LEASE);

            var early = passwords.claim(reset(OTHER_DIRECTOR, "heir", person, 1), NOW.plus(LEASE), LEASE);
            var late = passwords.claim(reset(OTHER_DIRECTOR, "heir", person, 1), LEASE_OVER, LEASE);

            assertThat(early).isEqualTo(Claim.HELD_BY_ANOTHER);
            assertThat(late).isEqualTo(Claim.CLAIMED);
        }

        @Test
        void is_taken_over_by_exactly_one_of_many() throws Exception {
            var person = somebody();
            passwords.claim(reset(DIRECTOR, "dead", person, 1), NOW, LEASE);

            var claims = Together.run(
                    12, i -> passwords.claim(reset(OTHER_DIRECTOR, "heir-" + i, person, 1), LEASE_OVER, LEASE));

            assertThat(claims).containsOnlyOnce(Claim.CLAIMED);
        }

        /** Whoever looks at an old list must not void a password of which they know nothing. */
        @Test
        void is_refused_to_those_who_know_an_earlier_password_only() {
            var person = somebody();
            complete(reset(DIRECTOR, "first", person, 1));

            var stale = passwords.claim(reset(OTHER_DIRECTOR, "stale", person, 1), NOW, LEASE);
            var current = passwords.claim(reset(OTHER_DIRECTOR, "current", person, 2), NOW, LEASE);

            assertThat(stale).isEqualTo(Claim.CHANGED_MEANWHILE);
            assertThat(current).isEqualTo(Claim.CLAIMED);
        }

        /** The person themselves needs to know of no version: they know the password, or read their mail. */
        @ParameterizedTest
        @EnumSource(value = Kind.class, names = {"RECOVERY", "OWN"})
        void asks_for_no_version_where_none_is_known(Kind kind) {
            var person = somebody();
            complete(reset(DIRECTOR, "first", person, 1));

            var claim = passwords.claim(own(kind, person), NOW, LEASE);

            assertThat(claim).isEqualTo(Claim.CLAIMED);
        }

        @Test
        void says_that_it_was_done_before() {
            var person = somebody();
            var change = reset(DIRECTOR, "done", person, 1);
            complete(change);

            var again = passwords.claim(change, NOW.plusSeconds(60), LEASE);

            assertThat(again).isEqualTo(Claim.DONE_BEFORE);
        }

        @Test
        void keeps_the_intention_that_a_key_was_first_used_for() {
            var one = somebody();
            var other = somebody();
            passwords.claim(resetUnder(DIRECTOR + "#reused", one, 1), NOW, LEASE);

            var claim = passwords.claim(resetUnder(DIRECTOR + "#reused", other, 1), NOW, LEASE);

            assertThat(claim).isEqualTo(Claim.ID_REUSED);
            assertThat(unfinished(other)).isEmpty();
        }

        @Test
        void is_refused_while_the_account_is_only_being_created() {
            var person = person(NUMBERS.incrementAndGet());
            accounts.claim(operation(DIRECTOR, "creating", person), person, NOW, LEASE);

            var claim = passwords.claim(reset(OTHER_DIRECTOR, "early", person, 1), LEASE_OVER, LEASE);

            assertThat(claim).isEqualTo(Claim.HELD_BY_ANOTHER);
        }

        @Test
        void finds_no_account_where_there_is_none() {
            var person = person(NUMBERS.incrementAndGet());

            var claim = passwords.claim(reset(DIRECTOR, "nobody", person, 1), NOW, LEASE);

            assertThat(claim).isEqualTo(Claim.NO_ACCOUNT);
            assertThat(accounts.find(person.login())).isEmpty();
        }
    }

    @Nested
    class ClaimingAgain {
        /** Two retries of one Save at once: each sets a password, and only the later would work. */
        @Test
        void lets_exactly_one_of_many_tries_set_a_new_password() throws Exception {
            var person = somebody();
            var change = reset(DIRECTOR, "lost", person, 1);
            complete(change);

            var claims = Together.run(8, _ -> passwords.claimAgain(change, NOW, LEASE));

            assertThat(claims).containsOnlyOnce(Claim.CLAIMED);
            assertThat(claims.stream().filter(claim -> claim == Claim.HELD_BY_ANOTHER)).hasSize(7);
        }

        @Test
        void is_possible_for_the_password_that_creating_the_user_gave() {
            var person = somebody();
            var creation = operation(DIRECTOR, "creation-" + person.id(), person);
            var again = new PasswordChange(
                    creation.id(), creation.fingerprint(), Kind.RESET, person.login(), person.id(), OptionalLong.empty());

            var claim = passwords.claimAgain(again, NOW, LEASE);
            var done = passwords.complete(
                    again, Optional.of(LATER), Optional.empty(), audit(person, "again"), List.of());

            assertThat(claim).isEqualTo(Claim.CLAIMED);
            assertThat(done).isTrue();
            assertThat(accounts.operation(creation)).contains(new OperationState(creation.fingerprint(), Step.CREATED));
            assertThat(account(person).password()).isEqualTo(
                    new Account.Password(2, Optional.of(LATER), Optional.of(NOW)));
        }

        /** A director's late retry must not lock somebody out of the password that they chose. */
        @Test
        void is_refused_once_the_person_chose_a_password() {
            var person = somebody();
            var change = reset(DIRECTOR, "chosen", person, 1);
            complete(change);
            accounts.passwordChosen(person.login(), choosing(person, NOW));

            var claim = passwords.claimAgain(change, NOW, LEASE);

            assertThat(claim).isEqualTo(Claim.CHANGED_MEANWHILE);
        }

        @Test
        void is_refused_once_somebody_else_gave_a_later_password() {
            var person = somebody();
            var change = reset(DIRECTOR, "earlier", person, 1);
            complete(change);
            complete(reset(OTHER_DIRECTOR, "later", person, 2));

            var claim = passwords.claimAgain(change, NOW, LEASE);

            assertThat(claim).isEqualTo(Claim.CHANGED_MEANWHILE);
        }

        @Test
        void waits_for_a_claim_until_its_lease_is_over() {
            var person = somebody();
            var change = reset(DIRECTOR, "waiting", person, 1);
            complete(change);
            passwords.claim(reset(OTHER_DIRECTOR, "dead", person, 2), NOW, LEASE);

            var early = passwords.claimAgain(change, NOW.plus(LEASE), LEASE);
            var late = passwords.claimAgain(change, LEASE_OVER, LEASE);

            assertThat(early).isEqualTo(Claim.HELD_BY_ANOTHER);
            assertThat(late).isEqualTo(Claim.CLAIMED);
        }
    }

    @Nested
    class Completing {
        @Test
        void makes_the_next_version_a_temporary_one_and_ends_the_sessions_before() {
            var person = somebody();
            accounts.signedIn(person.login(), NOW.minusSeconds(60));

            complete(reset(DIRECTOR, "temporary", person, 1));

            assertThat(account(person).password()).isEqualTo(
                    new Account.Password(2, Optional.of(LATER), Optional.of(NOW)));
            assertThat(actions(person)).containsExactlyInAnyOrder("create-user", "reset-password");
        }

        @ParameterizedTest
        @EnumSource(value = Kind.class, names = {"RECOVERY", "OWN"})
        void makes_the_next_version_the_persons_own(Kind kind) {
            var person = somebody();
            var change = own(kind, person);
            passwords.claim(change, NOW, LEASE);

            var done = passwords.complete(change, Optional.empty(), Optional.empty(), audit(person, "own"), List.of());

            assertThat(done).isTrue();
            assertThat(account(person).password()).isEqualTo(
                    new Account.Password(2, Optional.empty(), Optional.of(NOW)));
        }

        /** Else both answers would show a password, of which one does not work. */
        @Test
        void succeeds_once_however_often_it_is_tried() throws Exception {
            var person = somebody();
            var change = reset(DIRECTOR, "twice", person, 1);
            passwords.claim(change, NOW, LEASE);

            var done = Together.run(6, i -> passwords.complete(
                    change, Optional.of(LATER), Optional.empty(), audit(person, "request-" + i), List.of()));

            assertThat(done).containsOnlyOnce(true);
            assertThat(account(person).password().version()).isEqualTo(2);
        }

        /** The slower one's password was replaced by the heir's: its answer must not come about. */
        @Test
        void fails_for_one_whose_claim_was_taken_over() {
            var person = somebody();
            var slow = reset(DIRECTOR, "slow", person, 1);
            passwords.claim(slow, NOW, LEASE);
            passwords.claim(reset(OTHER_DIRECTOR, "heir", person, 1), LEASE_OVER, LEASE);

            var done = passwords.complete(
                    slow, Optional.of(LATER), Optional.empty(), audit(person, "slow"), List.of(message(person)));

            assertThat(done).isFalse();
            assertThat(account(person).password().version()).isEqualTo(1);
            assertThat(actions(person)).containsExactly("create-user");
        }

        @Test
        void writes_its_messages_in_the_same_transaction() {
            var person = somebody();
            var change = reset(DIRECTOR, "told", person, 1);
            var message = message(person);
            passwords.claim(change, NOW, LEASE);

            passwords.complete(change, Optional.of(LATER), Optional.empty(), audit(person, "told"), List.of(message));

            assertThat(new DynamoDbOutbox(store.table()).find(message.id())).contains(message);
        }

        @Test
        void verifies_the_address_that_was_proved() {
            var person = somebodyWithEmail("rosa%d@example.org");
            var change = own(Kind.RECOVERY, person);
            passwords.claim(change, NOW, LEASE);

            passwords.complete(
                    change,
                    Optional.empty(),
                    person.email().map(email -> email.address()),
                    audit(person, "proved"),
                    List.of());

            assertThat(standing(person)).isEqualTo(Standing.VERIFIED);
        }

        /** The mail was read, but the address is no longer the person's. */
        @Test
        void verifies_no_other_address_than_the_proved_one() {
            var person = somebodyWithEmail("rosa%d@example.org");
            var change = own(Kind.RECOVERY, person);
            passwords.claim(change, NOW, LEASE);

            var done = passwords.complete(
                    change,
                    Optional.empty(),
                    Optional.of(new EmailAddress("former@example.org")),
                    audit(person, "former"),
                    List.of());

            assertThat(done).isTrue();
            assertThat(standing(person)).isEqualTo(Standing.UNVERIFIED);
        }
    }

    @Nested
    class Abandoning {
        @Test
        void leaves_everything_as_it_was_before_the_claim() {
            var person = somebody();
            var before = item(person);
            var change = reset(DIRECTOR, "abandoned", person, 1);
            passwords.claim(change, NOW, LEASE);

            passwords.abandon(change);

            assertThat(item(person)).isEqualTo(before);
            assertThat(store.items("OPERATION#" + change.id())).isEmpty();
        }

        @Test
        void leaves_a_password_of_ones_own_out_of_the_index() {
            var person = somebody();
            accounts.signedIn(person.login(), NOW);
            var before = item(person);
            var change = own(Kind.OWN, person);
            passwords.claim(change, NOW, LEASE);

            passwords.abandon(change);

            assertThat(item(person)).isEqualTo(before).doesNotContainKey("gsi1pk");
        }

        @Test
        void does_nothing_to_the_claim_of_another() {
            var person = somebody();
            var dead = reset(DIRECTOR, "dead", person, 1);
            var heir = reset(OTHER_DIRECTOR, "heir", person, 1);
            passwords.claim(dead, NOW, LEASE);
            passwords.claim(heir, LEASE_OVER, LEASE);

            passwords.abandon(dead);

            assertThat(unfinished(person).orElseThrow().operation()).isEqualTo(heir.id());
        }
    }

    @Nested
    class MeetingThePersonThemselves {
        /** The sign-in began with the former password; what holds now is the temporary one, and the list must say so. */
        @Test
        void a_sign_in_begun_before_a_reset_leaves_its_temporary_password_in_the_list() {
            var person = somebody();
            complete(reset(DIRECTOR, "reset", person, 1));

            accounts.signedIn(person.login(), NOW.minusMillis(1));
            accounts.passwordChosen(person.login(), choosing(person, NOW.minusMillis(1)));

            assertThat(account(person).password()).isEqualTo(
                    new Account.Password(2, Optional.of(LATER), Optional.of(NOW)));
            assertThat(temporary.endingOn(day(LATER), Optional.empty()).items()).contains(person.login());
        }

        /** Without its place in the index nobody would find the claim if its holder died. */
        @Test
        void a_sign_in_during_a_claim_leaves_the_claim_in_the_index() {
            var person = somebody();
            var change = reset(DIRECTOR, "claim", person, 1);
            passwords.claim(change, NOW, LEASE);

            accounts.signedIn(person.login(), NOW);
            accounts.passwordChosen(person.login(), choosing(person, NOW));

            assertThat(unfinished(person)).isPresent();
            assertThat(account(person).temporaryUntil()).isEmpty();
            assertThat(account(person).password().version()).isEqualTo(2);
        }

        @Test
        void choosing_a_password_is_the_next_version() {
            var person = somebody();

            accounts.passwordChosen(person.login(), choosing(person, NOW));

            assertThat(account(person).password()).isEqualTo(
                    new Account.Password(2, Optional.empty(), Optional.empty()));
        }
    }

    @Nested
    class Finding {
        @Test
        void finds_what_was_left_and_how() {
            var person = somebody();
            var change = reset(DIRECTOR, "left", person, 1);
            passwords.claim(change, NOW, LEASE);

            var left = unfinished(person);

            assertThat(left).contains(new Unfinished(
                    person.login(),
                    person.id(),
                    Optional.of(new PasswordChange(
                            change.id(), change.fingerprint(), Kind.RESET, person.login(), person.id(), OptionalLong.empty())),
                    change.id(),
                    NOW,
                    Optional.of(UNTIL)));
        }

        @Test
        void finds_accounts_that_were_never_completed() {
            var person = person(NUMBERS.incrementAndGet());
            var creation = operation(DIRECTOR, "never", person);
            accounts.claim(creation, person, NOW, LEASE);

            var left = unfinished(person).orElseThrow();

            assertThat(left.change()).isEmpty();
            assertThat(left.operation()).isEqualTo(creation.id());
        }

        @Test
        void finds_nothing_whose_lease_is_not_over() {
            var person = somebody();
            passwords.claim(reset(DIRECTOR, "at-work", person, 1), NOW, LEASE);

            var early = passwords.unfinished(NOW.plus(LEASE), Optional.empty());

            assertThat(early.items()).noneMatch(left -> left.login().equals(person.login()));
        }

        /** A password that one of two dead ones set is later than the first's claim, and perhaps earlier than the second's. */
        @Test
        void remembers_the_first_of_several_claims() {
            var person = somebody();
            passwords.claim(reset(DIRECTOR, "dead", person, 1), NOW, LEASE);
            passwords.claim(reset(OTHER_DIRECTOR, "also-dead", person, 1), LEASE_OVER, LEASE);

            var left = unfinished(person).orElseThrow();

            assertThat(left.claimedAt()).isEqualTo(NOW);
        }

        @Test
        void finds_all_of_them_over_several_pages() {
            var people = IntStream.range(0, 120).mapToObj(_ -> somebody()).toList();
            people.forEach(person -> passwords.claim(reset(DIRECTOR, "page-" + person.id(), person, 1), NOW, LEASE));

            var found = new ArrayList<Login>();
            Optional<String> cursor = Optional.empty();
            do {
                var page = passwords.unfinished(LEASE_OVER, cursor);
                page.items().forEach(left -> found.add(left.login()));
                cursor = page.next();
            } while (cursor.isPresent());

            assertThat(found).doesNotHaveDuplicates().containsAll(people.stream().map(Person::login).toList());
        }

        /** Two reconcilers at once would both decide what to do, and one of them on what the other has just changed. */
        @Test
        void lets_exactly_one_of_many_take_over_what_was_left() throws Exception {
            var person = somebody();
            passwords.claim(reset(DIRECTOR, "left", person, 1), NOW, LEASE);
            var left = unfinished(person).orElseThrow();

            var taken = Together.run(8, _ -> passwords.takeOver(left, LEASE_OVER, LEASE));

            assertThat(taken).containsOnlyOnce(true);
        }

        @Test
        void does_not_take_over_what_a_retry_has_claimed_meanwhile() {
            var person = somebody();
            var change = reset(DIRECTOR, "retried", person, 1);
            passwords.claim(change, NOW, LEASE);
            var left = unfinished(person).orElseThrow();
            passwords.claim(change, LEASE_OVER, LEASE);

            var taken = passwords.takeOver(left, LEASE_OVER, LEASE);

            assertThat(taken).isFalse();
        }

        @Test
        void undoes_an_account_that_was_never_completed() {
            var person = person(NUMBERS.incrementAndGet());
            var creation = operation(DIRECTOR, "undone", person);
            accounts.claim(creation, person, NOW, LEASE);
            var left = unfinished(person).orElseThrow();
            passwords.takeOver(left, LEASE_OVER, LEASE);

            var undone = passwords.undo(left);

            assertThat(undone).isTrue();
            assertThat(accounts.find(person.login())).isEmpty();
            assertThat(accounts.operation(creation)).isEmpty();
            assertThat(unfinished(person)).isEmpty();
        }

        @Test
        void undoes_no_account_that_was_completed_meanwhile() {
            var person = person(NUMBERS.incrementAndGet());
            var creation = operation(DIRECTOR, "completed", person);
            accounts.claim(creation, person, NOW, LEASE);
            var left = unfinished(person).orElseThrow();
            accounts.activate(creation, person, grant(SCHOOL, person), UNTIL, change("create-user", SCHOOL, person));

            var undone = passwords.undo(left);

            assertThat(undone).isFalse();
            assertThat(account(person).status()).isEqualTo(Account.Status.ACTIVE);
        }
    }

    @Nested
    class Indexing {
        @Test
        void lists_those_whose_temporary_password_ends_on_a_day_in_lima() {
            // 23:30 in Lima, already the next day in Greenwich.
            var late = Instant.parse("2026-06-12T04:30:00Z");
            var person = somebody();
            var change = reset(DIRECTOR, "evening", person, 1);
            passwords.claim(change, NOW, LEASE);
            passwords.complete(change, Optional.of(late), Optional.empty(), audit(person, "evening"), List.of());

            assertThat(ending(LocalDate.of(2026, 6, 11))).contains(person.login());
            assertThat(ending(LocalDate.of(2026, 6, 12))).doesNotContain(person.login());
            assertThat(ending(day(UNTIL))).doesNotContain(person.login());
        }

        @Test
        void lists_those_who_were_just_created_until_they_come_in() {
            var created = somebody();
            var signedIn = somebody();
            var chosen = somebody();
            accounts.signedIn(signedIn.login(), NOW);
            accounts.passwordChosen(chosen.login(), choosing(chosen, NOW));

            var listed = ending(day(UNTIL));

            assertThat(listed).contains(created.login()).doesNotContain(signedIn.login(), chosen.login());
        }

        @Test
        void does_not_list_those_whose_password_is_being_replaced() {
            var person = somebody();
            passwords.claim(reset(DIRECTOR, "replacing", person, 1), NOW, LEASE);

            assertThat(ending(day(UNTIL))).doesNotContain(person.login());
        }

        @Test
        void lists_all_of_a_day_over_several_pages() {
            var until = NOW.plus(Duration.ofDays(30));
            var people = IntStream.range(0, 130).mapToObj(_ -> somebody()).toList();
            people.forEach(person -> {
                var change = reset(DIRECTOR, "many-" + person.id(), person, 1);
                passwords.claim(change, NOW, LEASE);
                passwords.complete(change, Optional.of(until), Optional.empty(), audit(person, "many"), List.of());
            });

            var listed = ending(day(until));

            assertThat(listed).containsExactlyInAnyOrderElementsOf(people.stream().map(Person::login).toList());
        }
    }

    private static List<Login> ending(LocalDate day) {
        var logins = new ArrayList<Login>();
        Optional<String> cursor = Optional.empty();
        do {
            var page = temporary.endingOn(day, cursor);
            logins.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());
        return logins;
    }

    private static LocalDate day(Instant until) {
        return until.atZone(SchoolYear.LIMA).toLocalDate();
    }

    private static Optional<Unfinished> unfinished(Person person) {
        Optional<String> cursor = Optional.empty();
        do {
            var page = passwords.unfinished(NOW.plus(Duration.ofDays(1)), cursor);
            var found = page.items().stream().filter(left -> left.login().equals(person.login())).findFirst();
            if (found.isPresent()) {
                return found;
            }
            cursor = page.next();
        } while (cursor.isPresent());
        return Optional.empty();
    }

    private static void complete(PasswordChange change) {
        assertThat(passwords.claim(change, NOW, LEASE)).isEqualTo(Claim.CLAIMED);
        var audit = new Change(
                DIRECTOR, "reset-password", change.person(), Optional.of(SCHOOL), NOW, "request-" + change.id(), Map.of());
        assertThat(passwords.complete(change, Optional.of(LATER), Optional.empty(), audit, List.of())).isTrue();
    }

    private static PasswordChange reset(PersonId by, String key, Person person, long seenVersion) {
        return resetUnder(by + "#" + key + "-" + person.id(), person, seenVersion);
    }

    private static PasswordChange resetUnder(String id, Person person, long seenVersion) {
        return new PasswordChange(
                id,
                SCHOOL + "|" + person.id() + "|RESET",
                Kind.RESET,
                person.login(),
                person.id(),
                OptionalLong.of(seenVersion));
    }

    private static PasswordChange own(Kind kind, Person person) {
        return new PasswordChange(
                kind + "-" + NUMBERS.incrementAndGet(), kind.name(), kind, person.login(), person.id(), OptionalLong.empty());
    }

    private static Message message(Person person) {
        return new Message(
                MessageId.random(new Random(NUMBERS.incrementAndGet())),
                new Message.PasswordWasReset(person.id(), SCHOOL),
                Language.SPANISH,
                NOW,
                NOW.plus(Duration.ofDays(1)));
    }

    private static Change audit(Person person, String request) {
        return new Change(DIRECTOR, "replace-password", person.id(), Optional.of(SCHOOL), NOW, request, Map.of());
    }

    private static Change choosing(Person person, Instant at) {
        return Change.own(person.id(), "choose-password", at, "request");
    }

    private static Account account(Person person) {
        return accounts.find(person.login()).orElseThrow();
    }

    private static Map<String, AttributeValue> item(Person person) {
        return store.items("ACCOUNT#" + person.login().value()).stream()
                .filter(item -> item.get("sk").s().equals("ACCOUNT"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> actions(Person person) {
        return store.items("AUDIT#" + person.id()).stream().map(item -> item.get("action").s()).toList();
    }

    private static Standing standing(Person person) {
        return personnel.find(person.id()).orElseThrow().email().orElseThrow().standing();
    }

    private static Person somebodyWithEmail(String address) {
        var person = person(NUMBERS.incrementAndGet());
        return give(withEmail(person, address.formatted(NUMBERS.get())));
    }

    private static Person somebody() {
        return give(person(NUMBERS.incrementAndGet()));
    }

    /** Registered under another's name, so that a person's audit shows accounts only. */
    private static Person give(Person person) {
        var registered = new Change(
                DIRECTOR, "register-person", DIRECTOR, Optional.of(SCHOOL), NOW, "request-" + person.id(), Map.of());
        personnel.register(member(SCHOOL, person), registered);
        var creation = operation(DIRECTOR, "creation-" + person.id(), person);
        assertThat(accounts.claim(creation, person, NOW, LEASE)).isEqualTo(Accounts.Claim.CLAIMED);
        accounts.activate(creation, person, grant(SCHOOL, person), UNTIL, change("create-user", SCHOOL, person));
        return person;
    }
}
