package portero.domain.schools;

import java.util.Optional;
import portero.domain.accounts.Login;

/** Somebody who works, or worked, in an institution. */
public record Person(
        PersonId id,
        IdentityDocument document,
        PersonName name,
        Optional<ContactEmail> email,
        Optional<MobileNumber> mobile) {
    public Login login() {
        return document.login();
    }

    /** The same person, with ways to reach them where none was known. */
    public Person completedBy(Optional<EmailAddress> otherEmail, Optional<MobileNumber> otherMobile) {
        return new Person(
                id,
                document,
                name,
                email.or(() -> otherEmail.map(ContactEmail::unverified)),
                mobile.or(() -> otherMobile));
    }
}
