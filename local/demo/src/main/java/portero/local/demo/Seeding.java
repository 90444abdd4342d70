package portero.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import portero.adapters.cognito.CognitoAuthentication;
import portero.adapters.cognito.CognitoIdentities;
import portero.adapters.cognito.UserPool;
import portero.adapters.dynamodb.DynamoDbAccounts;
import portero.adapters.dynamodb.DynamoDbInstitutions;
import portero.adapters.dynamodb.DynamoDbPersonnel;
import portero.adapters.dynamodb.Table;
import portero.domain.Secret;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Change;
import portero.domain.accounts.Grant;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.accounts.Identities;
import portero.domain.accounts.Operation;
import portero.domain.accounts.TemporaryPassword;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Person;
import portero.domain.schools.PersonId;
import portero.domain.schools.Personnel;
import portero.domain.schools.SchoolYear;
import portero.domain.signin.Authentication;

/** Puts the demo data into an empty table and user pool; what was begun and broken off can be done again. */
public final class Seeding {
    private static final String REQUEST = "demo";
    private static final Duration TEMPORARY_PASSWORD_LIFE = Duration.ofDays(7);

    private final DemoData data;
    private final Table table;
    private final DynamoDbInstitutions institutions;
    private final Personnel personnel;
    private final Accounts accounts;
    private final Identities identities;
    private final Authentication authentication;
    private final RandomGenerator random;
    private final Instant now;
    private final PersonId administrator;

    /** @param random makes the passwords, so give it a {@link java.security.SecureRandom} */
    public Seeding(DemoData data, Table table, UserPool pool, InstantSource clock, RandomGenerator random) {
        this.data = data;
        this.table = table;
        this.institutions = new DynamoDbInstitutions(table);
        this.personnel = new DynamoDbPersonnel(table);
        this.accounts = new DynamoDbAccounts(table);
        this.identities = new CognitoIdentities(pool);
        this.authentication = new CognitoAuthentication(pool);
        this.random = random;
        this.now = clock.instant();
        this.administrator = data.places().getFirst().member().person().id();
    }

    /** The logins that were made, each with a password that stands nowhere else; empty if the data was there already. */
    public List<DemoLogin> run() {
        if (institutions.find(InstitutionCode.COUNTRY).isPresent()) {
            return List.of();
        }
        var country = data.institutions().stream()
                .filter(institution -> institution.code().equals(InstitutionCode.COUNTRY))
                .findFirst()
                .orElseThrow();
        var work = new ArrayList<Callable<Optional<DemoLogin>>>();
        for (var institution : data.institutions()) {
            if (!institution.equals(country)) {
                work.add(() -> {
                    institutions.put(institution);
                    return Optional.empty();
                });
            }
        }
        var byPerson = new LinkedHashMap<Person, List<Place>>();
        for (var place : data.places()) {
            byPerson.computeIfAbsent(place.member().person(), _ -> new ArrayList<>()).add(place);
        }
        byPerson.forEach((person, places) -> work.add(() -> seed(person, places)));
        var logins = together(work);
        new DemoTickets(data, table, now, random).file();
        // Last, because it tells the next run that everything is there.
        institutions.put(country);
        return logins;
    }

    private Optional<DemoLogin> seed(Person person, List<Place> places) {
        for (var place : places) {
            personnel.register(place.member(), change("register-person", place));
        }
        var granted = places.stream().filter(place -> place.access() != Access.NONE).toList();
        if (granted.isEmpty()) {
            return Optional.empty();
        }
        var password = TemporaryPassword.generate(random);
        if (!identities.create(person.login(), password)) {
            identities.setTemporaryPassword(person.login(), password);
        }
        open(person, granted.getFirst());
        granted.stream().skip(1).forEach(place -> add(person, place));
        var temporary = switch (granted.getFirst().access()) {
            case NONE, NEVER_SIGNED_IN, TEMPORARY_EXPIRED -> true;
            case ACTIVE, ENDED -> false;
        };
        if (!temporary) {
            accounts.signedIn(person.login(), lastSignIn(person, granted.getFirst()));
        }
        // Only for those whose password is told to somebody does the identity service need to know that it is their own.
        return granted.stream().filter(place -> place.kind().isPresent()).findFirst().map(place -> new DemoLogin(
                place.kind().orElseThrow(),
                place.role().orElseThrow(),
                person.name().full(),
                person.login(),
                temporary ? new Secret(password.value()) : choosePassword(person),
                temporary,
                institution(place)));
    }

    /** Completes the account with its first grant. */
    private void open(Person person, Place place) {
        var operation = operation(person, place);
        switch (accounts.claim(operation, person, now, Duration.ZERO)) {
            case CLAIMED -> {
                var until = place.access() == Access.TEMPORARY_EXPIRED
                        ? now.minus(Duration.ofDays(1))
                        : now.plus(TEMPORARY_PASSWORD_LIFE);
                if (!accounts.activate(operation, person, grant(person, place), until, change("create-user", place))) {
                    throw new IllegalStateException("Somebody else is seeding the same table");
                }
            }
            case ACCOUNT_EXISTS -> {}
            case HELD_BY_ANOTHER -> throw new IllegalStateException("Somebody else is seeding the same table");
        }
    }

    private void add(Person person, Place place) {
        var grant = grant(person, place);
        var added = accounts.add(operation(person, place), person, grant, change("grant-access", place));
        if (!added && accounts.find(person.login()).flatMap(account -> account.grant(grant.institution(), grant.year())).isEmpty()) {
            throw new IllegalStateException("A grant could not be added in " + grant.institution());
        }
    }

    private Secret choosePassword(Person person) {
        var password = new Secret(String.join("-", TemporaryPassword.generate(random).groups()));
        authentication.replacePassword(person.login(), password);
        return password;
    }

    private Instant lastSignIn(Person person, Place place) {
        if (place.access() == Access.ENDED) {
            return LocalDate.of(year(place).value(), 12, 15).atTime(11, 20).atZone(SchoolYear.LIMA).toInstant();
        }
        return now.minus(Duration.ofHours(2 + Math.floorMod(person.id().hashCode(), 140)));
    }

    private Grant grant(Person person, Place place) {
        var year = year(place);
        var from = LocalDate.of(year.value(), 1, 1).atStartOfDay(SchoolYear.LIMA).toInstant();
        return new Grant(person.login(), place.member().institution(), place.role().orElseThrow(), year, from, 1);
    }

    private Operation operation(Person person, Place place) {
        var code = place.member().institution();
        var key = new IdempotencyKey("demo-" + person.id() + "-" + code);
        return new Operation(administrator, key, code, person.id(), place.role().orElseThrow());
    }

    private Change change(String action, Place place) {
        var details = place.role()
                .map(role -> Map.of("role", role.name(), "year", year(place).toString()))
                .orElse(Map.of());
        return new Change(
                administrator,
                action,
                place.member().person().id(),
                Optional.of(place.member().institution()),
                now,
                REQUEST + "-" + place.member().institution(),
                action.equals("register-person") ? Map.of("position", place.member().position().name()) : details);
    }

    private SchoolYear year(Place place) {
        var year = SchoolYear.at(now);
        return place.access() == Access.ENDED ? year.previous() : year;
    }

    private Institution institution(Place place) {
        return data.institutions().stream()
                .filter(institution -> institution.code().equals(place.member().institution()))
                .findFirst()
                .orElseThrow();
    }

    private static <T> List<T> together(List<Callable<Optional<T>>> work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(work)) {
                result(future).ifPresent(results::add);
            }
            return results;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Seeding was interrupted", interrupted);
        }
    }

    private static <T> T result(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("Seeding failed", failure.getCause());
        }
    }
}
