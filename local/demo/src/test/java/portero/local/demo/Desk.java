package portero.local.demo;

import static portero.local.demo.School.LOS_CEIBOS;
import static portero.local.demo.School.RIO_CLARO;
import static portero.local.demo.School.done;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import portero.adapters.cognito.CognitoIdentities;
import portero.adapters.dynamodb.DynamoDbAccounts;
import portero.adapters.dynamodb.DynamoDbAttachments;
import portero.adapters.dynamodb.DynamoDbInstitutions;
import portero.adapters.dynamodb.DynamoDbLocks;
import portero.adapters.dynamodb.DynamoDbOutbox;
import portero.adapters.dynamodb.DynamoDbPasswordChanges;
import portero.adapters.dynamodb.DynamoDbPersonnel;
import portero.adapters.dynamodb.DynamoDbTickets;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Callers;
import portero.domain.accounts.ResetPassword;
import portero.domain.accounts.Role;
import portero.domain.helpdesk.BusinessHours;
import portero.domain.helpdesk.Entry;
import portero.domain.helpdesk.OfferReset;
import portero.domain.helpdesk.RateTicket;
import portero.domain.helpdesk.ReplyToTicket;
import portero.domain.helpdesk.ShowTicket;
import portero.domain.helpdesk.SubmitTicket;
import portero.domain.helpdesk.TakeReset;
import portero.domain.helpdesk.Ticket;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.helpdesk.TicketReminders;
import portero.domain.helpdesk.TicketView;
import portero.domain.mail.DeliverMail.Delivery;
import portero.domain.mail.Message;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.ContactEmail.Standing;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.Person;
import portero.domain.schools.Position;
import portero.domain.schools.SchoolCalendar;

/** A director who files tickets, an agent who answers them, and the mail that comes of it. */
final class Desk implements AutoCloseable {
    static final EmailAddress FILED_WITH = new EmailAddress("direccion@example.org");

    private static final BusinessHours HOURS = new BusinessHours(SchoolCalendar.bundled());

    final School school = new School();
    final PostOffice post = new PostOffice(school);
    final HelpDesk help = new HelpDesk(school);
    final Person directorPerson;
    final Person agentPerson;
    final Caller director;
    final Caller agent;

    Desk() {
        directorPerson = somebody("Directora", "directora@example.org", Position.DIRECTOR_IE, Role.DIRECTOR);
        agentPerson = agent("agente@example.org");
        // A grant holds from its moment on.
        school.clock.move(Duration.ofSeconds(1));
        director = caller(directorPerson);
        agent = caller(agentPerson);
    }

    Person agent(String address) {
        return somebody("Agente", address, Position.AGENTE_DE_AYUDA, Role.HELPDESK_AGENT);
    }

    private Person somebody(String surname, String address, Position position, Role role) {
        var person = school.stranger(
                surname, Optional.of(new ContactEmail(new EmailAddress(address), Standing.VERIFIED)));
        var place = role == Role.DIRECTOR ? LOS_CEIBOS : RIO_CLARO;
        school.enrol(place, person, position);
        school.given(school.caller(Role.UGEL_SPECIALIST, RIO_CLARO), place, person, role);
        return person;
    }

    Caller caller(Person person) {
        return new Callers(school.accounts).find(person.login(), Optional.empty(), "request").orElseThrow();
    }

    TicketNumber filed() {
        return HelpDesk.number(help.filed(director, LOS_CEIBOS));
    }

    /** A ticket about somebody of the school. */
    TicketNumber filedFor(Person affected) {
        var form = HelpDesk.form(LOS_CEIBOS);
        return HelpDesk.number(done(help.submit(
                director,
                new SubmitTicket.Form(
                        form.institution(),
                        form.email(),
                        form.mobile(),
                        form.annex(),
                        form.topic(),
                        form.comment(),
                        form.attachments(),
                        Optional.of(affected.id()),
                        form.context()),
                School.key())));
    }

    TicketView written(Caller caller, TicketNumber number, ReplyToTicket.Kind kind) {
        school.clock.move(Duration.ofSeconds(1));
        return help.written(caller, done(help.show.run(caller, number)), kind);
    }

    Ticket ticket(TicketNumber number) {
        return help.tickets.find(number).orElseThrow();
    }

    List<Entry> timeline(TicketNumber number) {
        return help.tickets.thread(number).orElseThrow().entries();
    }

    List<Entry.Kind> kinds(TicketNumber number) {
        return timeline(number).stream().map(Entry::kind).toList();
    }

    /** Tickets' messages that nobody has sent, the oldest first. */
    List<Message> waiting() {
        return school.outbox.unsent(school.clock.instant().plusMillis(1), Optional.empty()).items().stream()
                .flatMap(id -> school.outbox.find(id).stream())
                .filter(message -> message.content() instanceof Message.TicketNews
                        || message.content() instanceof Message.TicketsDue)
                .toList();
    }

    List<Delivery> deliver() {
        return waiting().stream().map(message -> post.deliver(message.id())).toList();
    }

    /** The newest mail to that address. */
    String mail(EmailAddress to) {
        return post.inbox(to).getFirst().path("text").asText();
    }

    RateTicket rateTicket() {
        return new RateTicket(help.tickets, post.ratings, school.attempts, HOURS, school.clock, school.random);
    }

    TicketReminders reminders() {
        return reminders(Lifeline.endless());
    }

    TicketReminders reminders(Lifeline life) {
        var table = school.surroundings().table(life);
        return new TicketReminders(
                new DynamoDbTickets(table),
                new DynamoDbAccounts(table),
                new DynamoDbPersonnel(table),
                new DynamoDbOutbox(table),
                SchoolCalendar.bundled(),
                school.clock,
                school.random);
    }

    private ResetPassword resetPassword(Lifeline life) {
        var table = school.surroundings().table(life);
        return new ResetPassword(
                new DynamoDbAccounts(table),
                new DynamoDbPasswordChanges(table),
                new DynamoDbPersonnel(table),
                new DynamoDbInstitutions(table),
                new CognitoIdentities(school.surroundings().pool(life)),
                new DynamoDbLocks(table),
                school.clock,
                school.random,
                School.PASSWORD_LIFE);
    }

    OfferReset offerReset() {
        return new OfferReset(
                help.tickets,
                help.show,
                resetPassword(Lifeline.endless()),
                school.accounts,
                school.personnel,
                HOURS,
                school.clock,
                school.random);
    }

    TakeReset takeReset() {
        return takeReset(Lifeline.endless());
    }

    TakeReset takeReset(Lifeline life) {
        var table = school.surroundings().table(life);
        var tickets = new DynamoDbTickets(table);
        return new TakeReset(
                tickets,
                new ShowTicket(tickets, new DynamoDbAttachments(table), school.clock),
                resetPassword(life),
                new DynamoDbAccounts(table),
                new DynamoDbPersonnel(table),
                HOURS,
                school.clock,
                school.random);
    }

    @Override
    public void close() {
        post.close();
        school.close();
    }
}
