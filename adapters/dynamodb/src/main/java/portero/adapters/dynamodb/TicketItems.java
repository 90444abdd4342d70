package portero.adapters.dynamodb;

import static portero.adapters.dynamodb.Items.optionalAt;
import static portero.adapters.dynamodb.Items.optionalNumber;
import static portero.adapters.dynamodb.Items.optionalText;
import static portero.adapters.dynamodb.Items.text;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portero.domain.files.AttachmentId;
import portero.domain.helpdesk.Entry;
import portero.domain.helpdesk.Filing;
import portero.domain.helpdesk.Participant;
import portero.domain.helpdesk.Priority;
import portero.domain.helpdesk.ResetOffer;
import portero.domain.helpdesk.Ticket;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.helpdesk.TicketStatus;
import portero.domain.helpdesk.Timer;
import portero.domain.helpdesk.TopicId;
import portero.domain.mail.Language;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.InstitutionKind;
import portero.domain.schools.MobileNumber;
import portero.domain.schools.PersonId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How tickets and their timelines are written as items, and read. */
final class TicketItems {
    private TicketItems() {}

    static Map<String, AttributeValue> item(Ticket ticket) {
        var filing = ticket.filing();
        var item = Items.Item.of(Keys.ticket(ticket.number()), Keys.TICKET)
                .with("version", ticket.version())
                .with("shownVersion", ticket.shownVersion())
                .with("ticketStatus", ticket.status().name())
                .with("email", filing.contact().email().value())
                .with("mobile", filing.contact().mobile().map(MobileNumber::value))
                .with("annex", filing.contact().annex())
                .with("mailLanguage", filing.language().name())
                .with("topic", filing.topic().value())
                .with("priority", filing.priority().name())
                .with("excerpt", filing.excerpt())
                .with("createdAt", filing.at())
                .with("changedAt", ticket.changedAt())
                .with("promisedAt", filing.promisedAt())
                .with("mergedInto", ticket.mergedInto().map(TicketNumber::toString))
                .with(Items.GSI1_PK, queue(ticket))
                .with(Items.GSI1_SK, Keys.ticketAt(ticket.endedAt().orElse(filing.promisedAt()), ticket.number()));
        filing.context().ifPresent(context -> item.with("failedScreen", context.screen())
                .with("failedProblem", context.problem())
                .with("failedRequest", context.requestId()));
        put(item, "requester", Optional.of(filing.requester()));
        put(item, "affected", filing.affectedPerson());
        put(item, "assignee", ticket.assignee());
        put(item, "institution", filing.institution());
        put(item, "routedTo", filing.routedTo());
        ticket.firstAnsweredAt().ifPresent(at -> item.with("firstAnsweredAt", at));
        ticket.resolvedAt().ifPresent(at -> item.with("resolvedAt", at));
        ticket.closedAt().ifPresent(at -> item.with("closedAt", at));
        ticket.rating().ifPresent(points -> item.with("rating", points));
        ticket.ratedAt().ifPresent(at -> item.with("ratedAt", at));
        ticket.resetOffer().ifPresent(offer -> {
            put(item, "offeredBy", Optional.of(offer.by()));
            item.with("offeredUntil", offer.until())
                    .with("offeredVersion", offer.passwordVersion())
                    .with("offerTakenBy", offer.takenBy());
        });
        ticket.timer().ifPresent(timer -> item.with("timer", timer.what().name())
                .with("timerDay", timer.day().toString()));
        return item.done();
    }

    /** The index partition of the office's queue in which a ticket stands. */
    static String queue(Ticket ticket) {
        var office = ticket.filing().routedTo().code();
        return ticket.status().isOpen() ? Keys.queue(office) : Keys.settled(office);
    }

    /** @param item the main item of a ticket */
    static Ticket ticket(Map<String, AttributeValue> item) {
        return new Ticket(
                number(text(item, Items.PK).substring(Keys.TICKETS.length())),
                filing(item),
                optionalNumber(item, "version").orElseThrow(),
                optionalNumber(item, "shownVersion").orElseThrow(),
                TicketStatus.valueOf(text(item, "ticketStatus")),
                moment(item, "changedAt"),
                participant(item, "assignee"),
                optionalAt(item, "firstAnsweredAt"),
                optionalAt(item, "resolvedAt"),
                optionalAt(item, "closedAt"),
                optionalText(item, "mergedInto").map(TicketItems::number),
                optionalNumber(item, "rating").map(Math::toIntExact),
                optionalAt(item, "ratedAt"),
                participant(item, "offeredBy").map(by -> new ResetOffer(
                        by,
                        moment(item, "offeredUntil"),
                        optionalNumber(item, "offeredVersion").orElseThrow(),
                        optionalText(item, "offerTakenBy"))),
                optionalText(item, "timer")
                        .map(what -> new Timer(Timer.What.valueOf(what), LocalDate.parse(text(item, "timerDay")))));
    }

    private static Filing filing(Map<String, AttributeValue> item) {
        var context = new Filing.Context(
                optionalText(item, "failedScreen"), optionalText(item, "failedProblem"), optionalText(item, "failedRequest"));
        return new Filing(
                moment(item, "createdAt"),
                participant(item, "requester").orElseThrow(),
                new Filing.Contact(
                        new EmailAddress(text(item, "email")),
                        optionalText(item, "mobile").map(MobileNumber::new),
                        optionalText(item, "annex")),
                Language.valueOf(text(item, "mailLanguage")),
                institution(item, "institution"),
                institution(item, "routedTo"),
                new TopicId(text(item, "topic")),
                Priority.valueOf(text(item, "priority")),
                moment(item, "promisedAt"),
                participant(item, "affected"),
                Optional.of(context).filter(found -> !found.equals(Filing.Context.NONE)),
                text(item, "excerpt"));
    }

    static Map<String, AttributeValue> item(TicketNumber number, Entry entry) {
        var item = Items.Item.of(Keys.ticket(number), Keys.entry(entry))
                .with("id", entry.id())
                .with("at", entry.at())
                .with("kind", entry.kind().name())
                .with("side", entry.by().side().name())
                .with("text", entry.text())
                .with("attachments", Optional.of(entry.attachments())
                        .filter(files -> !files.isEmpty())
                        .map(files -> String.join(",", files.stream().map(AttachmentId::value).toList())))
                .with("statusBefore", entry.change().map(change -> change.from().name()))
                .with("statusAfter", entry.change().map(change -> change.to().name()))
                .with("other", entry.other().map(TicketNumber::toString))
                .with("requestId", entry.requestId());
        put(item, "by", entry.by().who());
        put(item, "assignee", entry.assignee());
        return item.done();
    }

    static Entry entry(Map<String, AttributeValue> item) {
        return new Entry(
                text(item, "id"),
                moment(item, "at"),
                Entry.Kind.valueOf(text(item, "kind")),
                new Entry.Author(Entry.Side.valueOf(text(item, "side")), participant(item, "by")),
                optionalText(item, "text"),
                optionalText(item, "attachments")
                        .map(ids -> Arrays.stream(ids.split(",")).map(AttachmentId::new).toList())
                        .orElse(List.of()),
                optionalText(item, "statusBefore")
                        .map(from -> new Entry.StatusChange(
                                TicketStatus.valueOf(from), TicketStatus.valueOf(text(item, "statusAfter")))),
                participant(item, "assignee"),
                optionalText(item, "other").map(TicketItems::number),
                text(item, "requestId"));
    }

    static TicketNumber number(String text) {
        return TicketNumber.parse(text).orElseThrow(() -> new IllegalStateException("An item names no ticket"));
    }

    private static void put(Items.Item item, String name, Optional<Participant> participant) {
        participant.ifPresent(
                present -> item.with(name, present.person().value()).with(name + "Name", present.fullName()));
    }

    private static Optional<Participant> participant(Map<String, AttributeValue> item, String name) {
        return optionalText(item, name).map(person -> new Participant(new PersonId(person), text(item, name + "Name")));
    }

    private static void put(Items.Item item, String name, Institution institution) {
        item.with(name, institution.code().value())
                .with(name + "Kind", institution.kind().name())
                .with(name + "Name", institution.name())
                .with(name + "Path", Items.path(institution.path()))
                .with(name + "Level", institution.level())
                .with(name + "Modality", institution.modality());
    }

    private static Institution institution(Map<String, AttributeValue> item, String name) {
        return new Institution(
                new InstitutionCode(text(item, name)),
                InstitutionKind.valueOf(text(item, name + "Kind")),
                text(item, name + "Name"),
                Items.path(text(item, name + "Path")),
                optionalText(item, name + "Level"),
                optionalText(item, name + "Modality"));
    }

    private static Instant moment(Map<String, AttributeValue> item, String name) {
        return optionalAt(item, name).orElseThrow(() -> new IllegalStateException("An item lacks the time " + name));
    }
}
