package portero.adapters.dynamodb;

import static portero.adapters.dynamodb.Items.at;
import static portero.adapters.dynamodb.Items.n;
import static portero.adapters.dynamodb.Items.s;
import static portero.adapters.dynamodb.Items.text;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portero.domain.accounts.Change;
import portero.domain.mail.EmailVerifications;
import portero.domain.mail.Message;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.PersonId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Addresses that await their code in the table, one item for each person, which the table forgets by itself. */
public final class DynamoDbEmailVerifications implements EmailVerifications {
    // So that the code of a mail that leaves at the last moment still finds its wish.
    private static final Duration AFTERWARDS = Duration.ofHours(1);

    private final Table table;

    public DynamoDbEmailVerifications(Table table) {
        this.table = table;
    }

    @Override
    public void open(PersonId person, EmailAddress address, Message message) {
        var written = table.transact(
                table.putting(Items.Item.of(Keys.emailWish(person), Keys.ONLY)
                        .with("address", address.value())
                        .with("validUntil", message.uselessFrom())
                        .with(Items.EXPIRES_AT, message.uselessFrom().plus(AFTERWARDS).getEpochSecond())
                        .done()),
                Messages.writing(table, message));
        if (!written) {
            throw new IllegalStateException("There is a message of that id already");
        }
    }

    @Override
    public Optional<EmailAddress> pending(PersonId person, Instant now) {
        return table.get(Keys.emailWish(person), Keys.ONLY)
                .filter(item -> validUntil(item).isAfter(now))
                .map(item -> new EmailAddress(text(item, "address")));
    }

    @Override
    public boolean issue(PersonId person, Issued issued) {
        return table.update(
                Keys.emailWish(person),
                Keys.ONLY,
                "SET codeHash = :hash, validUntil = :validUntil, tries = :zero, expiresAt = :forgetAt",
                // The wish may have become another while this code was on its way.
                "address = :address",
                Map.of(
                        ":address", s(issued.address().value()),
                        ":hash", s(issued.codeHash()),
                        ":validUntil", at(issued.expiresAt()),
                        ":zero", n(0),
                        ":forgetAt", n(issued.expiresAt().plus(AFTERWARDS).getEpochSecond())));
    }

    @Override
    public Optional<Issued> tryCode(PersonId person, Instant now) {
        // One conditional write, so that guesses made at the same moment cannot slip past the count.
        return table.updated(
                        Keys.emailWish(person),
                        Keys.ONLY,
                        "SET tries = tries + :one",
                        "attribute_exists(codeHash) AND validUntil > :now AND tries < :most",
                        Map.of(":one", n(1), ":now", at(now), ":most", n(TRIES)))
                .map(item -> new Issued(
                        new EmailAddress(text(item, "address")), text(item, "codeHash"), validUntil(item)));
    }

    @Override
    public boolean confirm(PersonId person, Issued issued, Change audit, List<Message> messages) {
        var writes = new ArrayList<TransactWriteItem>();
        // Of two windows that confirm at once one wins, and none does when the wish has become another meanwhile.
        writes.add(table.deletingIf(
                Keys.emailWish(person), Keys.ONLY, "codeHash = :hash", Map.of(":hash", s(issued.codeHash()))));
        writes.add(table.updating(
                Keys.person(person),
                Keys.PERSON,
                "SET email = :address, emailStanding = :verified",
                "attribute_exists(pk)",
                Map.of(
                        ":address", s(issued.address().value()),
                        ":verified", s(ContactEmail.Standing.VERIFIED.name()))));
        writes.add(table.putting(Audit.item(audit)));
        messages.forEach(message -> writes.add(Messages.writing(table, message)));
        return table.transact(writes.toArray(TransactWriteItem[]::new));
    }

    private static Instant validUntil(Map<String, AttributeValue> item) {
        return Items.optionalAt(item, "validUntil").orElseThrow();
    }
}
