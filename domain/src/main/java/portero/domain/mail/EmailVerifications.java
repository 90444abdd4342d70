package portero.domain.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import portero.domain.accounts.Change;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.PersonId;

/** Addresses that people want to be theirs; one at a time for each person. */
public interface EmailVerifications {
    /** Most wrong codes that one code takes. */
    int TRIES = 5;

    /** Remembers the wish in place of any before it, and writes its message, in one transaction. */
    void open(PersonId person, EmailAddress address, Message message);

    /** The address that awaits its code. */
    Optional<EmailAddress> pending(PersonId person, Instant now);

    /** Puts the code's hash in place of any before it; false when another address is wished for, or none. */
    boolean issue(PersonId person, Issued issued);

    /** What is kept once a code was sent. */
    record Issued(EmailAddress address, String codeHash, Instant expiresAt) {}

    /** Counts a try before it is made; empty when there is nothing to try, it is expired, or the tries are used up. */
    Optional<Issued> tryCode(PersonId person, Instant now);

    /** Makes the address the person's own, verified, with the audit item and the messages, in one transaction. */
    boolean confirm(PersonId person, Issued issued, Change audit, List<Message> messages);
}
