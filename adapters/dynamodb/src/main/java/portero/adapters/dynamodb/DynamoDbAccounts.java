package portero.adapters.dynamodb;

import static portero.adapters.dynamodb.Items.at;
import static portero.adapters.dynamodb.Items.n;
import static portero.adapters.dynamodb.Items.optionalAt;
import static portero.adapters.dynamodb.Items.s;
import static portero.adapters.dynamodb.Items.text;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import portero.domain.Page;
import portero.domain.accounts.Account;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Change;
import portero.domain.accounts.Grant;
import portero.domain.accounts.Login;
import portero.domain.accounts.Operation;
import portero.domain.accounts.OperationState;
import portero.domain.accounts.Role;
import portero.domain.schools.BadCursor;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Person;
import portero.domain.schools.PersonId;
import portero.domain.schools.SchoolYear;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Accounts, grants and operations in the table. */
public final class DynamoDbAccounts implements Accounts {
    private static final int PAGE = 50;
    private static final int ALL = 1000;
    private static final Duration OPERATION_LIFE = Duration.ofDays(7);

    private final Table table;

    public DynamoDbAccounts(Table table) {
        this.table = table;
    }

    @Override
    public Optional<Account> find(Login login) {
        var items = new ArrayList<Map<String, AttributeValue>>();
        Map<String, AttributeValue> after = null;
        do {
            var page = table.query(Keys.account(login), ALL, after);
            items.addAll(page.items());
            after = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null;
        } while (after != null);
        return account(login, items);
    }

    @Override
    public Map<Login, Account> findAll(Collection<Login> logins, InstitutionCode institution, SchoolYear year) {
        var keys = new ArrayList<Map<String, AttributeValue>>();
        for (var login : logins) {
            keys.add(Items.key(Keys.account(login), Keys.ACCOUNT));
            keys.add(Items.key(Keys.account(login), Keys.grant(year, institution)));
        }
        var byLogin = new HashMap<Login, List<Map<String, AttributeValue>>>();
        for (var item : table.getAll(keys)) {
            byLogin.computeIfAbsent(login(item), _ -> new ArrayList<>()).add(item);
        }
        var accounts = new HashMap<Login, Account>();
        byLogin.forEach((login, items) -> account(login, items).ifPresent(account -> accounts.put(login, account)));
        return accounts;
    }

    @Override
    public Page<User> users(InstitutionCode institution, SchoolYear year, Optional<String> cursor) {
        var after = cursor.map(person -> afterPerson(person, institution, year)).orElse(null);
        var page = table.queryIndex(Keys.users(institution, year), PAGE, after);
        var accounts = findAll(page.items().stream().map(DynamoDbAccounts::login).toList(), institution, year);
        var users = new ArrayList<User>();
        for (var item : page.items()) {
            var account = accounts.get(login(item));
            // The index may still show a grant that has just been removed; the table knows.
            if (account != null) {
                account.grant(institution, year).ifPresent(grant -> users.add(new User(grant, account)));
            }
        }
        return new Page<>(
                users,
                page.hasLastEvaluatedKey()
                        ? Optional.of(text(page.items().getLast(), "person"))
                        : Optional.empty());
    }

    /** A cursor is the opaque id of the last person shown, so that no name or document stands in a URL. */
    private Map<String, AttributeValue> afterPerson(String cursor, InstitutionCode institution, SchoolYear year) {
        return PersonId.parse(cursor)
                .flatMap(person -> new DynamoDbPersonnel(table).find(person))
                .map(person -> Items.Item.of(Keys.account(person.login()), Keys.grant(year, institution))
                        .with(Items.GSI1_PK, Keys.users(institution, year))
                        .with(Items.GSI1_SK, sortKey(person))
                        .done())
                .orElseThrow(BadCursor::new);
    }

    @Override
    public Optional<OperationState> operation(Operation operation) {
        return table.get(Keys.operation(operation.id()), Keys.ONLY)
                .map(item -> new OperationState(
                        text(item, "fingerprint"), OperationState.Step.valueOf(text(item, "step"))));
    }

    @Override
    public Claim claim(Operation operation, Person person, Instant now, Duration lease) {
        var until = now.plus(lease);
        var account = Items.Item.of(Keys.account(person.login()), Keys.ACCOUNT)
                .with("person", person.id().value())
                .with("fullName", person.name().full())
                .with("accountState", Account.Status.PENDING.name())
                .with("operation", operation.id())
                .with("claimedAt", now)
                .with("leaseUntil", until)
                .with(Items.GSI1_PK, Keys.PENDING)
                .with(Items.GSI1_SK, Keys.leaseEnd(until, person.login()))
                .done();
        // Of two windows or two schools that save the same new person at once, one creates the identity. A claim left by
        // one that died is taken over only when its lease is over, for until then it might still be at work.
        var claimed = table.transact(
                table.puttingIf(
                        account,
                        "attribute_not_exists(pk) OR (accountState = :pending AND leaseUntil < :now)",
                        Map.of(":pending", s(Account.Status.PENDING.name()), ":now", at(now))),
                table.puttingIf(
                        item(operation, OperationState.Step.PENDING, now),
                        "attribute_not_exists(pk) OR (step = :pending AND fingerprint = :fingerprint)",
                        Map.of(
                                ":pending", s(OperationState.Step.PENDING.name()),
                                ":fingerprint", s(operation.fingerprint()))));
        if (claimed) {
            return Claim.CLAIMED;
        }
        return table.get(Keys.account(person.login()), Keys.ACCOUNT)
                        .filter(item -> text(item, "accountState").equals(Account.Status.ACTIVE.name()))
                        .isPresent()
                ? Claim.ACCOUNT_EXISTS
                : Claim.HELD_BY_ANOTHER;
    }

    @Override
    public boolean activate(Operation operation, Person person, Grant grant, Instant temporaryUntil, Change change) {
        var values = new HashMap<>(PasswordClaims.temporaryIndex(person.login(), temporaryUntil));
        values.put(":active", s(Account.Status.ACTIVE.name()));
        values.put(":pending", s(Account.Status.PENDING.name()));
        values.put(":operation", s(operation.id()));
        values.put(":until", at(temporaryUntil));
        values.put(":first", n(1));
        return table.transact(
                table.updating(
                        Keys.account(person.login()),
                        Keys.ACCOUNT,
                        "SET accountState = :active, temporaryUntil = :until, passwordVersion = :first,"
                                + " gsi1pk = :indexPk, gsi1sk = :indexSk REMOVE leaseUntil, claimedAt",
                        "accountState = :pending AND operation = :operation",
                        values),
                table.puttingNew(item(grant, person)),
                recording(operation, OperationState.Step.CREATED, change.at()),
                table.putting(Audit.item(change)));
    }

    @Override
    public boolean add(Operation operation, Person person, Grant grant, Change change) {
        return table.transact(
                // Without the check, a grant could be added to an account that is just being created and never is.
                table.checking(
                        Keys.account(person.login()),
                        Keys.ACCOUNT,
                        "accountState = :active",
                        Map.of(":active", s(Account.Status.ACTIVE.name()))),
                table.puttingNew(item(grant, person)),
                recording(operation, OperationState.Step.GRANTED, change.at()),
                table.putting(Audit.item(change)));
    }

    @Override
    public boolean replace(Grant grant, Change change) {
        return table.transact(
                table.updating(
                        Keys.account(grant.login()),
                        Keys.grant(grant.year(), grant.institution()),
                        "SET grantedRole = :role, version = :version",
                        "version = :before",
                        Map.of(
                                ":role", s(grant.role().name()),
                                ":version", n(grant.version()),
                                ":before", n(grant.version() - 1))),
                table.putting(Audit.item(change)));
    }

    @Override
    public boolean remove(Grant grant, Change change) {
        return table.transact(
                table.deletingIf(
                        Keys.account(grant.login()),
                        Keys.grant(grant.year(), grant.institution()),
                        "version = :version",
                        Map.of(":version", n(grant.version()))),
                table.putting(Audit.item(change)));
    }

    // A password that was replaced after this one was looked at is not the person's own, and one that is just being
    // replaced must stay in the index where those are found that died over it.
    private static final String OF_THE_LATEST = "(attribute_not_exists(sessionsEndedAt) OR sessionsEndedAt <= :now)";
    private static final String UNCLAIMED = "attribute_exists(pk) AND attribute_not_exists(claimedBy) AND " + OF_THE_LATEST;
    private static final String CLAIMED = "attribute_exists(claimedBy) AND " + OF_THE_LATEST;
    private static final String EXISTING = "attribute_exists(pk)";

    @Override
    public void signedIn(Login login, Instant now) {
        var values = Map.of(":now", at(now));
        var key = Keys.account(login);
        // Whoever got a session has chosen a password, even if a fault kept us from noting it at the time.
        if (!table.update(
                        key,
                        Keys.ACCOUNT,
                        "SET lastSignInAt = :now REMOVE temporaryUntil, gsi1pk, gsi1sk",
                        UNCLAIMED,
                        values)
                && !table.update(key, Keys.ACCOUNT, "SET lastSignInAt = :now REMOVE temporaryUntil", CLAIMED, values)) {
            table.update(key, Keys.ACCOUNT, "SET lastSignInAt = :now", EXISTING, values);
        }
    }

    @Override
    public void passwordChosen(Login login, Change change) {
        var now = at(change.at());
        var chosen = Map.of(":now", now, ":first", n(1), ":one", n(1));
        var next = "SET lastSignInAt = :now, passwordVersion = if_not_exists(passwordVersion, :first) + :one ";
        var audit = table.putting(Audit.item(change));
        var key = Keys.account(login);
        if (!table.transact(
                        table.updating(
                                key, Keys.ACCOUNT, next + "REMOVE temporaryUntil, gsi1pk, gsi1sk", UNCLAIMED, chosen),
                        audit)
                && !table.transact(
                        table.updating(key, Keys.ACCOUNT, next + "REMOVE temporaryUntil", CLAIMED, chosen), audit)) {
            table.transact(
                    table.updating(key, Keys.ACCOUNT, "SET lastSignInAt = :now", EXISTING, Map.of(":now", now)), audit);
        }
    }

    /** Two requests may use one key for two intentions at the same moment: the key stays with the first. */
    private TransactWriteItem recording(Operation operation, OperationState.Step step, Instant at) {
        return table.puttingIf(
                item(operation, step, at),
                "attribute_not_exists(pk) OR fingerprint = :fingerprint",
                Map.of(":fingerprint", s(operation.fingerprint())));
    }

    private static Map<String, AttributeValue> item(Operation operation, OperationState.Step step, Instant at) {
        return operation(operation.id(), operation.fingerprint(), step, at);
    }

    static Map<String, AttributeValue> operation(
            String id, String fingerprint, OperationState.Step step, Instant at) {
        return Items.Item.of(Keys.operation(id), Keys.ONLY)
                .with("fingerprint", fingerprint)
                .with("step", step.name())
                .with(Items.EXPIRES_AT, at.plus(OPERATION_LIFE).getEpochSecond())
                .done();
    }

    private static Map<String, AttributeValue> item(Grant grant, Person person) {
        return Items.Item.of(Keys.account(grant.login()), Keys.grant(grant.year(), grant.institution()))
                .with("person", person.id().value())
                .with("grantedRole", grant.role().name())
                .with("startsAt", grant.from())
                .with("version", grant.version())
                .with(Items.GSI1_PK, Keys.users(grant.institution(), grant.year()))
                .with(Items.GSI1_SK, sortKey(person))
                .done();
    }

    private static String sortKey(Person person) {
        return person.name().sortKey() + "#" + person.id();
    }

    private static Login login(Map<String, AttributeValue> item) {
        return new Login(text(item, Items.PK).substring("ACCOUNT#".length()));
    }

    private static Optional<Account> account(Login login, List<Map<String, AttributeValue>> items) {
        @Nullable Map<String, AttributeValue> own = null;
        var grants = new ArrayList<Grant>();
        for (var item : items) {
            if (text(item, Items.SK).equals(Keys.ACCOUNT)) {
                own = item;
            } else {
                grants.add(grant(login, item));
            }
        }
        if (own == null) {
            return Optional.empty();
        }
        return Optional.of(new Account(
                login,
                new PersonId(text(own, "person")),
                text(own, "fullName"),
                Account.Status.valueOf(text(own, "accountState")),
                new Account.Password(
                        Items.optionalNumber(own, "passwordVersion").orElse(1L),
                        optionalAt(own, "temporaryUntil"),
                        optionalAt(own, "sessionsEndedAt")),
                optionalAt(own, "lastSignInAt"),
                grants));
    }

    private static Grant grant(Login login, Map<String, AttributeValue> item) {
        var parts = text(item, Items.SK).split("#");
        return new Grant(
                login,
                new InstitutionCode(parts[2]),
                Role.valueOf(text(item, "grantedRole")),
                new SchoolYear(Integer.parseInt(parts[1])),
                optionalAt(item, "startsAt").orElseThrow(),
                Items.optionalNumber(item, "version").orElseThrow());
    }
}
