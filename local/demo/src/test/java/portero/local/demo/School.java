package portero.local.demo;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import portero.adapters.cognito.CognitoAuthentication;
import portero.adapters.cognito.CognitoIdentities;
import portero.adapters.dynamodb.DynamoDbAccounts;
import portero.adapters.dynamodb.DynamoDbAttempts;
import portero.adapters.dynamodb.DynamoDbInstitutions;
import portero.adapters.dynamodb.DynamoDbLocks;
import portero.adapters.dynamodb.DynamoDbOutbox;
import portero.adapters.dynamodb.DynamoDbPasswordChanges;
import portero.adapters.dynamodb.DynamoDbPersonnel;
import portero.adapters.dynamodb.DynamoDbRecoveries;
import portero.adapters.dynamodb.DynamoDbSuppressions;
import portero.domain.Outcome;
import portero.domain.Refusal;
import portero.domain.Secret;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Change;
import portero.domain.accounts.CreateUser;
import portero.domain.accounts.Grant;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.accounts.Identities;
import portero.domain.accounts.ListUsers;
import portero.domain.accounts.Locks;
import portero.domain.accounts.PasswordChanges;
import portero.domain.accounts.Reconcile;
import portero.domain.accounts.ResetPassword;
import portero.domain.accounts.Role;
import portero.domain.accounts.TemporaryPassword;
import portero.domain.accounts.UserView;
import portero.domain.mail.Outbox;
import portero.domain.mail.Recoveries;
import portero.domain.mail.Suppressions;
import portero.domain.schools.Condition;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.IdentityDocument;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Institutions;
import portero.domain.schools.Member;
import portero.domain.schools.Person;
import portero.domain.schools.PersonId;
import portero.domain.schools.PersonName;
import portero.domain.schools.Personnel;
import portero.domain.schools.Position;
import portero.domain.schools.SchoolYear;
import portero.domain.signin.Attempts;
import portero.domain.signin.Authentication;

/** The demo's institutions with people of the test's own, and everything that the use cases need. */
final class School implements AutoCloseable {
    static final InstitutionCode LOS_CEIBOS = new InstitutionCode("0990124-0");
    static final InstitutionCode SEMILLITAS = new InstitutionCode("9902156-0");
    static final InstitutionCode FLOR_DE_RETAMA = new InstitutionCode("9903477-0");
    static final InstitutionCode RIO_CLARO = new InstitutionCode("990101");
    static final Duration PASSWORD_LIFE = Duration.ofDays(7);
    /** A moment longer than a claim lasts. */
    static final Duration LEASE_OVER = Duration.ofSeconds(16);

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Surroundings surroundings = new Surroundings();
    final MovableClock clock = surroundings.clock();
    final SecureRandom random = new SecureRandom();
    final Accounts accounts = new DynamoDbAccounts(surroundings.table());
    final PasswordChanges passwords = new DynamoDbPasswordChanges(surroundings.table());
    final Personnel personnel = new DynamoDbPersonnel(surroundings.table());
    final Locks locks = new DynamoDbLocks(surroundings.table());
    final Attempts attempts = new DynamoDbAttempts(surroundings.table());
    final Outbox outbox = new DynamoDbOutbox(surroundings.table());
    final Recoveries recoveries = new DynamoDbRecoveries(surroundings.table());
    final Suppressions suppressions = new DynamoDbSuppressions(surroundings.table());
    final Institutions institutions;
    final Identities identities = new CognitoIdentities(surroundings.pool());
    final Authentication authentication = new CognitoAuthentication(surroundings.pool());

    School() {
        var all = new DynamoDbInstitutions(surroundings.table());
        DemoData.load().institutions().forEach(all::put);
        institutions = all;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** Somebody who may maintain users there, and is of the register. */
    Caller caller(Role role, InstitutionCode code) {
        var position = switch (role) {
            case DIRECTOR -> Position.DIRECTOR_IE;
            default -> Position.ESPECIALISTA_UGEL;
        };
        var person = member(code, position);
        var year = SchoolYear.at(clock.instant());
        var from = year.previous().lastDay().plusDays(1).atStartOfDay(SchoolYear.LIMA).toInstant();
        return new Caller(
                person.login(), person.id(), List.of(new Grant(person.login(), code, role, year, from, 1)), "request");
    }

    Caller director(InstitutionCode code) {
        return caller(Role.DIRECTOR, code);
    }

    /** Somebody new of that register, without an account. */
    Person member(InstitutionCode code, Position position) {
        return member(code, position, Optional.empty());
    }

    Person member(InstitutionCode code, Position position, Optional<ContactEmail> email) {
        var number = NUMBERS.incrementAndGet();
        var person = new Person(
                new PersonId("p%015d".formatted(number)),
                new IdentityDocument(IdentityDocument.Type.DNI, "5%07d".formatted(number)),
                new PersonName("Rosa Elvira", "Apellido%03d".formatted(number), Optional.of("Condezo")),
                email,
                Optional.empty());
        enrol(code, person, position);
        return person;
    }

    /** Somebody of no register yet. */
    Person stranger(String surname, Optional<ContactEmail> email) {
        var number = NUMBERS.incrementAndGet();
        return new Person(
                new PersonId("p%015d".formatted(number)),
                new IdentityDocument(IdentityDocument.Type.DNI, "5%07d".formatted(number)),
                new PersonName("Rosa Elvira", surname, Optional.empty()),
                email,
                Optional.empty());
    }

    void enrol(InstitutionCode code, Person person, Position position) {
        personnel.register(
                new Member(code, person, position, Optional.of(Condition.NOMBRADO)),
                new Change(
                        person.id(),
                        "register-person",
                        person.id(),
                        Optional.of(code),
                        clock.instant(),
                        "register-" + code,
                        Map.of()));
    }

    Person teacher(InstitutionCode code) {
        return member(code, Position.PROFESOR);
    }

    Person teacher(InstitutionCode code, ContactEmail.Standing standing) {
        var address = new EmailAddress("rosa" + NUMBERS.incrementAndGet() + "@example.org");
        return member(code, Position.PROFESOR, Optional.of(new ContactEmail(address, standing)));
    }

    CreateUser createUser() {
        return createUser(accounts, identities);
    }

    CreateUser createUser(Accounts accounts, Identities identities) {
        return createUser(accounts, passwords, identities);
    }

    CreateUser createUser(Accounts accounts, PasswordChanges passwords, Identities identities) {
        return new CreateUser(
                accounts, passwords, personnel, institutions, identities, locks, clock, random, PASSWORD_LIFE);
    }

    ResetPassword resetPassword() {
        return new ResetPassword(
                accounts, passwords, personnel, institutions, identities, locks, clock, random, PASSWORD_LIFE);
    }

    Reconcile reconcile() {
        return new Reconcile(passwords, identities, personnel, outbox, clock, random);
    }

    ListUsers listUsers() {
        return new ListUsers(accounts, personnel, institutions, locks, clock);
    }

    /** The line that the list of an institution's users has for that person. */
    Optional<UserView> line(Caller caller, InstitutionCode code, Person person) {
        Optional<String> cursor = Optional.empty();
        do {
            var page = done(listUsers().run(caller, code, cursor)).page();
            var found = page.items().stream()
                    .filter(user -> user.account().login().equals(person.login()))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            cursor = page.next();
        } while (cursor.isPresent());
        return Optional.empty();
    }

    /** The codes of what was done to that person, in the order of time. */
    List<String> audit(Person person) {
        return surroundings.items("AUDIT#" + person.id()).stream().map(item -> item.get("action").s()).toList();
    }

    /** A teacher who was given access by that school, and the password that was shown. */
    CreateUser.Created given(Caller director, InstitutionCode code, Person person, Role role) {
        return created(createUser().run(director, code, person.id(), role, key()));
    }

    Authentication.Result signIn(Person person, TemporaryPassword password) {
        return authentication.signIn(person.login(), new Secret(password.value()));
    }

    boolean works(Person person, TemporaryPassword password) {
        return signIn(person, password) instanceof Authentication.Result.NewPasswordRequired;
    }

    static IdempotencyKey key() {
        return new IdempotencyKey("key-0123456789-" + NUMBERS.incrementAndGet());
    }

    static CreateUser.Created created(Outcome<CreateUser.Saved> outcome) {
        return switch (done(outcome)) {
            case CreateUser.Created created -> created;
            case CreateUser.Saved other -> throw new AssertionError("Not created but " + other);
        };
    }

    static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Refusal why) -> throw new AssertionError("Refused: " + why);
        };
    }

    static <T> List<T> together(int threads, IntFunction<T> work) throws Exception {
        var start = new CyclicBarrier(threads);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<T>>();
            for (var i = 0; i < threads; i++) {
                var number = i;
                Callable<T> one = () -> {
                    start.await();
                    return work.apply(number);
                };
                running.add(pool.submit(one));
            }
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    @Override
    public void close() {
        surroundings.close();
    }
}
