package portero.domain.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import portero.domain.Secret;
import portero.domain.accounts.Account;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Identities;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Institutions;
import portero.domain.schools.Person;
import portero.domain.schools.PersonId;
import portero.domain.schools.Personnel;

/**
 * Sends one message of the outbox: claims it, finds out who gets it and what it says, makes its code if it has one, and
 * sends it. However often it is asked for, and by however many at once, one message becomes one mail; the single exception
 * is a mail of which neither the answer nor the news of its sending came back in {@link Outbox#PATIENCE}.
 */
public final class DeliverMail {
    private final Outbox outbox;
    private final Accounts accounts;
    private final Identities identities;
    private final Personnel personnel;
    private final Institutions institutions;
    private final Suppressions suppressions;
    private final Codes codes;
    private final TicketLetters tickets;
    private final Letters letters;
    private final Mailer mailer;
    private final Links links;
    private final InstantSource clock;

    public DeliverMail(
            Outbox outbox,
            Accounts accounts,
            Identities identities,
            Personnel personnel,
            Institutions institutions,
            Suppressions suppressions,
            Codes codes,
            TicketLetters tickets,
            Letters letters,
            Mailer mailer,
            Links links,
            InstantSource clock) {
        this.outbox = outbox;
        this.accounts = accounts;
        this.identities = identities;
        this.personnel = personnel;
        this.institutions = institutions;
        this.suppressions = suppressions;
        this.codes = codes;
        this.tickets = tickets;
        this.letters = letters;
        this.mailer = mailer;
        this.links = links;
        this.clock = clock;
    }

    /** What codes are made of, and where their hashes are kept. */
    public record Codes(
            Recoveries recoveries, EmailVerifications verifications, CodeHashes hashes, RandomGenerator random) {}

    /** What came of it. */
    public sealed interface Delivery {
        record Sent() implements Delivery {}

        /** It never will be sent; {@code reason} is stable. */
        record GivenUp(String reason) implements Delivery {}

        /** It was certainly not sent, and can be tried again after {@code retryAfter}. */
        record Busy(Duration retryAfter) implements Delivery {}

        /** Nobody knows yet whether it was sent; it must not be sent again for now. */
        record Unknown() implements Delivery {}

        /** Somebody else sends it, or it has come to its end. */
        record NothingToDo() implements Delivery {}
    }

    /** Either somebody to write to and what, or the reason why not. */
    private sealed interface Draft {
        record To(EmailAddress address, Letter letter) implements Draft {}

        record Nobody(String reason) implements Draft {}
    }

    /**
     * @throws RuntimeException when something that it needs does not answer; the message can then be delivered anew
     */
    public Delivery run(MessageId id) {
        var message = outbox.claim(id, clock.instant());
        return message.isEmpty() ? new Delivery.NothingToDo() : deliver(message.get());
    }

    private Delivery deliver(Message message) {
        Draft draft;
        Mailer.Sending sending;
        try {
            draft = draft(message);
            if (draft instanceof Draft.Nobody(var reason)) {
                return giveUp(message, reason);
            }
            sending = send(message, (Draft.To) draft);
        } catch (RuntimeException fault) {
            // The mailer throws only what it knows was not sent.
            outbox.release(message.id());
            throw fault;
        }
        return switch (sending) {
            case Mailer.Sending.Accepted(var providerId) -> {
                outbox.sent(message.id(), providerId, clock.instant());
                yield new Delivery.Sent();
            }
            case Mailer.Sending.Refused(var code) -> giveUp(message, "refused-" + code);
            case Mailer.Sending.Busy(var retryAfter) -> {
                outbox.release(message.id());
                yield new Delivery.Busy(retryAfter);
            }
            case Mailer.Sending.Unknown() -> new Delivery.Unknown();
        };
    }

    private Mailer.Sending send(Message message, Draft.To draft) {
        return mailer.send(letters.write(draft.letter(), message.language(), message.id(), draft.address()));
    }

    private Delivery giveUp(Message message, String reason) {
        outbox.giveUp(message.id(), reason, clock.instant());
        return new Delivery.GivenUp(reason);
    }

    private Draft draft(Message message) {
        if (!clock.instant().isBefore(message.uselessFrom())) {
            return new Draft.Nobody("too-late");
        }
        return switch (message.content()) {
            case Message.RecoveryRequested requested -> recovery(requested);
            case Message.EmailToVerify(var person, var address) -> emailCode(person, address);
            case Message.PasswordWasReset(var person, var institution) -> notice(
                    person,
                    known -> new Letter.PasswordReset(known.name().given(), name(institution), message.createdAt()));
            case Message.PasswordWasChanged(var person) -> notice(
                    person,
                    known -> new Letter.PasswordChanged(known.name().given(), message.createdAt(), links.recover()));
            case Message.EmailWasChanged(var person, var former) -> emailChanged(person, former, message.createdAt());
            case Message.PasswordsEnding(var director, var endings) -> toVerified(
                    director, known -> new Letter.PasswordsEnding(known.name().given(), schools(endings), links.users()));
            case Message.TicketNews news -> ticketNews(news, message.language());
            case Message.TicketsDue(var agent, var numbers) -> toPerson(
                    agent,
                    ContactEmail::isVerified,
                    (person, _) -> tickets.due(person.name().given(), agent, numbers, message.language()));
        };
    }

    private Draft recovery(Message.RecoveryRequested requested) {
        var account = accounts.find(requested.login()).filter(found -> found.status() == Account.Status.ACTIVE);
        var identity = identities.find(requested.login());
        if (account.isEmpty() || identity.isEmpty()) {
            return new Draft.Nobody("no-account");
        }
        if (!identity.get().enabled()) {
            return new Draft.Nobody("disabled");
        }
        // Somebody else wrote that address down: it opens an account only while nobody has been in, and nothing is to be lost.
        var untouched = account.get().isUntouched() && identity.get().temporary();
        return toPerson(account.get().person(), email -> email.isVerified() || untouched, (person, address) -> {
            var code = MailedCode.generate(codes.random());
            var now = clock.instant();
            var issued = codes.recoveries()
                    .issue(
                            requested.recovery(),
                            new Recoveries.Issued(
                                    requested.login(),
                                    address,
                                    account.get().password().version(),
                                    codes.hashes().of(new Secret(code.value())),
                                    now,
                                    now.plus(MailedCode.LIFE)));
            return issued
                    ? Optional.of(new Letter.RecoveryCode(
                            person.name().given(),
                            new Secret(code.value()),
                            now.plus(MailedCode.LIFE),
                            links.recovery(requested.recovery()),
                            requested.offeredBy().isPresent()))
                    : Optional.empty();
        });
    }

    private Draft emailCode(PersonId id, EmailAddress address) {
        var person = personnel.find(id);
        if (person.isEmpty()) {
            return new Draft.Nobody("no-account");
        }
        if (suppressions.contains(address)) {
            return new Draft.Nobody("suppressed");
        }
        var code = MailedCode.generate(codes.random());
        var expiresAt = clock.instant().plus(MailedCode.LIFE);
        var hash = codes.hashes().of(new Secret(code.value()));
        return codes.verifications().issue(id, new EmailVerifications.Issued(address, hash, expiresAt))
                ? new Draft.To(
                        address, new Letter.EmailCode(person.get().name().given(), new Secret(code.value()), expiresAt))
                : new Draft.Nobody("superseded");
    }

    private Draft emailChanged(PersonId id, EmailAddress former, Instant at) {
        var person = personnel.find(id);
        if (person.isEmpty()) {
            return new Draft.Nobody("no-account");
        }
        return suppressions.contains(former)
                ? new Draft.Nobody("suppressed")
                : new Draft.To(former, new Letter.EmailChanged(person.get().name().given(), at));
    }

    /** To the address that the ticket was filed with, whatever the requester's is now. */
    private Draft ticketNews(Message.TicketNews message, Language language) {
        var news = tickets.look(message);
        if (news.isEmpty()) {
            return new Draft.Nobody("superseded");
        }
        var filing = news.get().ticket().filing();
        var address = filing.contact().email();
        if (suppressions.contains(address)) {
            return new Draft.Nobody("suppressed");
        }
        var givenNames = personnel
                .find(filing.requester().person())
                .map(person -> person.name().given())
                .orElse(filing.requester().fullName());
        return tickets.letter(news.get(), givenNames, language)
                .<Draft>map(letter -> new Draft.To(address, letter))
                .orElse(new Draft.Nobody("superseded"));
    }

    private interface Writing {
        /** Empty when what it is about has been dealt with otherwise. */
        Optional<Letter> letter(Person person, EmailAddress address);
    }

    /** A warning without secrets: better read by a stranger than not at all. */
    private Draft notice(PersonId id, Function<Person, Letter> writing) {
        return toPerson(id, _ -> true, (person, _) -> Optional.of(writing.apply(person)));
    }

    private Draft toVerified(PersonId id, Function<Person, Letter> writing) {
        return toPerson(id, ContactEmail::isVerified, (person, _) -> Optional.of(writing.apply(person)));
    }

    private Draft toPerson(PersonId id, Predicate<ContactEmail> trusted, Writing writing) {
        var person = personnel.find(id);
        var email = person.flatMap(Person::email);
        if (email.isEmpty()) {
            return new Draft.Nobody("no-address");
        }
        var address = email.get().address();
        if (email.get().standing() == ContactEmail.Standing.BOUNCING || suppressions.contains(address)) {
            return new Draft.Nobody("suppressed");
        }
        if (!trusted.test(email.get())) {
            return new Draft.Nobody("unverified-address");
        }
        return writing.letter(person.get(), address)
                .<Draft>map(letter -> new Draft.To(address, letter))
                .orElse(new Draft.Nobody("superseded"));
    }

    private String name(InstitutionCode code) {
        return institutions.find(code).map(Institution::name).orElse(code.value());
    }

    /** Schools by name, their people as the passwords end. */
    private List<Letter.School> schools(List<Message.Ending> endings) {
        var now = clock.instant();
        var bySchool = new LinkedHashMap<InstitutionCode, List<Letter.Ending>>();
        endings.stream().sorted(Comparator.comparing(Message.Ending::until)).forEach(ending -> personnel
                .find(ending.person())
                .ifPresent(person -> bySchool
                        .computeIfAbsent(ending.institution(), _ -> new ArrayList<>())
                        .add(new Letter.Ending(person.name().full(), ending.until(), !now.isBefore(ending.until())))));
        return bySchool.entrySet().stream()
                .map(school -> new Letter.School(name(school.getKey()), List.copyOf(school.getValue())))
                .sorted(Comparator.comparing(Letter.School::name))
                .toList();
    }
}
