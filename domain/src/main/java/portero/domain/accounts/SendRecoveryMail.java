package portero.domain.accounts;

import static portero.domain.Refusal.Reason.ACCOUNT_DISABLED;
import static portero.domain.Refusal.Reason.NO_VERIFIED_EMAIL;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.Refusal.TooManyAttempts;
import portero.domain.accounts.Subjects.Subject;
import portero.domain.mail.Language;
import portero.domain.mail.Message;
import portero.domain.mail.MessageId;
import portero.domain.mail.Recoveries;
import portero.domain.mail.RecoveryId;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Institutions;
import portero.domain.schools.PersonId;
import portero.domain.schools.Personnel;
import portero.domain.signin.Attempts;

/** Has a code sent to somebody's verified address, with which they choose a new password themselves: nobody hands one over. */
public final class SendRecoveryMail {
    private static final String ACTION = "send-recovery-mail";
    // A code is made when the mail leaves; one that leaves later than this is not waited for any more.
    private static final Duration MAIL_LIFE = Duration.ofHours(1);
    // Three, whoever has them sent; then one each quarter of an hour.
    private static final Attempts.Limit PER_PERSON =
            new Attempts.Limit(2, Duration.ofMinutes(15), Duration.ofMinutes(15), Duration.ofMinutes(15));

    private final Subjects subjects;
    private final Identities identities;
    private final Recoveries recoveries;
    private final Attempts attempts;
    private final InstantSource clock;
    private final RandomGenerator random;

    public SendRecoveryMail(
            Accounts accounts,
            Personnel personnel,
            Institutions institutions,
            Identities identities,
            Recoveries recoveries,
            Attempts attempts,
            InstantSource clock,
            RandomGenerator random) {
        this.subjects = new Subjects(accounts, personnel, institutions);
        this.identities = identities;
        this.recoveries = recoveries;
        this.attempts = attempts;
        this.clock = clock;
        this.random = random;
    }

    /** What was written to be sent. */
    public record Offered(RecoveryId recovery) {}

    public Outcome<Offered> run(Caller caller, InstitutionCode code, PersonId person) {
        return switch (subjects.find(caller, code, person, clock.instant())) {
            case Outcome.Refused<Subject>(var why) -> Outcome.refused(why);
            case Outcome.Done<Subject>(var subject) -> offer(subject);
        };
    }

    private Outcome<Offered> offer(Subject subject) {
        if (subject.person().email().filter(ContactEmail::isVerified).isEmpty()) {
            return Outcome.refused(NO_VERIFIED_EMAIL);
        }
        if (identities.find(subject.account().login()).filter(found -> !found.enabled()).isPresent()) {
            return Outcome.refused(ACCOUNT_DISABLED);
        }
        var now = clock.instant();
        var person = subject.person().id();
        var wait = attempts.begin(new Attempts.Subject("recovery-mail-person", person.value(), PER_PERSON), now);
        if (wait.isPresent()) {
            return Outcome.refused(new TooManyAttempts(wait.get()));
        }
        var here = subject.institution().code();
        var recovery = RecoveryId.random(random);
        var message = new Message(
                MessageId.random(random),
                new Message.RecoveryRequested(recovery, subject.account().login(), Optional.of(here)),
                Language.SPANISH,
                now,
                now.plus(MAIL_LIFE));
        recoveries.offer(
                recovery,
                subject.account().login(),
                message,
                Change.by(subject.caller(), ACTION, person, here, now, Map.of()));
        return Outcome.done(new Offered(recovery));
    }
}
