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

    /** The same person, reached in other ways where such are given; another address than before is not verified. */
    public Person reachedAt(Optional<EmailAddress> otherEmail, Optional<MobileNumber> otherMobile) {
        var kept = email.filter(known -> otherEmail.isEmpty() || otherEmail.get().equals(known.address()));
        return new Person(
                id, document, name, kept.or(() -> otherEmail.map(ContactEmail::unverified)), otherMobile.or(() -> mobile));
    }
}
