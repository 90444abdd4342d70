package portero.adapters.dynamodb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portero.domain.accounts.Change;
import portero.domain.accounts.Grant;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.accounts.Operation;
import portero.domain.accounts.Role;
import portero.domain.schools.Condition;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.IdentityDocument;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.InstitutionKind;
import portero.domain.schools.Member;
import portero.domain.schools.Person;
import portero.domain.schools.PersonId;
import portero.domain.schools.PersonName;
import portero.domain.schools.Position;
import portero.domain.schools.SchoolYear;

/** People and schools to test with, each by its number. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-06-01T15:00:00Z");
    static final SchoolYear YEAR = new SchoolYear(2026);
    static final InstitutionCode SCHOOL = new InstitutionCode("0990124-0");
    static final InstitutionCode OTHER_SCHOOL = new InstitutionCode("9902156-0");
    static final PersonId DIRECTOR = new PersonId("dddddddddddddddd");
    static final PersonId OTHER_DIRECTOR = new PersonId("eeeeeeeeeeeeeeee");

    private Samples() {}

    static Person person(int number) {
        return person(number, "Apellido%03d".formatted(number));
    }

    static Person person(int number, String surname) {
        return new Person(
                new PersonId("p%015d".formatted(number)),
                new IdentityDocument(IdentityDocument.Type.DNI, "5%07d".formatted(number)),
                new PersonName("Rosa Elvira", surname, Optional.of("Condezo")),
                Optional.empty(),
                Optional.empty());
    }

    static Person withEmail(Person person, String address) {
        return new Person(
                person.id(), person.document(), person.name(), Optional.of(ContactEmail.unverified(new EmailAddress(address))), person.mobile());
    }

    static Member member(InstitutionCode institution, Person person) {
        return new Member(institution, person, Position.PROFESOR, Optional.of(Condition.NOMBRADO));
    }

    static Operation operation(PersonId by, String key, Person subject) {
        var institution = by.equals(DIRECTOR) ? SCHOOL : OTHER_SCHOOL;
        return new Operation(by, new IdempotencyKey(key + "-0123456789abcdef"), institution, subject.id(), Role.TEACHER);
    }

    static Grant grant(InstitutionCode institution, Person person) {
        return new Grant(person.login(), institution, Role.TEACHER, YEAR, NOW, 1);
    }

    static Change change(String action, InstitutionCode institution, Person subject) {
        return new Change(
                DIRECTOR,
                action,
                subject.id(),
                Optional.of(institution),
                NOW,
                "request-" + institution + "-" + subject.id(),
                Map.of("role", Role.TEACHER.name()));
    }

    static Institution institution(String code, InstitutionKind kind, String name, String... above) {
        var path = new ArrayList<InstitutionCode>();
        List.of(above).forEach(step -> path.add(new InstitutionCode(step)));
        path.add(new InstitutionCode(code));
        var school = kind == InstitutionKind.SCHOOL;
        return new Institution(
                path.getLast(),
                kind,
                name,
                path,
                school ? Optional.of("B0") : Optional.empty(),
                school ? Optional.of("01") : Optional.empty());
    }
}
