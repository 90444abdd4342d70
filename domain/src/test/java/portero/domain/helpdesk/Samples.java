package portero.domain.helpdesk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import portero.domain.mail.Language;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.InstitutionKind;
import portero.domain.schools.PersonId;
import portero.domain.schools.SchoolCalendar;

/** A ticket of a school to test with. */
final class Samples {
    /** A Monday, ten in the morning in Lima. */
    static final Instant NOW = Instant.parse("2026-06-01T15:00:00Z");
    static final BusinessHours HOURS = new BusinessHours(SchoolCalendar.bundled());
    static final TicketNumber NUMBER = new TicketNumber(2026, 1482);
    static final Participant REQUESTER = new Participant(new PersonId("rrrrrrrrrrrrrrrr"), "Rosa Elvira");
    static final Participant AGENT = new Participant(new PersonId("aaaaaaaaaaaaaaaa"), "Ana Luisa");
    static final Institution COUNTRY = institution("PE", InstitutionKind.COUNTRY);
    static final Institution DRE = institution("990000", InstitutionKind.DRE, "PE");
    static final Institution UGEL = institution("990101", InstitutionKind.UGEL, "PE", "990000");
    static final Institution OTHER_UGEL = institution("990102", InstitutionKind.UGEL, "PE", "990000");
    static final Institution SCHOOL = institution("0990124-0", InstitutionKind.SCHOOL, "PE", "990000", "990101");

    private Samples() {}

    static Ticket ticket() {
        return Ticket.filed(
                NUMBER,
                new Filing(
                        NOW,
                        REQUESTER,
                        new Filing.Contact(new EmailAddress("rosa@example.org"), Optional.empty(), Optional.empty()),
                        Language.SPANISH,
                        SCHOOL,
                        UGEL,
                        new TopicId("no-permite-agregar"),
                        Priority.NORMAL,
                        HOURS.after(NOW, 7),
                        Optional.empty(),
                        Optional.empty(),
                        "No puedo agregar a una docente."));
    }

    static Institution institution(String code, InstitutionKind kind, String... above) {
        var path = new ArrayList<>(List.of(above));
        path.add(code);
        return new Institution(
                new InstitutionCode(code),
                kind,
                code,
                path.stream().map(InstitutionCode::new).toList(),
                Optional.empty(),
                Optional.empty());
    }
}
