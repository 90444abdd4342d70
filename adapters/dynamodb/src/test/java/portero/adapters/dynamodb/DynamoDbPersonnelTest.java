package portero.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static portero.adapters.dynamodb.Samples.OTHER_SCHOOL;
import static portero.adapters.dynamodb.Samples.SCHOOL;
import static portero.adapters.dynamodb.Samples.change;
import static portero.adapters.dynamodb.Samples.member;
import static portero.adapters.dynamodb.Samples.person;
import static portero.adapters.dynamodb.Samples.withEmail;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portero.domain.Unavailable;
import portero.domain.schools.BadCursor;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.IdentityDocument;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Member;
import portero.domain.schools.MobileNumber;
import portero.domain.schools.Person;
import portero.domain.schools.PersonId;
import portero.domain.schools.PersonName;
import portero.domain.schools.Personnel.Registration;
import portero.domain.schools.Position;

class DynamoDbPersonnelTest {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static TestTable store;
    private static DynamoDbPersonnel personnel;

    @BeforeAll
    static void open() {
        store = new TestTable();
        personnel = new DynamoDbPersonnel(store.table());
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void finds_somebody_as_they_were_registered() {
        var person = new Person(
                new PersonId("c0000000000000aa"),
                new IdentityDocument(IdentityDocument.Type.CE, "001284736"),
                new PersonName("Marco Antonio", "Bianchi", Optional.empty()),
                Optional.of(ContactEmail.unverified(new EmailAddress("marco.bianchi@example.org"))),
                Optional.of(new MobileNumber("900000017")));
        var member = new Member(SCHOOL, person, Position.PROFESOR, Optional.empty());

        var registration = register(member);

        assertThat(registration).isEqualTo(Registration.REGISTERED);
        assertThat(personnel.find(SCHOOL, person.id())).contains(member);
        assertThat(personnel.find(person.id())).contains(person);
        assertThat(personnel.byDocument(person.document())).contains(person);
        assertThat(personnel.find(OTHER_SCHOOL, person.id())).isEmpty();
    }

    @Test
    void finds_nobody_unknown() {
        var unknown = somebody();

        var found = personnel.find(SCHOOL, unknown.id());

        assertThat(found).isEmpty();
        assertThat(personnel.find(unknown.id())).isEmpty();
        assertThat(personnel.byDocument(unknown.document())).isEmpty();
        assertThat(personnel.findAll(SCHOOL, List.of())).isEmpty();
    }

    /** A put without the condition would silently replace the position that the register has. */
    @Test
    void refuses_somebody_who_is_registered_already() {
        var person = somebody();
        register(member(SCHOOL, person));

        var again = register(new Member(SCHOOL, person, Position.PERSONAL_ADMINISTRATIVO, Optional.empty()));

        assertThat(again).isEqualTo(Registration.ALREADY_REGISTERED);
        assertThat(personnel.find(SCHOOL, person.id())).contains(member(SCHOOL, person));
        assertThat(store.items("AUDIT#" + person.id())).hasSize(1);
    }

    @Test
    void keeps_one_person_in_two_schools() {
        var person = somebody();
        register(member(SCHOOL, person));

        var elsewhere = register(member(OTHER_SCHOOL, person));

        assertThat(elsewhere).isEqualTo(Registration.REGISTERED);
        assertThat(store.items("PERSON#" + person.id())).hasSize(1);
        assertThat(personnel.find(OTHER_SCHOOL, person.id())).contains(member(OTHER_SCHOOL, person));
    }

    /** Without the condition on the document, a person would have two ids, and so two of everything. */
    @Test
    void makes_one_person_of_a_document_that_many_register_at_once() throws Exception {
        var number = NUMBERS.incrementAndGet();
        var document = person(number).document();

        var registrations = Together.run(10, i -> {
            var same = new Person(
                    new PersonId("r%07d%08d".formatted(number, i)),
                    document,
                    person(number).name(),
                    Optional.empty(),
                    Optional.empty());
            return register(member(new InstitutionCode("990002%d-0".formatted(i)), same));
        });

        assertThat(registrations).containsOnlyOnce(Registration.REGISTERED);
        assertThat(registrations.stream().filter(one -> one == Registration.DOCUMENT_TAKEN)).hasSize(9);
        assertThat(store.items("PERSON#r%07d".formatted(number))).hasSize(1);
    }

    /** Else the register would hold an entry for an id that belongs to nobody, and the answer would say that all is well. */
    @Test
    void refuses_another_id_for_a_known_document() {
        var known = somebody();
        register(member(SCHOOL, known));
        var other = new Person(
                new PersonId("zzzzzzzzzzzzzzzz"), known.document(), known.name(), Optional.empty(), Optional.empty());

        var registration = register(member(OTHER_SCHOOL, other));

        assertThat(registration).isEqualTo(Registration.DOCUMENT_TAKEN);
        assertThat(store.items("INSTITUTION#" + OTHER_SCHOOL))
                .noneMatch(item -> item.get("sk").s().contains("zzzzzzzzzzzzzzzz"));
    }

    @Test
    void adds_the_address_that_was_missing() {
        var person = somebody();
        register(member(SCHOOL, person));

        register(member(OTHER_SCHOOL, withEmail(person, "rosa@example.org")));

        assertThat(personnel.find(person.id()).orElseThrow().email())
                .contains(ContactEmail.unverified(new EmailAddress("rosa@example.org")));
    }

    /** Whoever can change somebody's address can take over their account once passwords are recovered by mail. */
    @Test
    void never_replaces_an_address_that_is_known() {
        var person = withEmail(somebody(), "rosa@example.org");
        register(member(SCHOOL, person));

        register(member(OTHER_SCHOOL, withEmail(person, "other@example.org")));

        assertThat(personnel.find(person.id()).orElseThrow().email())
                .contains(ContactEmail.unverified(new EmailAddress("rosa@example.org")));
    }

    @Test
    void lists_a_whole_register_over_several_pages() {
        var school = new InstitutionCode("9900041-0");
        var people = IntStream.range(0, 230).mapToObj(_ -> somebody()).toList();
        people.forEach(person -> register(member(school, person)));

        var pages = new ArrayList<Integer>();
        var shown = new HashSet<PersonId>();
        Optional<String> cursor = Optional.empty();
        do {
            var page = personnel.of(school, cursor);
            pages.add(page.items().size());
            page.items().forEach(member -> shown.add(member.person().id()));
            cursor = page.next();
        } while (cursor.isPresent());

        assertThat(pages).containsExactly(100, 100, 30);
        assertThat(shown).containsExactlyInAnyOrderElementsOf(people.stream().map(Person::id).toList());
        assertThat(personnel.findAll(school, shown)).hasSize(230);
    }

    @Test
    void lists_nobody_of_another_school_after_a_cursor_of_another_school() {
        var there = new InstitutionCode("9900042-0");
        var person = somebody();
        register(member(there, person));

        var page = personnel.of(new InstitutionCode("9900043-0"), Optional.of(person.id().value()));

        assertThat(page.items()).isEmpty();
        assertThat(page.next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "MEMBER#0123456789abcdef", "0123456789ABCDEF"})
    void refuses_cursors_that_no_page_gave(String cursor) {
        var given = Optional.of(cursor);

        assertThatThrownBy(() -> personnel.of(SCHOOL, given)).isInstanceOf(BadCursor.class);
    }

    @Test
    void tells_of_a_registration_without_document_or_name() {
        var person = somebody();
        register(member(SCHOOL, person));

        var audit = store.items("AUDIT#" + person.id());

        assertThat(audit).hasSize(1);
        assertThat(audit.getFirst().get("action").s()).isEqualTo("register-person");
        assertThat(audit.getFirst().toString())
                .doesNotContain(person.document().number())
                .doesNotContain(person.name().paternal());
    }

    @Test
    void notes_that_mail_to_an_address_comes_back_however_it_is_written() {
        var person = withEmail(somebody(), "Rosa.Elvira@example.org");
        register(member(SCHOOL, person));

        var noted = personnel.emailBounces(
                person.id(), new EmailAddress("rosa.elvira@EXAMPLE.org"), change("email-bounced", SCHOOL, person));

        assertThat(noted).isTrue();
        assertThat(personnel.find(person.id()).flatMap(Person::email))
                .contains(new ContactEmail(
                        new EmailAddress("Rosa.Elvira@example.org"), ContactEmail.Standing.BOUNCING));
        assertThat(store.items("AUDIT#" + person.id()).toString()).contains("email-bounced");
    }

    /** News of a bounce comes late and twice: by then the person may have another address. */
    @Test
    void does_not_blame_an_address_for_another_ones_bounce() throws Exception {
        var person = withEmail(somebody(), "new@example.org");
        var twice = withEmail(somebody(), "twice@example.org");
        register(member(SCHOOL, person));
        register(member(SCHOOL, twice));

        var former = personnel.emailBounces(
                person.id(), new EmailAddress("former@example.org"), change("email-bounced", SCHOOL, person));
        var many = Together.run(6, _ -> {
            try {
                return personnel.emailBounces(
                        twice.id(), new EmailAddress("twice@example.org"), change("email-bounced", SCHOOL, twice));
            } catch (Unavailable met) {
                return false;
            }
        });
        var nobody = personnel.emailBounces(
                somebody().id(), new EmailAddress("new@example.org"), change("email-bounced", SCHOOL, person));

        assertThat(former).isFalse();
        assertThat(many).containsOnlyOnce(true);
        assertThat(nobody).isFalse();
        assertThat(personnel.find(person.id()).flatMap(Person::email))
                .contains(ContactEmail.unverified(new EmailAddress("new@example.org")));
    }

    @Test
    void changes_how_somebody_is_reached() {
        var before = withEmail(somebody(), "before@example.org");
        register(member(SCHOOL, before));
        var after = before.reachedAt(
                Optional.of(new EmailAddress("after@example.org")), Optional.of(new MobileNumber("900000017")));

        var changed = personnel.replaceContact(before, after, change("update-contact", SCHOOL, before), List.of());

        assertThat(changed).isTrue();
        assertThat(personnel.find(before.id())).contains(after);
        assertThat(store.items("AUDIT#" + before.id()).toString()).contains("update-contact");
    }

    /** Else of two directors at once one's address would be gone without a word to its reader. */
    @Test
    void changes_only_the_contact_that_was_seen() throws Exception {
        var before = withEmail(somebody(), "seen@example.org");
        register(member(SCHOOL, before));

        var changed = Together.run(6, i -> {
            try {
                return personnel.replaceContact(
                        before,
                        before.reachedAt(Optional.of(new EmailAddress("n" + i + "@example.org")), Optional.empty()),
                        change("update-contact", SCHOOL, before),
                        List.of());
            } catch (Unavailable met) {
                return false;
            }
        });

        assertThat(changed).containsOnlyOnce(true);
    }

    /** The person verifies the address while a director has another one on the screen. */
    @Test
    void leaves_an_address_that_was_verified_meanwhile() {
        var before = withEmail(somebody(), "mine@example.org");
        var verified = new Person(
                before.id(),
                before.document(),
                before.name(),
                before.email().map(email -> new ContactEmail(email.address(), ContactEmail.Standing.VERIFIED)),
                before.mobile());
        register(member(SCHOOL, verified));

        var changed = personnel.replaceContact(
                before,
                before.reachedAt(Optional.of(new EmailAddress("other@example.org")), Optional.empty()),
                change("update-contact", SCHOOL, before),
                List.of());

        assertThat(changed).isFalse();
        assertThat(personnel.find(before.id())).contains(verified);
    }

    /** Those who were registered without one and got it from another school: its standing was never written. */
    @Test
    void changes_an_address_of_which_no_standing_was_ever_written() {
        var without = somebody();
        register(member(SCHOOL, without));
        register(member(OTHER_SCHOOL, withEmail(without, "completed@example.org")));
        var before = personnel.find(without.id()).orElseThrow();
        var after = before.reachedAt(Optional.of(new EmailAddress("next@example.org")), Optional.empty());

        var changed = personnel.replaceContact(before, after, change("update-contact", SCHOOL, before), List.of());

        assertThat(changed).isTrue();
        assertThat(personnel.find(without.id())).contains(after);
    }

    private static Person somebody() {
        return person(NUMBERS.incrementAndGet());
    }

    private static Registration register(Member member) {
        return personnel.register(member, change("register-person", member.institution(), member.person()));
    }
}
