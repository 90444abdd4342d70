package portero.domain.mail;

import portero.domain.schools.EmailAddress;

/** Puts letters into words. */
public interface Letters {
    Mail write(Letter letter, Language language, MessageId id, EmailAddress to);
}
