package portero.adapters.dynamodb;

import static portero.adapters.dynamodb.Items.at;
import static portero.adapters.dynamodb.Items.n;
import static portero.adapters.dynamodb.Items.s;
import static portero.adapters.dynamodb.Items.text;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import portero.domain.accounts.Change;
import portero.domain.accounts.Login;
import portero.domain.mail.Message;
import portero.domain.mail.Recoveries;
import portero.domain.mail.RecoveryId;
import portero.domain.schools.EmailAddress;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Requests to recover a password in the table, which forgets them by itself. */
public final class DynamoDbRecoveries implements Recoveries {
    // Long enough for the code of a mail that leaves at the last moment.
    private static final Duration AFTERWARDS = Duration.ofHours(1);

    private final Table table;

    public DynamoDbRecoveries(Table table) {
        this.table = table;
    }

    @Override
    public void open(RecoveryId id, Login login, Message message) {
        write(request(id, login, message), Messages.writing(table, message));
    }

    @Override
    public void offer(RecoveryId id, Login login, Message message, Change audit) {
        write(request(id, login, message), Messages.writing(table, message), table.putting(Audit.item(audit)));
    }

    private TransactWriteItem request(RecoveryId id, Login login, Message message) {
        return table.puttingNew(Items.Item.of(Keys.recovery(id), Keys.ONLY)
                .with("login", login.value())
                .with("tries", 0)
                .with(Items.EXPIRES_AT, message.uselessFrom().plus(AFTERWARDS).getEpochSecond())
                .done());
    }

    private void write(TransactWriteItem... writes) {
        if (!table.transact(writes)) {
            throw new IllegalStateException("There is a request, or a message, of that id already");
        }
    }

    @Override
    public boolean issue(RecoveryId id, Issued issued) {
        return table.update(
                Keys.recovery(id),
                Keys.ONLY,
                "SET address = :address, codeHash = :hash, passwordVersion = :version,"
                        + " issuedAt = :issuedAt, validUntil = :validUntil, tries = :zero, expiresAt = :forgetAt",
                // The table forgets late: what should be forgotten by now is gone all the same.
                "login = :login AND attribute_not_exists(usedAt) AND expiresAt > :now",
                Map.of(
                        ":login", s(issued.login().value()),
                        ":address", s(issued.address().value()),
                        ":hash", s(issued.codeHash()),
                        ":version", n(issued.passwordVersion()),
                        ":issuedAt", at(issued.issuedAt()),
                        ":validUntil", at(issued.expiresAt()),
                        ":zero", n(0),
                        ":forgetAt", n(issued.expiresAt().plus(AFTERWARDS).getEpochSecond()),
                        ":now", n(issued.issuedAt().getEpochSecond())));
    }

    @Override
    public Optional<Issued> tryCode(RecoveryId id, Instant now) {
        // One conditional write, so that guesses made at the same moment cannot slip past the count; and the same one for a
        // request that never had a code, or time would tell who can be written to.
        return table.updated(
                        Keys.recovery(id),
                        Keys.ONLY,
                        "SET tries = tries + :one",
                        "attribute_not_exists(usedAt) AND tries < :most",
                        Map.of(":one", n(1), ":most", n(TRIES)))
                .filter(item -> Items.optionalAt(item, "validUntil").filter(now::isBefore).isPresent())
                .map(DynamoDbRecoveries::issued);
    }

    private static Issued issued(Map<String, AttributeValue> item) {
        return new Issued(
                new Login(text(item, "login")),
                new EmailAddress(text(item, "address")),
                Items.optionalNumber(item, "passwordVersion").orElseThrow(),
                text(item, "codeHash"),
                Items.optionalAt(item, "issuedAt").orElseThrow(),
                Items.optionalAt(item, "validUntil").orElseThrow());
    }

    @Override
    public void forgiveTry(RecoveryId id) {
        table.update(
                Keys.recovery(id),
                Keys.ONLY,
                "SET tries = tries - :one",
                "tries > :zero",
                Map.of(":one", n(1), ":zero", n(0)));
    }

    @Override
    public boolean use(RecoveryId id, Instant now) {
        return table.update(
                Keys.recovery(id),
                Keys.ONLY,
                "SET usedAt = :now REMOVE codeHash",
                "attribute_exists(codeHash) AND attribute_not_exists(usedAt)",
                Map.of(":now", at(now)));
    }
}
