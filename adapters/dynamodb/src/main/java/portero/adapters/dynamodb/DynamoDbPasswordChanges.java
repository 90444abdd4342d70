package portero.adapters.dynamodb;

import static portero.adapters.dynamodb.Items.at;
import static portero.adapters.dynamodb.Items.n;
import static portero.adapters.dynamodb.Items.optionalAt;
import static portero.adapters.dynamodb.Items.optionalText;
import static portero.adapters.dynamodb.Items.s;
import static portero.adapters.dynamodb.Items.text;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import portero.domain.Page;
import portero.domain.Unavailable;
import portero.domain.accounts.Account;
import portero.domain.accounts.Change;
import portero.domain.accounts.Login;
import portero.domain.accounts.OperationState.Step;
import portero.domain.accounts.PasswordChange;
import portero.domain.accounts.PasswordChanges;
import portero.domain.mail.Message;
import portero.domain.schools.ContactEmail.Standing;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.PersonId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Claims of passwords, as attributes of the account's item; while claimed, the index shows it as pending. */
public final class DynamoDbPasswordChanges implements PasswordChanges {
    private static final int PAGE = 50;
    private static final int TRIES = 4;
    // A claim left by one that died is taken over only when its lease is over, for until then it might still be at work.
    private static final String FREE =
            "accountState = :active AND (attribute_not_exists(claimedBy) OR leaseUntil < :now)";
    // The moment of the first claim stays: a password that one of several dead ones set is later than that, not than the last's.
    private static final String CLAIM = "SET claimedBy = :id, changeKind = :kind, changeFingerprint = :fingerprint,"
            + " claimedAt = if_not_exists(claimedAt, :now), leaseUntil = :until, gsi1pk = :indexPk, gsi1sk = :indexSk";

    private final Table table;

    public DynamoDbPasswordChanges(Table table) {
        this.table = table;
    }

    @Override
    public Claim claim(PasswordChange change, Instant now, Duration lease) {
        var values = claiming(change, now, lease);
        var seen = "";
        if (change.seenVersion().isPresent()) {
            values.put(":seen", n(change.seenVersion().getAsLong()));
            seen = change.seenVersion().getAsLong() == 1
                    ? " AND (passwordVersion = :seen OR attribute_not_exists(passwordVersion))"
                    : " AND passwordVersion = :seen";
        }
        var claimed = table.transact(
                table.updating(Keys.account(change.login()), Keys.ACCOUNT, CLAIM, FREE + seen, values),
                table.puttingIf(
                        DynamoDbAccounts.operation(change.id(), change.fingerprint(), Step.PENDING, now),
                        "attribute_not_exists(pk) OR (step = :pending AND fingerprint = :fingerprint)",
                        Map.of(":pending", s(Step.PENDING.name()), ":fingerprint", s(change.fingerprint()))));
        return claimed ? Claim.CLAIMED : obstacle(change, now);
    }

    private Claim obstacle(PasswordChange change, Instant now) {
        // First the account: if another try of this change is completed in between, its operation says so by then. The
        // other way round that try's version would look like somebody else's.
        var account = account(change.login());
        var operation = table.get(Keys.operation(change.id()), Keys.ONLY);
        if (operation.filter(item -> !text(item, "fingerprint").equals(change.fingerprint())).isPresent()) {
            return Claim.ID_REUSED;
        }
        if (operation.filter(item -> step(item) != Step.PENDING).isPresent()) {
            return Claim.DONE_BEFORE;
        }
        if (account.isEmpty()) {
            return Claim.NO_ACCOUNT;
        }
        var version = Items.optionalNumber(account.get(), "passwordVersion").orElse(1L);
        return isActive(account.get())
                        && !PasswordClaims.held(account.get(), now)
                        && change.seenVersion().isPresent()
                        && change.seenVersion().getAsLong() != version
                ? Claim.CHANGED_MEANWHILE
                : Claim.HELD_BY_ANOTHER;
    }

    @Override
    public Claim claimAgain(PasswordChange change, Instant now, Duration lease) {
        var claimed = table.update(
                Keys.account(change.login()),
                Keys.ACCOUNT,
                CLAIM,
                FREE + " AND operation = :id AND attribute_exists(temporaryUntil)",
                claiming(change, now, lease));
        if (claimed) {
            return Claim.CLAIMED;
        }
        var account = account(change.login());
        if (account.isEmpty()) {
            return Claim.NO_ACCOUNT;
        }
        return PasswordClaims.held(account.get(), now) || isLatest(change, account.get())
                ? Claim.HELD_BY_ANOTHER
                : Claim.CHANGED_MEANWHILE;
    }

    private static boolean isLatest(PasswordChange change, Map<String, AttributeValue> account) {
        return text(account, "operation").equals(change.id()) && optionalAt(account, "temporaryUntil").isPresent();
    }

    private static Map<String, AttributeValue> claiming(PasswordChange change, Instant now, Duration lease) {
        var until = now.plus(lease);
        return new HashMap<>(Map.of(
                ":active", s(Account.Status.ACTIVE.name()),
                ":id", s(change.id()),
                ":kind", s(change.kind().name()),
                ":fingerprint", s(change.fingerprint()),
                ":now", at(now),
                ":until", at(until),
                ":indexPk", s(Keys.PENDING),
                ":indexSk", s(Keys.leaseEnd(until, change.login()))));
    }

    @Override
    public boolean complete(
            PasswordChange change,
            Optional<Instant> temporaryUntil,
            Optional<EmailAddress> proved,
            Change audit,
            List<Message> messages) {
        for (var attempt = 0; attempt < TRIES; attempt++) {
            var writes = new ArrayList<TransactWriteItem>();
            writes.add(completing(change, temporaryUntil, audit.at()));
            writes.add(recording(change, audit.at()));
            writes.add(table.putting(Audit.item(audit)));
            messages.forEach(message -> writes.add(Messages.writing(table, message)));
            proved.flatMap(address -> verifying(change.person(), address)).ifPresent(writes::add);
            if (table.transact(writes.toArray(TransactWriteItem[]::new))) {
                return true;
            }
            if (account(change.login()).filter(item -> isClaimedBy(change.id(), item)).isEmpty()) {
                return false;
            }
            // The claim stands, so the address was changed just now: what was proved is looked at again.
        }
        throw new Unavailable(
                "dynamodb", Duration.ofSeconds(1), new IllegalStateException("The address changes all the time"));
    }

    private TransactWriteItem completing(PasswordChange change, Optional<Instant> temporaryUntil, Instant now) {
        var values = new HashMap<>(Map.of(":id", s(change.id()), ":now", at(now), ":first", n(1), ":one", n(1)));
        var sets = "SET operation = :id, sessionsEndedAt = :now,"
                + " passwordVersion = if_not_exists(passwordVersion, :first) + :one";
        temporaryUntil.ifPresent(until -> {
            values.put(":until", at(until));
            values.putAll(PasswordClaims.temporaryIndex(change.login(), until));
        });
        return table.updating(
                Keys.account(change.login()),
                Keys.ACCOUNT,
                temporaryUntil.isPresent()
                        ? sets + ", temporaryUntil = :until, gsi1pk = :indexPk, gsi1sk = :indexSk REMOVE "
                                + PasswordClaims.REMOVED
                        : sets + " REMOVE temporaryUntil, gsi1pk, gsi1sk, " + PasswordClaims.REMOVED,
                "claimedBy = :id",
                values);
    }

    /** The operation that made the account keeps saying so when it gives another password. */
    private TransactWriteItem recording(PasswordChange change, Instant now) {
        var step = table.get(Keys.operation(change.id()), Keys.ONLY)
                .map(DynamoDbPasswordChanges::step)
                .filter(before -> before != Step.PENDING)
                .orElse(Step.REPLACED);
        return table.puttingIf(
                DynamoDbAccounts.operation(change.id(), change.fingerprint(), step, now),
                "attribute_not_exists(pk) OR fingerprint = :fingerprint",
                Map.of(":fingerprint", s(change.fingerprint())));
    }

    private Optional<TransactWriteItem> verifying(PersonId person, EmailAddress proved) {
        return table.get(Keys.person(person), Keys.PERSON)
                .filter(item -> optionalText(item, "email").filter(proved.value()::equals).isPresent())
                .filter(item -> optionalText(item, "emailStanding").map(Standing::valueOf).orElse(Standing.UNVERIFIED)
                        == Standing.UNVERIFIED)
                .map(_ -> table.updating(
                        Keys.person(person),
                        Keys.PERSON,
                        "SET emailStanding = :verified",
                        "email = :address AND (attribute_not_exists(emailStanding) OR emailStanding = :unverified)",
                        Map.of(
                                ":address", s(proved.value()),
                                ":verified", s(Standing.VERIFIED.name()),
                                ":unverified", s(Standing.UNVERIFIED.name()))));
    }

    @Override
    public void abandon(PasswordChange change) {
        for (var attempt = 0; attempt < TRIES; attempt++) {
            var account = account(change.login()).filter(item -> isClaimedBy(change.id(), item));
            if (account.isEmpty() || freeing(change, optionalAt(account.get(), "temporaryUntil"))) {
                return;
            }
        }
        throw new Unavailable(
                "dynamodb", Duration.ofSeconds(1), new IllegalStateException("The account changes all the time"));
    }

    private boolean freeing(PasswordChange change, Optional<Instant> temporaryUntil) {
        var values = new HashMap<>(Map.of(":id", s(change.id())));
        temporaryUntil.ifPresent(until -> {
            values.put(":until", at(until));
            values.putAll(PasswordClaims.temporaryIndex(change.login(), until));
        });
        // The person may choose a password at this very moment, and would then stay in the index without a reason.
        var freeing = table.updating(
                Keys.account(change.login()),
                Keys.ACCOUNT,
                temporaryUntil.isPresent()
                        ? "SET gsi1pk = :indexPk, gsi1sk = :indexSk REMOVE " + PasswordClaims.REMOVED
                        : "REMOVE gsi1pk, gsi1sk, " + PasswordClaims.REMOVED,
                "claimedBy = :id AND "
                        + (temporaryUntil.isPresent() ? "temporaryUntil = :until" : "attribute_not_exists(temporaryUntil)"),
                values);
        return table.get(Keys.operation(change.id()), Keys.ONLY)
                        .filter(item -> step(item) == Step.PENDING)
                        .isPresent()
                ? table.transact(freeing, forgetting(change.id()))
                : table.transact(freeing);
    }

    private TransactWriteItem forgetting(String operation) {
        return table.deletingIf(
                Keys.operation(operation),
                Keys.ONLY,
                "attribute_not_exists(pk) OR step = :pending",
                Map.of(":pending", s(Step.PENDING.name())));
    }

    @Override
    public Page<Unfinished> unfinished(Instant before, Optional<String> cursor) {
        var after = cursor.map(place -> Items.Item.of(
                        Keys.account(new Login(place.substring(place.indexOf('#') + 1))), Keys.ACCOUNT)
                .with(Items.GSI1_PK, Keys.PENDING)
                .with(Items.GSI1_SK, place)
                .done());
        var page = table.queryIndexBefore(Keys.PENDING, Keys.moment(before), PAGE, after.orElse(null));
        // The index may still show a claim that has just ended; the table knows.
        var left = table
                .getAll(page.items().stream()
                        .map(item -> Items.key(text(item, Items.PK), text(item, Items.SK)))
                        .toList())
                .stream()
                .filter(item -> !isActive(item) || optionalText(item, "claimedBy").isPresent())
                .filter(item -> PasswordClaims.leaseUntil(item).filter(before::isAfter).isPresent())
                .sorted(Comparator.comparing(item -> PasswordClaims.leaseUntil(item).orElseThrow()))
                .map(DynamoDbPasswordChanges::unfinished)
                .toList();
        return new Page<>(
                left,
                page.hasLastEvaluatedKey()
                        ? Optional.of(text(page.items().getLast(), Items.GSI1_SK))
                        : Optional.empty());
    }

    private static Unfinished unfinished(Map<String, AttributeValue> item) {
        var login = new Login(text(item, Items.PK).substring("ACCOUNT#".length()));
        var person = new PersonId(text(item, "person"));
        var change = optionalText(item, "claimedBy").map(id -> new PasswordChange(
                id,
                text(item, "changeFingerprint"),
                PasswordChange.Kind.valueOf(text(item, "changeKind")),
                login,
                person,
                OptionalLong.empty()));
        return new Unfinished(
                login,
                person,
                change,
                change.map(PasswordChange::id).orElseGet(() -> text(item, "operation")),
                optionalAt(item, "claimedAt").orElseGet(() -> PasswordClaims.leaseUntil(item).orElseThrow()),
                optionalAt(item, "temporaryUntil"));
    }

    @Override
    public boolean takeOver(Unfinished unfinished, Instant now, Duration lease) {
        var until = now.plus(lease);
        return table.update(
                Keys.account(unfinished.login()),
                Keys.ACCOUNT,
                "SET leaseUntil = :until, gsi1sk = :indexSk",
                theirs(unfinished) + " AND leaseUntil < :now",
                Map.of(
                        ":operation", s(unfinished.operation()),
                        ":state", s(state(unfinished)),
                        ":now", at(now),
                        ":until", at(until),
                        ":indexSk", s(Keys.leaseEnd(until, unfinished.login()))));
    }

    @Override
    public boolean undo(Unfinished unfinished) {
        return table.transact(
                table.deletingIf(
                        Keys.account(unfinished.login()),
                        Keys.ACCOUNT,
                        theirs(unfinished),
                        Map.of(":operation", s(unfinished.operation()), ":state", s(state(unfinished)))),
                forgetting(unfinished.operation()));
    }

    private static String theirs(Unfinished unfinished) {
        return "accountState = :state AND " + (unfinished.change().isPresent() ? "claimedBy" : "operation") + " = :operation";
    }

    private static String state(Unfinished unfinished) {
        return (unfinished.change().isPresent() ? Account.Status.ACTIVE : Account.Status.PENDING).name();
    }

    private Optional<Map<String, AttributeValue>> account(Login login) {
        return table.get(Keys.account(login), Keys.ACCOUNT);
    }

    private static boolean isActive(Map<String, AttributeValue> account) {
        return text(account, "accountState").equals(Account.Status.ACTIVE.name());
    }

    private static boolean isClaimedBy(String id, Map<String, AttributeValue> account) {
        return optionalText(account, "claimedBy").filter(id::equals).isPresent();
    }

    private static Step step(Map<String, AttributeValue> operation) {
        return Step.valueOf(text(operation, "step"));
    }
}
