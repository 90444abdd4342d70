package portero.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import portero.adapters.dynamodb.DynamoDbAccounts;
import portero.adapters.dynamodb.DynamoDbAttachments;
import portero.adapters.dynamodb.DynamoDbAttempts;
import portero.adapters.dynamodb.DynamoDbInstitutions;
import portero.adapters.dynamodb.DynamoDbPersonnel;
import portero.adapters.dynamodb.DynamoDbSuppressions;
import portero.adapters.dynamodb.DynamoDbTickets;
import portero.adapters.dynamodb.DynamoDbTopics;
import portero.adapters.dynamodb.Table;
import portero.domain.Outcome;
import portero.domain.Refusal;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Caller;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.helpdesk.AssignTicket;
import portero.domain.helpdesk.BusinessHours;
import portero.domain.helpdesk.MergeTicket;
import portero.domain.helpdesk.ReplyToTicket;
import portero.domain.helpdesk.ReplyToTicket.Kind;
import portero.domain.helpdesk.ShowTicket;
import portero.domain.helpdesk.SubmitTicket;
import portero.domain.helpdesk.TicketView;
import portero.domain.helpdesk.Tickets;
import portero.domain.helpdesk.TopicId;
import portero.domain.mail.Language;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Person;
import portero.domain.schools.PersonId;
import portero.domain.schools.SchoolCalendar;
import portero.domain.schools.SchoolYear;

/** Invented tickets of several statuses, filed and answered as people would have; most of them too long ago for mail. */
final class DemoTickets {
    private static final BusinessHours HOURS = new BusinessHours(SchoolCalendar.bundled());
    private static final String DIRECTOR = "50118834";
    private static final String OTHER_DIRECTOR = "50162290";
    private static final String AGENT = "50031188";
    private static final InstitutionCode SCHOOL = new InstitutionCode("0990124-0");
    private static final InstitutionCode OTHER_SCHOOL = new InstitutionCode("9902156-0");

    private final DemoData data;
    private final Table table;
    private final Accounts accounts;
    private final Tickets tickets;
    private final Instant now;
    private final RandomGenerator random;

    DemoTickets(DemoData data, Table table, Instant now, RandomGenerator random) {
        this.data = data;
        this.table = table;
        this.accounts = new DynamoDbAccounts(table);
        this.tickets = new DynamoDbTickets(table);
        this.now = now;
        this.random = random;
    }

    void file() {
        filed(1, DIRECTOR, SCHOOL, "no-permite-agregar", "La lista no me permite agregar a una docente que llegó esta semana.", hoursAgo(3));
        var late = filed(2, DIRECTOR, SCHOOL, "contrasena-vencida", "A tres docentes les venció la contraseña temporal el fin de semana.", hoursAgo(150));
        var duplicate = filed(3, DIRECTOR, SCHOOL, "contrasena-vencida", "Insisto: las contraseñas temporales vencieron.", hoursAgo(140));
        var taken = filed(4, OTHER_DIRECTOR, OTHER_SCHOOL, "no-puede-ingresar", "La auxiliar ve un aviso de muchos intentos y no puede entrar.", hoursAgo(130));
        var waiting = filed(5, OTHER_DIRECTOR, OTHER_SCHOOL, "correo-no-llega", "El código de recuperación no llega al correo de la escuela.", hoursAgo(125));
        var solved = filed(6, DIRECTOR, SCHOOL, "no-permite-cambiar-rol", "No aparece el rol de tutor para un docente.", hoursAgo(120));
        // What an earlier try of seeding began is left as it is.
        if (isUntouched(duplicate)) {
            merge(duplicate, late, hoursAgo(118));
        }
        if (isUntouched(taken)) {
            assign(taken, hoursAgo(116));
            write(taken, Kind.NOTE, "Hablé con la escuela: comparten una computadora.", hoursAgo(115));
            write(taken, Kind.REPLY, "Le quité la espera. Pida a la auxiliar que ingrese otra vez.", hoursAgo(114));
        }
        if (isUntouched(waiting)) {
            assign(waiting, hoursAgo(112));
            write(waiting, Kind.QUESTION, "¿Puede decirnos la dirección exacta y desde cuándo no llega?", hoursAgo(110));
        }
        if (isUntouched(solved)) {
            assign(solved, hoursAgo(108));
            write(solved, Kind.SOLUTION, "El cargo del docente estaba mal registrado; ya puede elegir Tutor.", hoursAgo(107));
        }
    }

    private static boolean isUntouched(TicketView ticket) {
        return ticket.summary().ticket().version() == 1;
    }

    /** So long ago, but this school year: nobody files with the grant of another. */
    private Instant hoursAgo(int hours) {
        var yearBegan = SchoolYear.at(now).previous().lastDay().plusDays(1).atStartOfDay(SchoolYear.LIMA).toInstant();
        var then = now.minus(Duration.ofHours(hours));
        return then.isBefore(yearBegan) ? now : then;
    }

    private TicketView filed(int number, String document, InstitutionCode school, String topic, String comment, Instant at) {
        var clock = InstantSource.fixed(at);
        var submit = new SubmitTicket(
                tickets,
                show(clock),
                new DynamoDbTopics(table),
                new DynamoDbInstitutions(table),
                new DynamoDbPersonnel(table),
                new DynamoDbSuppressions(table),
                new DynamoDbAttempts(table),
                HOURS,
                clock,
                random);
        var form = new SubmitTicket.Form(
                school,
                new EmailAddress("direccion." + school + "@example.org"),
                Optional.empty(),
                Optional.empty(),
                new TopicId(topic),
                comment,
                List.of(),
                Optional.empty(),
                Optional.empty());
        // The same at every try, so that seeding that broke off files nothing twice.
        return done(submit.run(caller(document), form, Language.SPANISH, new IdempotencyKey("demo-ticket-number-" + number)));
    }

    private void assign(TicketView ticket, Instant at) {
        var clock = InstantSource.fixed(at);
        var agent = caller(AGENT);
        done(new AssignTicket(tickets, show(clock), accounts, new DynamoDbPersonnel(table), HOURS, clock, random)
                .run(agent, ticket.summary().ticket().number(), Optional.of(agent.person()), version(ticket)));
    }

    private void write(TicketView ticket, Kind kind, String text, Instant at) {
        var clock = InstantSource.fixed(at);
        var key = new IdempotencyKey("demo-ticket-" + PersonId.random(random));
        done(new ReplyToTicket(tickets, show(clock), new DynamoDbPersonnel(table), HOURS, clock, random)
                .run(
                        caller(AGENT),
                        ticket.summary().ticket().number(),
                        new ReplyToTicket.Writing(kind, text, List.of(), version(ticket)),
                        key));
    }

    private void merge(TicketView ticket, TicketView into, Instant at) {
        var clock = InstantSource.fixed(at);
        done(new MergeTicket(tickets, show(clock), new DynamoDbPersonnel(table), HOURS, clock, random)
                .run(caller(AGENT), ticket.summary().ticket().number(), into.summary().ticket().number(), version(ticket)));
    }

    private long version(TicketView ticket) {
        return tickets.find(ticket.summary().ticket().number()).orElseThrow().version();
    }

    private ShowTicket show(InstantSource clock) {
        return new ShowTicket(tickets, new DynamoDbAttachments(table), clock);
    }

    private Caller caller(String document) {
        var account = data.people().stream()
                .filter(person -> person.document().number().equals(document))
                .findFirst()
                .map(Person::login)
                .flatMap(accounts::find)
                .orElseThrow();
        return new Caller(account.login(), account.person(), account.grants(), "demo");
    }

    private static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Refusal why) -> throw new IllegalStateException("The demo's tickets are refused: " + why);
        };
    }
}
