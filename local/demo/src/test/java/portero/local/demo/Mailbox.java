package portero.local.demo;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import portero.adapters.dynamodb.DynamoDbOutbox;
import portero.domain.Secret;
import portero.domain.mail.CodeHashes;
import portero.domain.mail.MailedCode;
import portero.domain.mail.Message;
import portero.domain.mail.MessageId;
import portero.domain.mail.Outbox;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.IdentityDocument;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Person;
import portero.domain.schools.PersonId;
import portero.domain.schools.PersonName;
import portero.domain.schools.Position;

/** People with an address, and what is on its way to them. */
final class Mailbox {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final School school;
    private final Outbox outbox;

    Mailbox(School school) {
        this.school = school;
        this.outbox = new DynamoDbOutbox(school.surroundings().table());
    }

    /** A teacher whose address has that standing; without an account. */
    Person teacher(InstitutionCode code, ContactEmail.Standing standing) {
        var number = NUMBERS.incrementAndGet();
        var person = new Person(
                new PersonId("r%015d".formatted(number)),
                new IdentityDocument(IdentityDocument.Type.DNI, "6%07d".formatted(number)),
                new PersonName("Rosa Elvira", "Apellido%03d".formatted(number), Optional.of("Condezo")),
                Optional.of(new ContactEmail(new EmailAddress("persona%03d@example.org".formatted(number)), standing)),
                Optional.empty());
        school.enrol(code, person, Position.PROFESOR);
        return person;
    }

    static EmailAddress address(Person person) {
        return person.email().orElseThrow().address();
    }

    /** All that waits to be sent. */
    List<Message> waiting() {
        return outbox.unsent(school.clock.instant().plusMillis(1), Optional.empty()).items().stream()
                .map((MessageId id) -> outbox.find(id).orElseThrow())
                .toList();
    }

    List<Message.Content> waitingFor(Person person) {
        return waiting().stream().map(Message::content).filter(content -> isFor(person, content)).toList();
    }

    private static boolean isFor(Person person, Message.Content content) {
        return switch (content) {
            case Message.RecoveryRequested requested -> requested.login().equals(person.login());
            case Message.EmailToVerify(var to, _) -> to.equals(person.id());
            case Message.PasswordWasReset(var to, _) -> to.equals(person.id());
            case Message.PasswordWasChanged(var to) -> to.equals(person.id());
            case Message.EmailWasChanged(var to, _) -> to.equals(person.id());
            case Message.PasswordsEnding(var to, _) -> to.equals(person.id());
            case Message.TicketNews _ -> false;
            case Message.TicketsDue(var to, _) -> to.equals(person.id());
        };
    }

    /** A code as deliver-mail makes it, and what it keeps of it. */
    record Code(Secret value, String hash) {
        static Code fresh(School school, CodeHashes hashes) {
            var value = new Secret(MailedCode.generate(school.random).value());
            return new Code(value, hashes.of(value));
        }

        /** Another than this. */
        Secret wrong() {
            var last = value.value().charAt(7);
            return new Secret(value.value().substring(0, 7) + (last == '9' ? '0' : (char) (last + 1)));
        }
    }
}
