package portero.domain.accounts;

import static portero.domain.Refusal.Reason.EMAIL_IS_VERIFIED;
import static portero.domain.Refusal.Reason.EMAIL_UNDELIVERABLE;
import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.Refusal;
import portero.domain.mail.Language;
import portero.domain.mail.Message;
import portero.domain.mail.Suppressions;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Institutions;
import portero.domain.schools.Member;
import portero.domain.schools.MobileNumber;
import portero.domain.schools.Person;
import portero.domain.schools.PersonId;
import portero.domain.schools.Personnel;
import portero.domain.schools.SchoolYear;

/**
 * Writes down how to reach somebody of the personnel. An address that its reader verified is theirs alone to change: it
 * opens the account.
 */
public final class UpdateContact {
    private static final int TRIES = 3;

    private final Accounts accounts;
    private final Personnel personnel;
    private final Suppressions suppressions;
    private final AccessRules rules;
    private final InstantSource clock;
    private final RandomGenerator random;

    public UpdateContact(
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

    /** What is empty is left as it is. */
    public record Contact(Optional<EmailAddress> email, Optional<MobileNumber> mobile) {}

    public Outcome<PersonnelView> run(Caller caller, InstitutionCode code, PersonId id, Contact contact) {
        var now = clock.instant();
        var care = rules.care(caller, code, now);
        for (var attempt = 0; attempt < TRIES; attempt++) {
            // Looked at anew each time: another director, or the person, may have written down something else.
            var member = care.flatMap(_ -> personnel.find(code, id));
            if (member.isEmpty()) {
                return Outcome.refused(NOT_FOUND);
            }
            var by = care.orElseThrow().by();
            var before = member.get().person();
            var account = accounts.find(before.login());
            var obstacle = account.flatMap(found -> Subjects.obstacle(found, code, by, now))
                    .or(() -> contact.email().flatMap(address -> obstacle(before, address)));
            if (obstacle.isPresent()) {
                return Outcome.refused(obstacle.get());
            }
            var after = before.reachedAt(contact.email(), contact.mobile());
            var audit = Change.by(caller, "update-contact", id, code, now, Map.of("changed", changed(before, after)));
            if (after.equals(before) || personnel.replaceContact(before, after, audit, notice(before, after, now))) {
                return Outcome.done(ListPersonnel.view(
                        new Member(code, after, member.get().position(), member.get().condition()),
                        account,
                        by,
                        care.orElseThrow().institution(),
                        SchoolYear.at(now)));
            }
        }
        throw new IllegalStateException("A contact was changed by others " + TRIES + " times");
    }

    private Optional<Refusal> obstacle(Person person, EmailAddress address) {
        var known = person.email();
        var same = known.filter(email -> email.address().equals(address)).isPresent();
        if (known.filter(ContactEmail::isVerified).isPresent()) {
            return same ? Optional.empty() : Optional.of(EMAIL_IS_VERIFIED);
        }
        return suppressions.contains(address) ? Optional.of(EMAIL_UNDELIVERABLE) : Optional.empty();
    }

    /** A former address is told, so that nobody is cut off from their account without hearing of it. */
    private List<Message> notice(Person before, Person after, Instant now) {
        return before.email()
                .filter(former -> !after.email().equals(Optional.of(former)))
                .filter(former -> former.standing() != ContactEmail.Standing.BOUNCING)
                .map(former -> Message.notice(
                        new Message.EmailWasChanged(before.id(), former.address()), Language.SPANISH, now, random))
                .stream()
                .toList();
    }

    private static String changed(Person before, Person after) {
        var email = !before.email().equals(after.email());
        var mobile = !before.mobile().equals(after.mobile());
        return email && mobile ? "email,mobile" : email ? "email" : "mobile";
    }
}
