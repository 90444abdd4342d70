package portero.domain.mail;

import portero.domain.schools.EmailAddress;

/** A letter ready to be sent; none of its parts may hold a line break where a header is made of it. */
public record Mail(MessageId id, EmailAddress to, String subject, String text, String html) {
    public Mail {
        if (subject.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A subject is one line");
        }
    }

    /** Neither address nor words. */
    @Override
    public String toString() {
        return "Mail[" + id + "]";
    }
}
