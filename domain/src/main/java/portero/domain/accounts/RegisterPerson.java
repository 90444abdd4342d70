package portero.domain.accounts;

import static portero.domain.Refusal.Reason.ALREADY_REGISTERED;
import static portero.domain.Refusal.Reason.DOCUMENT_HAS_OTHER_NAMES;
import static portero.domain.Refusal.Reason.EMAIL_UNDELIVERABLE;
import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.mail.Suppressions;
import portero.domain.schools.Condition;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.IdentityDocument;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Institutions;
import portero.domain.schools.Member;
import portero.domain.schools.MobileNumber;
import portero.domain.schools.Person;
import portero.domain.schools.PersonId;
import portero.domain.schools.PersonName;
import portero.domain.schools.Personnel;
import portero.domain.schools.Position;
import portero.domain.schools.SchoolYear;

/** Registers somebody in an institution's personnel; a person known from elsewhere stays one person. */
public final class RegisterPerson {
    private static final int TRIES = 3;

    private final Accounts accounts;
    private final Personnel personnel;
    private final Suppressions suppressions;
    private final AccessRules rules;
    private final InstantSource clock;
    private final RandomGenerator random;

    public RegisterPerson(
            Accounts accounts,
            Personnel personnel,
            Institutions institutions,
            Suppressions suppressions,
            InstantSource clock,
            RandomGenerator random) {
        this.accounts = accounts;
        this.personnel = personnel;
        this.suppressions = suppressions;
        this.rules = new AccessRules(institutions);
        this.clock = clock;
        this.random = random;
    }

    /** What the director writes down. */
    public record NewMember(
            IdentityDocument document,
            PersonName name,
            Position position,
            Optional<Condition> condition,
            Optional<EmailAddress> email,
            Optional<MobileNumber> mobile) {}

    public Outcome<PersonnelView> run(Caller caller, InstitutionCode code, NewMember entry) {
        var now = clock.instant();
        var care = rules.care(caller, code, now);
        if (care.isEmpty()) {
            return Outcome.refused(NOT_FOUND);
        }
        if (entry.email().filter(suppressions::contains).isPresent()) {
            return Outcome.refused(EMAIL_UNDELIVERABLE);
        }
        for (var attempt = 0; attempt < TRIES; attempt++) {
            var known = personnel.byDocument(entry.document());
            // A document tells nothing of its bearer to somebody who does not know the name too.
            if (known.isPresent() && !known.get().name().isLike(entry.name())) {
                return Outcome.refused(DOCUMENT_HAS_OTHER_NAMES);
            }
            var person = known.map(found -> found.completedBy(entry.email(), entry.mobile()))
                    .orElseGet(() -> new Person(
                            PersonId.random(random),
                            entry.document(),
                            entry.name(),
                            entry.email().map(ContactEmail::unverified),
                            entry.mobile()));
            var member = new Member(code, person, entry.position(), entry.condition());
            var change = Change.by(
                    caller, "register-person", person.id(), code, now, Map.of("position", entry.position().name()));
            switch (personnel.register(member, change)) {
                case REGISTERED -> {
                    return Outcome.done(ListPersonnel.view(
                            member,
                            accounts.find(person.login()),
                            care.get().by(),
                            care.get().institution(),
                            SchoolYear.at(now)));
                }
                case ALREADY_REGISTERED -> {
                    return Outcome.refused(ALREADY_REGISTERED);
                }
                case DOCUMENT_TAKEN -> {}
            }
        }
        throw new IllegalStateException("A document was taken and freed again " + TRIES + " times");
    }
}
