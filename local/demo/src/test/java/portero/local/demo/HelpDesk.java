package portero.local.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
import portero.domain.accounts.Caller;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.files.Attachments;
import portero.domain.helpdesk.AssignTicket;
import portero.domain.helpdesk.BusinessHours;
import portero.domain.helpdesk.ListQueue;
import portero.domain.helpdesk.ListTickets;
import portero.domain.helpdesk.MergeTicket;
import portero.domain.helpdesk.QueueFilter;
import portero.domain.helpdesk.ReopenTicket;
import portero.domain.helpdesk.ReplyToTicket;
import portero.domain.helpdesk.ShowTicket;
import portero.domain.helpdesk.SubmitTicket;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.helpdesk.TicketView;
import portero.domain.helpdesk.Tickets;
import portero.domain.helpdesk.TopicId;
import portero.domain.mail.Language;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Personnel;
import portero.domain.schools.SchoolCalendar;

/** The use cases of tickets in a school, over a table of the test's choice. */
final class HelpDesk {
    static final TopicId ADDING = new TopicId("no-permite-agregar");

    // What happens at the very same moment has no order.
    private static final Duration A_MOMENT = Duration.ofMillis(1);
    private static final BusinessHours HOURS = new BusinessHours(SchoolCalendar.bundled());

    private final MovableClock clock;

    final Tickets tickets;
    final Attachments attachments;
    final ShowTicket show;
    final SubmitTicket submit;
    final ListTickets list;
    final ReplyToTicket reply;
    final ReopenTicket reopen;
    final AssignTicket assign;
    final MergeTicket merge;
    final ListQueue queue;

    HelpDesk(School school) {
        this(school, school.surroundings().table());
    }

    HelpDesk(School school, Table table) {
        clock = school.clock;
        tickets = new DynamoDbTickets(table);
        attachments = new DynamoDbAttachments(table);
        var topics = new DynamoDbTopics(table);
        var institutions = new DynamoDbInstitutions(table);
        Personnel personnel = new DynamoDbPersonnel(table);
        show = new ShowTicket(tickets, attachments, school.clock);
        submit = new SubmitTicket(
                tickets,
                show,
                topics,
                institutions,
                personnel,
                new DynamoDbSuppressions(table),
                new DynamoDbAttempts(table),
                HOURS,
                school.clock,
                school.random);
        list = new ListTickets(tickets, school.clock);
        reply = new ReplyToTicket(tickets, show, personnel, HOURS, school.clock, school.random);
        reopen = new ReopenTicket(tickets, show, HOURS, school.clock, school.random);
        assign = new AssignTicket(
                tickets, show, new DynamoDbAccounts(table), personnel, HOURS, school.clock, school.random);
        merge = new MergeTicket(tickets, show, personnel, HOURS, school.clock, school.random);
        queue = new ListQueue(tickets, topics, institutions, school.clock);
    }

    static SubmitTicket.Form form(InstitutionCode institution) {
        return new SubmitTicket.Form(
                institution,
                new EmailAddress("direccion@example.org"),
                Optional.empty(),
                Optional.empty(),
                ADDING,
                "La lista no me permite agregar a una docente que llegó esta semana.",
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    Outcome<TicketView> submit(Caller caller, SubmitTicket.Form form, IdempotencyKey key) {
        return submit.run(caller, form, Language.SPANISH, key);
    }

    TicketView filed(Caller caller, InstitutionCode institution) {
        var view = School.done(submit(caller, form(institution), School.key()));
        clock.move(A_MOMENT);
        return view;
    }

    Outcome<TicketView> write(Caller caller, TicketView seen, ReplyToTicket.Kind kind, IdempotencyKey key) {
        var writing = new ReplyToTicket.Writing(kind, "Ya puede agregarla.", List.of(), seen.summary().version());
        return reply.run(caller, number(seen), writing, key);
    }

    TicketView written(Caller caller, TicketView seen, ReplyToTicket.Kind kind) {
        var view = School.done(write(caller, seen, kind, School.key()));
        clock.move(A_MOMENT);
        return view;
    }

    static TicketNumber number(TicketView view) {
        return view.summary().ticket().number();
    }

    static ListQueue.Wish everythingOpen() {
        return new ListQueue.Wish(
                QueueFilter.Statuses.OPEN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
