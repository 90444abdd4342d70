package portero.adapters.dynamodb;

import static portero.adapters.dynamodb.Items.optionalText;
import static portero.adapters.dynamodb.Items.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portero.domain.Page;
import portero.domain.accounts.Change;
import portero.domain.mail.Message;
import portero.domain.schools.BadCursor;
import portero.domain.schools.Condition;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.IdentityDocument;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Member;
import portero.domain.schools.MobileNumber;
import portero.domain.schools.Person;
import portero.domain.schools.PersonId;
import portero.domain.schools.PersonName;
import portero.domain.schools.Personnel;
import portero.domain.schools.Position;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** People and personnel registers in the table. */
public final class DynamoDbPersonnel implements Personnel {
    private static final int PAGE = 100;

    private final Table table;

    public DynamoDbPersonnel(Table table) {
        this.table = table;
    }

    @Override
    public Optional<Member> find(InstitutionCode institution, PersonId person) {
        return Optional.ofNullable(findAll(institution, List.of(person)).get(person));
    }

    @Override
    public Map<PersonId, Member> findAll(InstitutionCode institution, Collection<PersonId> people) {
        var keys = new ArrayList<Map<String, AttributeValue>>();
        for (var person : people) {
            keys.add(Items.key(Keys.institution(institution), Keys.member(person)));
            keys.add(Items.key(Keys.person(person), Keys.PERSON));
        }
        var entries = new HashMap<PersonId, Map<String, AttributeValue>>();
        var persons = new HashMap<PersonId, Person>();
        for (var item : table.getAll(keys)) {
            if (text(item, Items.SK).equals(Keys.PERSON)) {
                var person = person(item);
                persons.put(person.id(), person);
            } else {
                entries.put(new PersonId(text(item, Items.SK).substring(Keys.MEMBER.length())), item);
            }
        }
        var members = new HashMap<PersonId, Member>();
        entries.forEach((id, entry) -> {
            var person = persons.get(id);
            if (person != null) {
                members.put(id, member(institution, person, entry));
            }
        });
        return members;
    }

    @Override
    public Optional<Person> find(PersonId person) {
        return table.get(Keys.person(person), Keys.PERSON).map(DynamoDbPersonnel::person);
    }

    @Override
    public Page<Member> of(InstitutionCode institution, Optional<String> cursor) {
        var after = cursor.map(text -> PersonId.parse(text)
                .map(person -> Items.key(Keys.institution(institution), Keys.member(person)))
                .orElseThrow(BadCursor::new));
        var page = table.query(Keys.institution(institution), Keys.MEMBER, PAGE, after.orElse(null));
        var ids = page.items().stream()
                .map(item -> new PersonId(text(item, Items.SK).substring(Keys.MEMBER.length())))
                .toList();
        var persons = new HashMap<PersonId, Person>();
        for (var item : table.getAll(
                ids.stream().map(id -> Items.key(Keys.person(id), Keys.PERSON)).toList())) {
            var person = person(item);
            persons.put(person.id(), person);
        }
        var members = new ArrayList<Member>();
        for (var i = 0; i < ids.size(); i++) {
            var person = persons.get(ids.get(i));
            if (person != null) {
                members.add(member(institution, person, page.items().get(i)));
            }
        }
        return new Page<>(members, page.hasLastEvaluatedKey() ? Optional.of(ids.getLast().value()) : Optional.empty());
    }

    @Override
    public Optional<Person> byDocument(IdentityDocument document) {
        return table.get(Keys.document(document.login()), Keys.ONLY)
                .flatMap(item -> find(new PersonId(text(item, "person"))));
    }

    @Override
    public Registration register(Member member, Change change) {
        var person = member.person();
        var entry = Items.Item.of(Keys.institution(member.institution()), Keys.member(person.id()))
                .with("position", member.position().name())
                .with("condition", member.condition().map(Condition::name))
                .done();
        var known = byDocument(person.document());
        if (known.isPresent() && !known.get().id().equals(person.id())) {
            return Registration.DOCUMENT_TAKEN;
        }
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(table.puttingNew(entry));
        writes.add(table.putting(Audit.item(change)));
        if (known.isEmpty()) {
            // Two directors may register the same new person at once: only one may invent the person's id.
            writes.add(table.puttingNew(Items.Item.of(Keys.document(person.login()), Keys.ONLY)
                    .with("person", person.id().value())
                    .done()));
            writes.add(table.puttingNew(item(person)));
        } else if (!known.get().equals(person)) {
            completing(person).ifPresent(writes::add);
        }
        if (table.transact(writes.toArray(TransactWriteItem[]::new))) {
            return Registration.REGISTERED;
        }
        return table.get(Keys.institution(member.institution()), Keys.member(person.id())).isPresent()
                ? Registration.ALREADY_REGISTERED
                : Registration.DOCUMENT_TAKEN;
    }

    @Override
    public boolean replaceContact(Person before, Person after, Change change, List<Message> messages) {
        var item = item(after);
        var writes = new ArrayList<TransactWriteItem>();
        // The person may verify an address, and another director may write down theirs, at this very moment.
        writes.add(replacing(item(before), item));
        writes.add(table.putting(Audit.item(change)));
        messages.forEach(message -> writes.add(Messages.writing(table, message)));
        return table.transact(writes.toArray(TransactWriteItem[]::new));
    }

    private TransactWriteItem replacing(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        var conditions = new ArrayList<String>();
        var sets = new ArrayList<String>();
        var values = new HashMap<String, AttributeValue>();
        for (var name : List.of("email", "emailStanding", "mobile")) {
            var was = before.get(name);
            var is = after.get(name);
            if (was == null) {
                conditions.add("attribute_not_exists(" + name + ")");
            } else {
                // An address without a standing is one that somebody wrote down: see person(…).
                conditions.add(
                        was.s().equals(ContactEmail.Standing.UNVERIFIED.name())
                                ? "(" + name + " = :was_" + name + " OR attribute_not_exists(" + name + "))"
                                : name + " = :was_" + name);
                values.put(":was_" + name, was);
            }
            if (is != null) {
                sets.add(name + " = :is_" + name);
                values.put(":is_" + name, is);
            }
        }
        return table.updating(
                text(before, Items.PK),
                Keys.PERSON,
                "SET " + String.join(", ", sets),
                "attribute_exists(pk) AND " + String.join(" AND ", conditions),
                values);
    }

    @Override
    public boolean emailBounces(PersonId person, EmailAddress address, Change audit) {
        return find(person)
                .flatMap(Person::email)
                .filter(email -> email.address().value().equalsIgnoreCase(address.value()))
                // The person may be replacing the address at this very moment.
                .filter(email -> table.transact(
                        table.updating(
                                Keys.person(person),
                                Keys.PERSON,
                                "SET emailStanding = :bouncing",
                                "email = :email AND (attribute_not_exists(emailStanding) OR emailStanding <> :bouncing)",
                                Map.of(
                                        ":email", Items.s(email.address().value()),
                                        ":bouncing", Items.s(ContactEmail.Standing.BOUNCING.name()))),
                        table.putting(Audit.item(audit))))
                .isPresent();
    }

    private Optional<TransactWriteItem> completing(Person person) {
        var sets = new ArrayList<String>();
        var values = new HashMap<String, AttributeValue>();
        person.email().ifPresent(email -> {
            sets.add("email = if_not_exists(email, :email)");
            values.put(":email", Items.s(email.address().value()));
        });
        person.mobile().ifPresent(mobile -> {
            sets.add("mobile = if_not_exists(mobile, :mobile)");
            values.put(":mobile", Items.s(mobile.value()));
        });
        return sets.isEmpty()
                ? Optional.empty()
                : Optional.of(table.updating(
                        Keys.person(person.id()),
                        Keys.PERSON,
                        "SET " + String.join(", ", sets),
                        "attribute_exists(pk)",
                        values));
    }

    private static Map<String, AttributeValue> item(Person person) {
        return Items.Item.of(Keys.person(person.id()), Keys.PERSON)
                .with("documentType", person.document().type().name())
                .with("documentNumber", person.document().number())
                .with("given", person.name().given())
                .with("paternal", person.name().paternal())
                .with("maternal", person.name().maternal())
                .with("email", person.email().map(email -> email.address().value()))
                .with("emailStanding", person.email().map(email -> email.standing().name()))
                .with("mobile", person.mobile().map(MobileNumber::value))
                .done();
    }

    private static Person person(Map<String, AttributeValue> item) {
        return new Person(
                new PersonId(text(item, Items.PK).substring("PERSON#".length())),
                new IdentityDocument(
                        IdentityDocument.Type.valueOf(text(item, "documentType")), text(item, "documentNumber")),
                new PersonName(text(item, "given"), text(item, "paternal"), optionalText(item, "maternal")),
                optionalText(item, "email").map(EmailAddress::new).map(address -> new ContactEmail(
                        address,
                        optionalText(item, "emailStanding")
                                .map(ContactEmail.Standing::valueOf)
                                .orElse(ContactEmail.Standing.UNVERIFIED))),
                optionalText(item, "mobile").map(MobileNumber::new));
    }

    private static Member member(InstitutionCode institution, Person person, Map<String, AttributeValue> entry) {
        return new Member(
                institution,
                person,
                Position.valueOf(text(entry, "position")),
                optionalText(entry, "condition").map(Condition::valueOf));
    }
}
