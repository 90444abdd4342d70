package portero.domain.helpdesk;

import java.time.Instant;
import java.util.Optional;
import portero.domain.mail.Language;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.Institution;
import portero.domain.schools.MobileNumber;

/**
 * What a ticket is from its beginning and stays.
 *
 * @param institution for which help is asked, as it was then
 * @param routedTo the office that answers
 * @param promisedAt until when it promises to
 * @param language in which the requester gets mail
 * @param affectedPerson whom it concerns, of the institution's personnel
 * @param excerpt the comment's beginning, for lists; the first entry has all of it
 */
public record Filing(
        Instant at,
        Participant requester,
        Contact contact,
        Language language,
        Institution institution,
        Institution routedTo,
        TopicId topic,
        Priority priority,
        Instant promisedAt,
        Optional<Participant> affectedPerson,
        Optional<Context> context,
        String excerpt) {

    /**
     * How to reach the requester about it.
     *
     * @param annex telephone extension
     */
    public record Contact(EmailAddress email, Optional<MobileNumber> mobile, Optional<String> annex) {
        @Override
        public String toString() {
            return "Contact[…]";
        }
    }

    /** What the page was doing when something failed: codes of its own. */
    public record Context(Optional<String> screen, Optional<String> problem, Optional<String> requestId) {
        public static final Context NONE = new Context(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What people write is for the ticket's readers, not for logs. */
    @Override
    public String toString() {
        return "Filing[" + at + " by " + requester + "]";
    }
}
