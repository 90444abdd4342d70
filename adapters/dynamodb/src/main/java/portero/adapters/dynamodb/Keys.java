package portero.adapters.dynamodb;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HexFormat;
import java.util.Locale;
import portero.domain.accounts.Login;
import portero.domain.files.AttachmentId;
import portero.domain.helpdesk.Entry;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.helpdesk.TopicId;
import portero.domain.helpdesk.Week;
import portero.domain.mail.MessageId;
import portero.domain.mail.RecoveryId;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.PersonId;
import portero.domain.schools.SchoolYear;

/** Where each thing lies in the table; {@code docs/architecture.md} has the same as a list. */
final class Keys {
    static final String ACCOUNT = "ACCOUNT";
    static final String GRANT = "GRANT#";
    static final String MEMBER = "MEMBER#";
    static final String PERSON = "PERSON";
    static final String INSTITUTION = "INSTITUTION";
    static final String ONLY = "-";
    static final String OUTBOX = "OUTBOX#";

    static final String ATTACHMENT = "ATTACHMENT#";

    private static final DateTimeFormatter MOMENT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Keys() {}

    /** An account and all its grants: one partition, so that one query answers who may do what. */
    static String account(Login login) {
        return "ACCOUNT#" + login.value();
    }

    static String grant(SchoolYear year, InstitutionCode institution) {
        return GRANT + year + "#" + institution;
    }

    /** An institution and its personnel register. */
    static String institution(InstitutionCode code) {
        return "INSTITUTION#" + code;
    }

    static String member(PersonId person) {
        return MEMBER + person;
    }

    static String person(PersonId person) {
        return "PERSON#" + person;
    }

    static String document(Login login) {
        return "DOCUMENT#" + login.value();
    }

    static String operation(String id) {
        return "OPERATION#" + id;
    }

    static String audit(PersonId subject) {
        return "AUDIT#" + subject;
    }

    static String captcha(String id) {
        return "CAPTCHA#" + id;
    }

    static String recovery(RecoveryId id) {
        return "RECOVERY#" + id;
    }

    static String emailWish(PersonId person) {
        return "EMAIL#" + person;
    }

    /** What is counted is kept as a hash, since it may be a login or an address. */
    static String attempts(String kind, String key) {
        return "ATTEMPTS#" + kind + "#" + hash(key);
    }

    static String outbox(MessageId id) {
        return OUTBOX + id;
    }

    /** Kept as a hash of its small letters. */
    static String suppressed(EmailAddress address) {
        return "SUPPRESSED#" + hash(address.value().toLowerCase(Locale.ROOT));
    }

    /** Index: who has access in an institution in a school year, by surname. */
    static String users(InstitutionCode institution, SchoolYear year) {
        return "USERS#" + institution + "#" + year;
    }

    /** Index: the institutions below one, by name. */
    static String below(InstitutionCode parent) {
        return "BELOW#" + parent;
    }

    /** Index: what was changed in an institution, by time. */
    static String changes(InstitutionCode institution) {
        return "CHANGES#" + institution;
    }

    /** Index: claims whose lease may be over, by {@link #leaseEnd}. */
    static final String PENDING = "PENDING";

    static String leaseEnd(Instant until, Login login) {
        return moment(until) + "#" + login.value();
    }

    /** Index: accounts with a temporary password that ends on that day in Lima, by login. */
    static String temporary(LocalDate day) {
        return "TEMPORARY#" + day;
    }

    /** A moment as text that sorts by time, which {@link Instant#toString} does not within a second. */
    static String moment(Instant instant) {
        return MOMENT.format(instant);
    }

    /** Index: messages of which nobody knows that they were sent, by when they were written. */
    static final String UNSENT = "UNSENT";

    static String attachment(AttachmentId id) {
        return ATTACHMENT + id;
    }

    /** Index: attachments announced on that day in Lima, until nothing is left to be done about them, by their id. */
    static String announced(LocalDate day) {
        return "ANNOUNCED#" + day;
    }

    static final String TICKETS = "TICKET#";
    static final String TICKET = "TICKET";
    static final String ENTRY = "ENTRY#";
    static final String REQUESTER = "REQUESTER";
    static final String SCHOOL = "SCHOOL";
    static final String TIMER = "TIMER";
    static final String DEADLINE = "DEADLINE";
    /** The single-use link with which a ticket is rated. */
    static final String RATING = "RATING";

    /** A ticket and all that belongs to it: one partition, so that one query answers what happened. */
    static String ticket(TicketNumber number) {
        return TICKETS + number;
    }

    static String entry(Entry entry) {
        return ENTRY + moment(entry.at()) + "#" + entry.id();
    }

    /** The last number of a year's tickets that was drawn. */
    static String sequence(SchoolYear year) {
        return "SEQUENCE#" + year;
    }

    /** Index: an office's open tickets, by the time by which an answer is promised. */
    static String queue(InstitutionCode office) {
        return "QUEUE#" + office;
    }

    /** Index: an office's tickets that came to their end, by when they did. */
    static String settled(InstitutionCode office) {
        return "SETTLED#" + office;
    }

    /** Index: somebody's tickets, by when they were filed. */
    static String requester(PersonId person) {
        return "REQUESTER#" + person;
    }

    /** Index: an institution's tickets, by when they were filed. */
    static String institutionTickets(InstitutionCode institution) {
        return "SCHOOL-TICKETS#" + institution;
    }

    static String ticketAt(Instant moment, TicketNumber number) {
        return moment(moment) + "#" + number;
    }

    /** Index: tickets to which something is to be done by itself on that day in Lima, by number. */
    static String timer(LocalDate day) {
        return "TICKETS-TIMER#" + day;
    }

    /** Index: open tickets promised for that day in Lima, by number. */
    static String deadline(LocalDate day) {
        return "TICKETS-DEADLINE#" + day;
    }

    /** The topics that the help desk's lead added or changed. */
    static final String TOPICS = "TOPICS";
    static final String TOPIC = "TOPIC#";
    static final String CATALOGUE = "CATALOGUE";

    static String topic(TopicId id) {
        return TOPIC + id;
    }

    /** What is counted of a ticket, in its partition. */
    static String counted(int generation) {
        return "COUNTED#" + generation;
    }

    /** Who looks at a ticket or writes, in its partition. */
    static final String PRESENCE = "PRESENCE#";

    static String presence(PersonId person) {
        return PRESENCE + person;
    }

    /** In which generations the numbers of each year's tickets are counted. */
    static final String NUMBERS = "NUMBERS";
    static final String YEAR = "YEAR#";

    static String year(SchoolYear year) {
        return YEAR + year;
    }

    static String walk(SchoolYear year) {
        return "WALK#" + year;
    }

    /** An office's numbers of a year's tickets, by week and topic. */
    static String numbers(InstitutionCode office, SchoolYear year, int generation) {
        return NUMBERS + "#" + office + "#" + year + "#" + generation;
    }

    /** An office's numbers of tickets that were not filed, by week and topic. */
    static String avoided(InstitutionCode office) {
        return NUMBERS + "#" + office + "#AVOIDED";
    }

    static String weekAndTopic(Week week, TopicId topic) {
        return week + "#" + topic;
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
