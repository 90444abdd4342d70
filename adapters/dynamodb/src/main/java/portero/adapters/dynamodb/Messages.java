package portero.adapters.dynamodb;

import static portero.adapters.dynamodb.Items.s;
import static portero.adapters.dynamodb.Items.text;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import portero.domain.accounts.Login;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.mail.Language;
import portero.domain.mail.Message;
import portero.domain.mail.MessageId;
import portero.domain.mail.RecoveryId;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.PersonId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Messages as items of the outbox, to be written in the transaction of what they tell of. */
final class Messages {
    /** How far a message got; a new one is WAITING, which is what the stream passes on. */
    static final String STATE = "messageState";

    /** How far a message got. */
    enum State {
        /** To be sent; the stream tells of it. */
        WAITING,
        /** Somebody is sending it, or died over it. */
        SENDING,
        /** It was certainly not sent, and will be tried again by whoever has heard of it. */
        RETRY,
        SENT,
        GIVEN_UP
    }

    /** What a message is about, as the item says it. */
    private enum Kind {
        RECOVERY_REQUESTED,
        EMAIL_TO_VERIFY,
        PASSWORD_WAS_RESET,
        PASSWORD_WAS_CHANGED,
        EMAIL_WAS_CHANGED,
        PASSWORDS_ENDING,
        TICKET_NEWS,
        TICKETS_DUE
    }

    private Messages() {}

    /** Writes a message that was never written before; the transaction fails where it was. */
    static TransactWriteItem writing(Table table, Message message) {
        return table.puttingNew(item(message));
    }

    /** Orders unsent messages by when they were written. */
    static String sortKey(Instant createdAt) {
        return Keys.moment(createdAt);
    }

    static Map<String, AttributeValue> item(Message message) {
        var item = Items.Item.of(Keys.outbox(message.id()), Keys.ONLY)
                .with(STATE, State.WAITING.name())
                .with("language", message.language().name())
                .with("createdAt", message.createdAt())
                .with("uselessFrom", message.uselessFrom())
                .with(Items.GSI1_PK, Keys.UNSENT)
                .with(Items.GSI1_SK, sortKey(message.createdAt()) + "#" + message.id());
        return switch (message.content()) {
            case Message.RecoveryRequested(var recovery, var login, var offeredBy) ->
                item.with("kind", Kind.RECOVERY_REQUESTED.name())
                        .with("recovery", recovery.value())
                        .with("login", login.value())
                        .with("offeredBy", offeredBy.map(InstitutionCode::value))
                        .done();
            case Message.EmailToVerify(var person, var address) ->
                item.with("kind", Kind.EMAIL_TO_VERIFY.name())
                        .with("person", person.value())
                        .with("address", address.value())
                        .done();
            case Message.PasswordWasReset(var person, var institution) ->
                item.with("kind", Kind.PASSWORD_WAS_RESET.name())
                        .with("person", person.value())
                        .with("institution", institution.value())
                        .done();
            case Message.PasswordWasChanged(var person) ->
                item.with("kind", Kind.PASSWORD_WAS_CHANGED.name())
                        .with("person", person.value())
                        .done();
            case Message.EmailWasChanged(var person, var former) ->
                item.with("kind", Kind.EMAIL_WAS_CHANGED.name())
                        .with("person", person.value())
                        .with("address", former.value())
                        .done();
            case Message.PasswordsEnding(var director, var endings) -> {
                var done = item.with("kind", Kind.PASSWORDS_ENDING.name())
                        .with("person", director.value())
                        .done();
                done.put("endings", AttributeValue.fromL(endings.stream().map(Messages::ending).toList()));
                yield done;
            }
            case Message.TicketNews(var ticket, var entry, var news) ->
                item.with("kind", Kind.TICKET_NEWS.name())
                        .with("ticket", ticket.toString())
                        .with("entry", entry)
                        .with("news", news.name())
                        .done();
            case Message.TicketsDue(var agent, var tickets) -> {
                var done = item.with("kind", Kind.TICKETS_DUE.name())
                        .with("person", agent.value())
                        .done();
                done.put("tickets", AttributeValue.fromL(tickets.stream().map(ticket -> s(ticket.toString())).toList()));
                yield done;
            }
        };
    }

    /** @throws IllegalStateException if the item is not one that {@link #item} made */
    static Message message(Map<String, AttributeValue> item) {
        try {
            return new Message(
                    new MessageId(text(item, Items.PK).substring(Keys.OUTBOX.length())),
                    content(item),
                    Language.valueOf(text(item, "language")),
                    moment(item, "createdAt"),
                    moment(item, "uselessFrom"));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalStateException("An item is no message", malformed);
        }
    }

    private static Message.Content content(Map<String, AttributeValue> item) {
        return switch (Kind.valueOf(text(item, "kind"))) {
            case RECOVERY_REQUESTED -> new Message.RecoveryRequested(
                    new RecoveryId(text(item, "recovery")),
                    new Login(text(item, "login")),
                    Items.optionalText(item, "offeredBy").map(InstitutionCode::new));
            case EMAIL_TO_VERIFY -> new Message.EmailToVerify(person(item), new EmailAddress(text(item, "address")));
            case PASSWORD_WAS_RESET -> new Message.PasswordWasReset(person(item), institution(item));
            case PASSWORD_WAS_CHANGED -> new Message.PasswordWasChanged(person(item));
            case EMAIL_WAS_CHANGED -> new Message.EmailWasChanged(person(item), new EmailAddress(text(item, "address")));
            case PASSWORDS_ENDING -> new Message.PasswordsEnding(
                    person(item),
                    Optional.ofNullable(item.get("endings"))
                            .orElseThrow(() -> new IllegalStateException("A digest lacks its people"))
                            .l()
                            .stream()
                            .map(AttributeValue::m)
                            .map(ending -> new Message.Ending(person(ending), institution(ending), moment(ending, "until")))
                            .toList());
            case TICKET_NEWS -> new Message.TicketNews(
                    ticket(text(item, "ticket")), text(item, "entry"), Message.News.valueOf(text(item, "news")));
            case TICKETS_DUE -> new Message.TicketsDue(
                    person(item),
                    Optional.ofNullable(item.get("tickets"))
                            .orElseThrow(() -> new IllegalStateException("A digest lacks its tickets"))
                            .l()
                            .stream()
                            .map(ticket -> ticket(ticket.s()))
                            .toList());
        };
    }

    private static AttributeValue ending(Message.Ending ending) {
        return AttributeValue.fromM(Map.of(
                "person", s(ending.person().value()),
                "institution", s(ending.institution().value()),
                "until", Items.at(ending.until())));
    }

    private static TicketNumber ticket(String text) {
        return TicketNumber.parse(text).orElseThrow(() -> new IllegalStateException("An item names no ticket"));
    }

    private static PersonId person(Map<String, AttributeValue> item) {
        return new PersonId(text(item, "person"));
    }

    private static InstitutionCode institution(Map<String, AttributeValue> item) {
        return new InstitutionCode(text(item, "institution"));
    }

    private static Instant moment(Map<String, AttributeValue> item, String name) {
        return Items.optionalAt(item, name).orElseThrow(() -> new IllegalStateException("An item lacks the time " + name));
    }
}
