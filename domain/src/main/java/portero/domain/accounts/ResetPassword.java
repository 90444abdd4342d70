package portero.domain.accounts;

import static portero.domain.Refusal.Reason.ACCOUNT_DISABLED;
import static portero.domain.Refusal.Reason.CHANGED_MEANWHILE;
import static portero.domain.Refusal.Reason.IDEMPOTENCY_KEY_REUSED;
import static portero.domain.Refusal.Reason.NOT_FOUND;
import static portero.domain.Refusal.Reason.RECOVERABLE_BY_EMAIL;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.Refusal.InProgress;
import portero.domain.accounts.Subjects.Subject;
import portero.domain.mail.Language;
import portero.domain.mail.Message;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Institutions;
import portero.domain.schools.Person;
import portero.domain.schools.PersonId;
import portero.domain.schools.Personnel;

/**
 * Gives somebody who lost the password a new temporary one, which is in the answer once and nowhere else, and ends their
 * sessions (A8). The password is claimed, set in the identity service and completed, as {@link PasswordChanges} says: of
 * several resets at once, one at a time is at work, and those who knew only the password before must look again.
 */
public final class ResetPassword {
    static final String ACTION = "reset-password";

    private static final Duration WAIT = Duration.ofSeconds(2);

    private final PasswordChanges passwords;
    private final Subjects subjects;
    private final Identities identities;
    private final Locks locks;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Duration temporaryPasswordLife;

    public ResetPassword(
            Accounts accounts,
            PasswordChanges passwords,
            Personnel personnel,
            Institutions institutions,
            Identities identities,
            Locks locks,
            InstantSource clock,
            RandomGenerator random,
            Duration temporaryPasswordLife) {
        this.passwords = passwords;
        this.subjects = new Subjects(accounts, personnel, institutions);
        this.identities = identities;
        this.locks = locks;
        this.clock = clock;
        this.random = random;
        this.temporaryPasswordLife = temporaryPasswordLife;
    }

    /** Why somebody with a verified address does not recover the password by mail. */
    public enum Reason {
        MAILBOX_LOST,
        MAIL_DOES_NOT_ARRIVE,
        CANNOT_WAIT,
        NEVER_RECEIVED
    }

    /** The password to hand over, and the line that the list now has. */
    public record Reset(UserView user, TemporaryPassword password, Instant validUntil) {}

    /** @param seenVersion that of the password which the caller saw; a later one is not replaced */
    public Outcome<Reset> run(
            Caller caller,
            InstitutionCode code,
            PersonId person,
            long seenVersion,
            Optional<Reason> reason,
            IdempotencyKey key) {
        return switch (subjects.find(caller, code, person, clock.instant())) {
            case Outcome.Refused<Subject>(var why) -> Outcome.refused(why);
            case Outcome.Done<Subject>(var subject) -> {
                var recoverable = subject.person().email().filter(ContactEmail::isVerified).isPresent();
                yield reset(
                        subject,
                        PasswordChange.reset(caller, key, code, subject.account(), seenVersion),
                        reason.map(why -> Map.of("reason", why.name())).orElse(Map.of()),
                        reason.isEmpty() && recoverable);
            }
        };
    }

    /**
     * What an agent of the help desk lets a requester do.
     *
     * @param by whose authority it is; the audit item names them
     * @param ticket on which they did
     * @param seenVersion of the account's password when they did: no later one is replaced, so an offer is taken once
     */
    public record Offer(PersonId by, String ticket, long seenVersion) {}

    /**
     * Lets whoever has the person in their care {@link #take} a reset, if all of that person's roles are below an agent's. That
     * the institution is in the agent's scope is for the caller to know.
     */
    public Outcome<Offer> offer(Caller agent, InstitutionCode code, PersonId person, String ticket) {
        return switch (subjects.account(code, person, Role.HELPDESK_AGENT, clock.instant())) {
            case Outcome.Refused<Account>(var why) -> Outcome.refused(why);
            case Outcome.Done<Account>(var account) -> isDisabled(identities.find(account.login()))
                    ? Outcome.refused(ACCOUNT_DISABLED)
                    : Outcome.done(new Offer(agent.person(), ticket, account.password().version()));
        };
    }

    /**
     * As {@link #run}, for a caller who has the person in their care, by the authority of an agent: the person's roles must
     * be below the agent's, not the caller's. The same key again gives another password, as long as nobody has chosen one.
     */
    public Outcome<Reset> take(
            Caller caller, InstitutionCode code, PersonId person, Offer offer, IdempotencyKey key) {
        return switch (subjects.find(caller, Role.HELPDESK_AGENT, code, person, clock.instant())) {
            case Outcome.Refused<Subject>(var why) -> Outcome.refused(why);
            case Outcome.Done<Subject>(var subject) -> reset(
                    subject,
                    PasswordChange.offered(caller, key, code, subject.account(), offer),
                    Map.of("offered-by", offer.by().value(), "ticket", offer.ticket()),
                    false);
        };
    }

    private Outcome<Reset> reset(
            Subject subject, PasswordChange change, Map<String, String> details, boolean recoverable) {
        var identity = identities.find(change.login());
        if (isDisabled(identity)) {
            return Outcome.refused(ACCOUNT_DISABLED);
        }
        if (recoverable) {
            return Outcome.refused(RECOVERABLE_BY_EMAIL);
        }
        return switch (passwords.claim(change, clock.instant(), CreateUser.LEASE)) {
            case CLAIMED -> replace(subject, change, details, identity.isPresent(), true);
            case DONE_BEFORE -> resetAgain(subject, change, details, identity.isPresent());
            case HELD_BY_ANOTHER -> Outcome.refused(new InProgress(WAIT));
            case CHANGED_MEANWHILE -> Outcome.refused(CHANGED_MEANWHILE);
            case ID_REUSED -> Outcome.refused(IDEMPOTENCY_KEY_REUSED);
            case NO_ACCOUNT -> Outcome.refused(NOT_FOUND);
        };
    }

    private Outcome<Reset> resetAgain(
            Subject subject, PasswordChange change, Map<String, String> details, boolean hasIdentity) {
        return switch (passwords.claimAgain(change, clock.instant(), CreateUser.LEASE)) {
            // The person heard of the reset the first time.
            case CLAIMED -> replace(subject, change, details, hasIdentity, false);
            case HELD_BY_ANOTHER -> Outcome.refused(new InProgress(WAIT));
            case CHANGED_MEANWHILE -> Outcome.refused(CHANGED_MEANWHILE);
            case NO_ACCOUNT -> Outcome.refused(NOT_FOUND);
            case DONE_BEFORE, ID_REUSED -> throw new IllegalStateException("Claimed for another intention");
        };
    }

    private Outcome<Reset> replace(
            Subject subject, PasswordChange change, Map<String, String> details, boolean hasIdentity, boolean tell) {
        var login = change.login();
        var password = TemporaryPassword.generate(random);
        // An identity that is gone from the service comes back under the account that is still here.
        if (hasIdentity || !identities.create(login, password)) {
            identities.setTemporaryPassword(login, password);
        }
        identities.endSessions(login);
        var now = clock.instant();
        var until = now.plus(temporaryPasswordLife);
        var audit = audit(subject, ACTION, now, details);
        var notice = tell ? notice(subject.person(), subject.institution().code(), now, random) : List.<Message>of();
        if (!passwords.complete(change, Optional.of(until), Optional.empty(), audit, notice)) {
            return Outcome.refused(new InProgress(WAIT));
        }
        // Whoever forgot a password has mostly tried others, and would have to wait with the new one in hand.
        locks.lift(login, now, audit(subject, LiftLock.ACTION, now, Map.of()));
        return Outcome.done(new Reset(subjects.view(subject, Optional.empty(), now), password, until));
    }

    private static boolean isDisabled(Optional<Identities.Identity> identity) {
        return identity.filter(found -> !found.enabled()).isPresent();
    }

    /** Tells the person, at any address that takes mail: it says nothing that a stranger could use. */
    static List<Message> notice(Person person, InstitutionCode institution, Instant now, RandomGenerator random) {
        return person.email()
                .filter(email -> email.standing() != ContactEmail.Standing.BOUNCING)
                .map(_ -> Message.notice(
                        new Message.PasswordWasReset(person.id(), institution), Language.SPANISH, now, random))
                .stream()
                .toList();
    }

    private static Change audit(Subject subject, String action, Instant now, Map<String, String> details) {
        return Change.by(
                subject.caller(), action, subject.person().id(), subject.institution().code(), now, details);
    }
}
