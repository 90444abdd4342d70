package portero.domain.signin;

import static portero.domain.Refusal.Reason.CODE_FAILED;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.Secret;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Change;
import portero.domain.mail.CodeHashes;
import portero.domain.mail.EmailVerifications;
import portero.domain.mail.Language;
import portero.domain.mail.MailedCode;
import portero.domain.mail.Message;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.Person;
import portero.domain.schools.Personnel;

/** A person proves with the mailed code that an address is theirs; the address before it is told, if mail still reaches it. */
public final class ConfirmEmail {
    private final EmailVerifications verifications;
    private final CodeHashes hashes;
    private final Personnel personnel;
    private final InstantSource clock;
    private final RandomGenerator random;

    public ConfirmEmail(
            EmailVerifications verifications,
            CodeHashes hashes,
            Personnel personnel,
            InstantSource clock,
            RandomGenerator random) {
        this.verifications = verifications;
        this.hashes = hashes;
        this.personnel = personnel;
        this.clock = clock;
        this.random = random;
    }

    public Outcome<ContactEmail> run(Caller caller, Secret code, Language language) {
        var now = clock.instant();
        var issued = verifications
                .tryCode(caller.person(), now)
                .filter(known -> hashes.matches(known.codeHash(), MailedCode.typed(code)));
        if (issued.isEmpty()) {
            return Outcome.refused(CODE_FAILED);
        }
        var address = issued.get().address();
        var told = former(caller, address)
                .map(former -> new Message.EmailWasChanged(caller.person(), former))
                .map(content -> Message.notice(content, language, now, random));
        var confirmed = verifications.confirm(
                caller.person(),
                issued.get(),
                Change.own(caller.person(), "confirm-email", now, caller.requestId()),
                told.map(List::of).orElse(List.of()));
        return confirmed
                ? Outcome.done(new ContactEmail(address, ContactEmail.Standing.VERIFIED))
                : Outcome.refused(CODE_FAILED);
    }

    private Optional<EmailAddress> former(Caller caller, EmailAddress address) {
        return personnel.find(caller.person())
                .flatMap(Person::email)
                .filter(email -> email.standing() != ContactEmail.Standing.BOUNCING)
                .map(ContactEmail::address)
                .filter(former -> !former.equals(address));
    }
}
