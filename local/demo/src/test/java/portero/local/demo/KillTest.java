package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static portero.local.demo.School.LEASE_OVER;
import static portero.local.demo.School.LOS_CEIBOS;
import static portero.local.demo.School.PASSWORD_LIFE;
import static portero.local.demo.School.done;
import static portero.local.demo.School.together;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import portero.adapters.cognito.CognitoIdentities;
import portero.adapters.dynamodb.DynamoDbAccounts;
import portero.adapters.dynamodb.DynamoDbInstitutions;
import portero.adapters.dynamodb.DynamoDbLocks;
import portero.adapters.dynamodb.DynamoDbOutbox;
import portero.adapters.dynamodb.DynamoDbPasswordChanges;
import portero.adapters.dynamodb.DynamoDbPersonnel;
import portero.domain.Secret;
import portero.domain.accounts.Caller;
import portero.domain.accounts.CreateUser;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.accounts.Identities;
import portero.domain.accounts.Locks;
import portero.domain.accounts.Reconcile;
import portero.domain.accounts.Reconcile.Result;
import portero.domain.accounts.ResetPassword;
import portero.domain.accounts.Role;
import portero.domain.accounts.TemporaryPassword;
import portero.domain.accounts.UserView;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.Person;
import portero.domain.signin.Attempts;
import portero.domain.signin.Authentication.Result.Ended;
import portero.domain.signin.Authentication.Result.NewPasswordRequired;
import portero.domain.signin.Authentication.Result.TemporaryPasswordExpired;
import portero.domain.signin.Authentication.Result.Tokens;
import portero.domain.signin.Authentication.Result.Wrong;

/**
 * Create-user and reset-password die before and after each of their calls to DynamoDB and Cognito. The calls are those of
 * a run that lives, so that a new one is covered by itself.
 */
class KillTest {
    private static final Duration LEFT_BEHIND = Reconcile.PATIENCE.plus(Duration.ofMinutes(1));
    private static final Set<String> SETTING = Set.of("adminCreateUser", "adminSetUserPassword");
    private static final Set<String> WRITING = Set.of("transactWriteItems", "updateItem");
    private static final Secret OWN = new Secret("faro nube tambor cauce");

    private static final Map<Ask, Integer> CALLS = new EnumMap<>(Ask.class);

    private static int deaths;
    private static School school;
    private static Caller director;

    /** Anew each time, for every look at a list of users reads it from its beginning. */
    @BeforeEach
    void open() {
        school = new School();
        director = school.director(LOS_CEIBOS);
    }

    @AfterAll
    static void tell() {
        System.out.println("Killed " + deaths + " times; calls of each: " + CALLS);
    }

    @AfterEach
    void close() {
        school.close();
    }

    /** What is asked for when death comes. */
    enum Ask {
        CREATE_USER,
        CREATE_USER_AGAIN,
        RESET_OF_ONES_OWN_PASSWORD,
        RESET_OF_SOMEBODY_LOCKED_OUT,
        RESET_OF_AN_IDENTITY_THAT_IS_GONE,
        RESET_AGAIN;

        boolean isReset() {
            return this != CREATE_USER && this != CREATE_USER_AGAIN;
        }
    }

    /** A call at which somebody dies. */
    private record Point(int call, String name, boolean after) {
        Lifeline life() {
            return after ? Lifeline.endingAfter(call) : Lifeline.endingBefore(call);
        }

        @Override
        public String toString() {
            return (after ? "after " : "before ") + name + ", call " + call;
        }
    }

    /** One person, one key, all passwords that were ever set for them, and a session that they had. */
    private record Case(Ask ask, Person person, IdempotencyKey key, long version, List<Secret> passwords, Optional<Secret> session) {}

    /** (a) The same key again: the password it shows works, and no other. */
    @ParameterizedTest
    @EnumSource(Ask.class)
    void a_retry_shows_the_one_password_that_works(Ask ask) {
        for (var point : points(ask)) {
            var dead = die(ask, point);
            school.clock.move(LEASE_OVER);

            var shown = carryOut(dead, Lifeline.endless());

            assertThat(working(dead)).as("%s", point).containsExactly(shown);
            assertThat(line(dead).map(UserView::state)).as("%s", point).contains(UserView.State.NEVER_SIGNED_IN);
            assertThat(dead.session().filter(session -> isOpen(dead, session))).as("%s", point).isEmpty();
            assertNothingIsPending(point);
        }
    }

    /** (b) Nobody tries again: what is left is one password that works, or a list that says that none does. */
    @ParameterizedTest
    @EnumSource(Ask.class)
    void without_a_retry_the_reconciler_leaves_one_password_or_says_so(Ask ask) {
        for (var point : points(ask)) {
            var dead = die(ask, point);
            school.clock.move(LEFT_BEHIND);

            var results = reconcile(Lifeline.endless());

            assertThat(results).as("%s", point).containsEntry(Result.LEFT, 0L);
            assertSound(dead, point);
        }
    }

    /** (c) The schedule fires twice. */
    @ParameterizedTest
    @EnumSource(value = Ask.class, names = {"CREATE_USER", "RESET_OF_ONES_OWN_PASSWORD", "RESET_OF_SOMEBODY_LOCKED_OUT"})
    void two_reconcilers_at_once_do_what_one_does(Ask ask) throws Exception {
        for (var point : sinceTheFirstWrite(points(ask))) {
            var dead = die(ask, point);
            school.clock.move(LEFT_BEHIND);

            var results = together(2, _ -> reconcile(Lifeline.endless()));

            assertThat(results.stream().mapToLong(KillTest::changes).sum()).as("%s", point).isLessThanOrEqualTo(1);
            assertSound(dead, point);
        }
    }

    /** The reconciler dies as well, at each of its own calls, and the next one finds what both left. */
    @ParameterizedTest
    @EnumSource(value = Ask.class, names = {"CREATE_USER", "RESET_OF_ONES_OWN_PASSWORD", "RESET_OF_SOMEBODY_LOCKED_OUT"})
    void a_reconciler_that_dies_leaves_what_the_next_one_can_deal_with(Ask ask) {
        var set = points(ask).stream()
                .filter(point -> point.after() && SETTING.contains(point.name()))
                .findFirst()
                .orElseThrow();
        var living = Lifeline.endless();
        die(ask, set);
        school.clock.move(LEFT_BEHIND);
        reconcile(living);

        for (var point : points(living)) {
            var dead = die(ask, set);
            school.clock.move(LEFT_BEHIND);
            var death = catchThrowable(() -> reconcile(point.life()));
            deaths++;
            school.clock.move(LEFT_BEHIND.multipliedBy(2));

            reconcile(Lifeline.endless());

            assertThat(death).as("%s", point).isInstanceOf(Dying.Death.class);
            assertSound(dead, point);
        }
    }

    private static List<Point> points(Ask ask) {
        var life = Lifeline.endless();
        carryOut(arrange(ask), life);
        var points = points(life);
        CALLS.put(ask, life.calls().size());
        return points;
    }

    private static List<Point> points(Lifeline life) {
        return IntStream.range(0, life.calls().size())
                .boxed()
                .flatMap(call -> Stream.of(false, true).map(after -> new Point(call, life.calls().get(call), after)))
                .toList();
    }

    /** Whoever dies earlier has left nothing. */
    private static List<Point> sinceTheFirstWrite(List<Point> points) {
        return points.stream()
                .dropWhile(point -> !point.after() || !WRITING.contains(point.name()))
                .toList();
    }

    private static Case die(Ask ask, Point point) {
        var dead = arrange(ask);
        deaths++;
        assertThat(catchThrowable(() -> carryOut(dead, point.life()))).isInstanceOf(Dying.Death.class);
        return dead;
    }

    /** Everything before the request at which somebody dies. */
    private static Case arrange(Ask ask) {
        var person = ask == Ask.RESET_OF_SOMEBODY_LOCKED_OUT
                ? school.teacher(LOS_CEIBOS, ContactEmail.Standing.UNVERIFIED)
                : school.teacher(LOS_CEIBOS);
        var fresh = new Case(ask, person, School.key(), 1, new CopyOnWriteArrayList<>(), Optional.empty());
        if (ask == Ask.CREATE_USER) {
            return fresh;
        }
        if (ask == Ask.CREATE_USER_AGAIN) {
            createUser(fresh, Lifeline.endless());
            school.clock.move(Duration.ofMinutes(1));
            return fresh;
        }
        var temporary = school.given(director, LOS_CEIBOS, person, Role.TEACHER).password();
        fresh.passwords().add(new Secret(temporary.value()));
        // Time enough for nobody to take the password for one that was set after the claim.
        school.clock.move(Duration.ofMinutes(1));
        return switch (ask) {
            case CREATE_USER, CREATE_USER_AGAIN -> fresh;
            case RESET_OF_ONES_OWN_PASSWORD -> withOwnPassword(fresh);
            case RESET_OF_SOMEBODY_LOCKED_OUT -> lockedOut(fresh);
            case RESET_OF_AN_IDENTITY_THAT_IS_GONE -> {
                school.identities.remove(person.login());
                yield fresh;
            }
            case RESET_AGAIN -> {
                carryOut(fresh, Lifeline.endless());
                school.clock.move(Duration.ofMinutes(1));
                yield fresh;
            }
        };
    }

    private static Case withOwnPassword(Case fresh) {
        var login = fresh.person().login();
        school.authentication.replacePassword(login, OWN);
        school.accounts.signedIn(login, school.clock.instant());
        fresh.passwords().add(OWN);
        school.clock.move(Duration.ofMinutes(1));
        var session = (Tokens) school.authentication.signIn(login, OWN);
        return new Case(
                fresh.ask(), fresh.person(), fresh.key(), 1, fresh.passwords(), Optional.of(session.refresh()));
    }

    private static Case lockedOut(Case fresh) {
        var limit = new Attempts.Limit(1, Duration.ofMinutes(15), Duration.ofMinutes(15), Duration.ofHours(24));
        var tries = new Attempts.Subject(Locks.KIND, fresh.person().login().value(), limit);
        school.attempts.begin(tries, school.clock.instant());
        school.attempts.begin(tries, school.clock.instant());
        return fresh;
    }

    /** The request; what it shows. */
    private static Secret carryOut(Case one, Lifeline life) {
        return one.ask().isReset() ? resetPassword(one, life) : createUser(one, life);
    }

    private static Secret createUser(Case one, Lifeline life) {
        var table = school.surroundings().table(life);
        var createUser = new CreateUser(
                new DynamoDbAccounts(table),
                new DynamoDbPasswordChanges(table),
                new DynamoDbPersonnel(table),
                new DynamoDbInstitutions(table),
                overheard(one, life),
                new DynamoDbLocks(table),
                school.clock,
                school.random,
                PASSWORD_LIFE);
        var created = School.created(
                createUser.run(director, LOS_CEIBOS, one.person().id(), Role.TEACHER, one.key()));
        return new Secret(created.password().value());
    }

    private static Secret resetPassword(Case one, Lifeline life) {
        var table = school.surroundings().table(life);
        var resetPassword = new ResetPassword(
                new DynamoDbAccounts(table),
                new DynamoDbPasswordChanges(table),
                new DynamoDbPersonnel(table),
                new DynamoDbInstitutions(table),
                overheard(one, life),
                new DynamoDbLocks(table),
                school.clock,
                school.random,
                PASSWORD_LIFE);
        var reset = done(resetPassword.run(
                director, LOS_CEIBOS, one.person().id(), one.version(), Optional.empty(), one.key()));
        return new Secret(reset.password().value());
    }

    private static Map<Result, Long> reconcile(Lifeline life) {
        var table = school.surroundings().table(life);
        return new Reconcile(
                        new DynamoDbPasswordChanges(table),
                        new CognitoIdentities(school.surroundings().pool(life)),
                        new DynamoDbPersonnel(table),
                        new DynamoDbOutbox(table),
                        school.clock,
                        school.random)
                .run("run", fault -> {
                    throw fault;
                });
    }

    /** The real identities, and somebody who writes down every password on its way there. */
    private static Identities overheard(Case one, Lifeline life) {
        var real = new CognitoIdentities(school.surroundings().pool(life));
        return (Identities) Proxy.newProxyInstance(
                Identities.class.getClassLoader(), new Class<?>[] {Identities.class}, (_, called, arguments) -> {
                    for (var argument : arguments) {
                        if (argument instanceof TemporaryPassword password) {
                            one.passwords().add(new Secret(password.value()));
                        }
                    }
                    try {
                        return called.invoke(real, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    private static void assertSound(Case dead, Point point) {
        var line = line(dead);
        var working = working(dead);
        var audit = school.audit(dead.person());
        if (line.isEmpty()) {
            assertThat(school.accounts.find(dead.person().login())).as("%s", point).isEmpty();
            assertThat(school.identities.find(dead.person().login())).as("%s", point).isEmpty();
            assertThat(audit).as("%s", point).doesNotContain("create-user");
        } else {
            assertThat(working).as("%s", point).hasSizeLessThanOrEqualTo(1);
            switch (line.get().state()) {
                case NEVER_SIGNED_IN -> assertThat(working)
                        .as("%s", point)
                        .hasSize(goneBefore(dead) ? 0 : 1)
                        .doesNotContain(OWN);
                case ACTIVE -> assertThat(working).as("%s", point).containsExactly(OWN);
                // A slip that was handed over before must not work while the list says otherwise.
                case TEMPORARY_EXPIRED -> assertThat(working)
                        .as("%s", point)
                        .doesNotContainAnyElementsOf(dead.passwords().subList(0, known(dead)));
                case PENDING, ENDED -> throw new AssertionError(point + " left " + line.get().state());
            }
            assertThat(audit).as("%s", point).containsOnlyOnce("create-user");
            assertThat(audit.stream().filter(action -> action.endsWith("e-password") || action.equals("reset-password")))
                    .as("%s", point)
                    .hasSize((int) line.get().account().password().version() - 1);
        }
        assertNothingIsPending(point);
    }

    /** The identity was gone before anybody asked, and nobody got so far as to bring it back. */
    private static boolean goneBefore(Case dead) {
        return school.identities.find(dead.person().login()).isEmpty();
    }

    /** How many of the passwords somebody had seen before the request at which death came. */
    private static int known(Case dead) {
        return switch (dead.ask()) {
            case CREATE_USER -> 0;
            case CREATE_USER_AGAIN, RESET_OF_SOMEBODY_LOCKED_OUT, RESET_OF_AN_IDENTITY_THAT_IS_GONE -> 1;
            case RESET_OF_ONES_OWN_PASSWORD, RESET_AGAIN -> 2;
        };
    }

    private static void assertNothingIsPending(Point point) {
        assertThat(school.surroundings().indexed("PENDING")).as("%s", point).isEmpty();
    }

    private static long changes(Map<Result, Long> results) {
        return results.get(Result.ACCOUNT_UNDONE) + results.get(Result.PASSWORD_ABANDONED) + results.get(Result.PASSWORD_FINISHED);
    }

    private static Optional<UserView> line(Case one) {
        return school.line(director, LOS_CEIBOS, one.person());
    }

    private static List<Secret> working(Case one) {
        return one.passwords().stream()
                .distinct()
                .filter(password -> switch (school.authentication.signIn(one.person().login(), password)) {
                    case Tokens _, NewPasswordRequired _ -> true;
                    case Wrong _, TemporaryPasswordExpired _, Ended _ -> false;
                })
                .toList();
    }

    private static boolean isOpen(Case one, Secret session) {
        return school.authentication.refresh(one.person().login(), session) instanceof Tokens;
    }
}
