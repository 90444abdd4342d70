package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.local.demo.School.LOS_CEIBOS;
import static portero.local.demo.School.PASSWORD_LIFE;
import static portero.local.demo.School.key;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import portero.domain.Secret;
import portero.domain.Unavailable;
import portero.domain.accounts.Account;
import portero.domain.accounts.Caller;
import portero.domain.accounts.CreateUser;
import portero.domain.accounts.Identities;
import portero.domain.accounts.PasswordChange;
import portero.domain.accounts.PasswordChange.Kind;
import portero.domain.accounts.Reconcile;
import portero.domain.accounts.Reconcile.Result;
import portero.domain.accounts.Role;
import portero.domain.accounts.UserView;
import portero.domain.mail.Language;
import portero.domain.mail.Message;
import portero.domain.mail.MessageId;
import portero.domain.schools.Person;
import portero.domain.signin.Authentication.Result.Tokens;

/** What {@link KillTest} does not come across: changes by the person themselves, outsiders' faults, and time that runs out. */
class ReconcileTest {
    private static final Secret OWN = new Secret("faro nube tambor cauce");
    private static final Secret NEXT = new Secret("cerro laguna trompo mimbre");
    private static final Duration LEFT_BEHIND = Reconcile.PATIENCE.plus(Duration.ofMinutes(1));
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private School school;
    private Caller director;

    @BeforeEach
    void open() {
        school = new School();
        director = school.director(LOS_CEIBOS);
    }

    @AfterEach
    void close() {
        school.close();
    }

    /** The person typed it, and tries it again: it must not be void, and they hear of it. */
    @ParameterizedTest
    @EnumSource(value = Kind.class, names = {"RECOVERY", "OWN"})
    void records_a_password_that_the_person_chose_as_theirs_and_tells_them(Kind kind) {
        var teacher = withOwnPassword();
        claim(kind, teacher);
        school.authentication.replacePassword(teacher.login(), NEXT);
        school.clock.move(LEFT_BEHIND);

        var results = reconcile();

        assertThat(results).containsEntry(Result.PASSWORD_FINISHED, 1L);
        assertThat(school.authentication.signIn(teacher.login(), NEXT)).isInstanceOf(Tokens.class);
        assertThat(account(teacher).password().version()).isEqualTo(2);
        assertThat(account(teacher).password().sessionsEndedAt()).contains(school.clock.instant());
        assertThat(unsent()).contains(new Message.PasswordWasChanged(teacher.id()));
        assertThat(line(teacher).state()).isEqualTo(UserView.State.ACTIVE);
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = {"RECOVERY", "OWN"})
    void gives_up_a_change_that_had_not_reached_the_identity_service(Kind kind) {
        var teacher = withOwnPassword();
        claim(kind, teacher);
        school.clock.move(LEFT_BEHIND);

        var results = reconcile();

        assertThat(results).containsEntry(Result.PASSWORD_ABANDONED, 1L);
        assertThat(school.authentication.signIn(teacher.login(), OWN)).isInstanceOf(Tokens.class);
        assertThat(account(teacher).password().version()).isEqualTo(1);
    }

    /** Nobody saw the temporary password of the reset, for there is none: the person was quicker. */
    @Test
    void leaves_a_password_that_the_person_chose_while_a_reset_died() {
        var teacher = school.teacher(LOS_CEIBOS);
        school.given(director, LOS_CEIBOS, teacher, Role.TEACHER);
        school.clock.move(Duration.ofMinutes(1));
        school.passwords.claim(
                PasswordChange.reset(director, key(), LOS_CEIBOS, account(teacher), 1),
                school.clock.instant(),
                CreateUser.LEASE);
        school.authentication.replacePassword(teacher.login(), OWN);
        school.clock.move(LEFT_BEHIND);

        var results = reconcile();

        assertThat(results).containsEntry(Result.PASSWORD_ABANDONED, 1L);
        assertThat(school.authentication.signIn(teacher.login(), OWN)).isInstanceOf(Tokens.class);
    }

    @Test
    void leaves_alone_what_may_still_be_at_work_or_be_retried() {
        var teacher = withOwnPassword();
        claim(Kind.OWN, teacher);
        school.clock.move(CreateUser.LEASE.plus(Reconcile.PATIENCE));

        var results = reconcile();

        assertThat(results.values()).containsOnly(0L);
        assertThat(school.surroundings().indexed("PENDING")).hasSize(1);
    }

    @Test
    void offers_messages_again_of_which_nobody_knows_that_they_were_sent() {
        school.outbox.put(new Message(
                MessageId.random(school.random),
                new Message.PasswordWasChanged(director.person()),
                Language.SPANISH,
                school.clock.instant(),
                school.clock.instant().plus(PASSWORD_LIFE)));
        school.clock.move(LEFT_BEHIND);

        var results = reconcile();

        assertThat(results).containsEntry(Result.MESSAGE_OFFERED, 1L);
    }

    /** One that always fails must not keep those behind it for ever. */
    @Test
    void goes_on_with_the_others_when_one_cannot_be_dealt_with() {
        var poison = withOwnPassword();
        claim(Kind.OWN, poison);
        school.clock.move(Duration.ofSeconds(1));
        var other = withOwnPassword();
        claim(Kind.OWN, other);
        school.clock.move(LEFT_BEHIND);
        var faults = new ArrayList<RuntimeException>();

        var results = new Reconcile(
                        school.passwords,
                        failingFor(poison),
                        school.personnel,
                        school.outbox,
                        school.clock,
                        school.random)
                .run("run", faults::add);

        assertThat(results).containsEntry(Result.LEFT, 1L).containsEntry(Result.PASSWORD_ABANDONED, 1L);
        assertThat(faults).hasOnlyElementsOfType(Unavailable.class).hasSize(1);
    }

    @Test
    void begins_nothing_more_when_its_time_runs_out() {
        for (var i = 0; i < 3; i++) {
            claim(Kind.OWN, withOwnPassword());
        }
        school.clock.move(LEFT_BEHIND);
        InstantSource slow = () -> {
            var now = school.clock.instant();
            school.clock.move(Duration.ofMinutes(1));
            return now;
        };

        var results = new Reconcile(
                        school.passwords, school.identities, school.personnel, school.outbox, slow, school.random)
                .run("run", ReconcileTest::raise);

        assertThat(results.get(Result.PASSWORD_ABANDONED)).isPositive();
        assertThat(results.get(Result.LEFT)).isPositive();
        assertThat(results.get(Result.LEFT) + results.get(Result.PASSWORD_ABANDONED)).isEqualTo(3);
    }

    private Identities failingFor(Person person) {
        return (Identities) Proxy.newProxyInstance(
                Identities.class.getClassLoader(), new Class<?>[] {Identities.class}, (_, called, arguments) -> {
                    if (List.of(arguments).contains(person.login())) {
                        throw new Unavailable("cognito", Duration.ofSeconds(2), new IllegalStateException());
                    }
                    return called.invoke(school.identities, arguments);
                });
    }

    private void claim(Kind kind, Person person) {
        var change = new PasswordChange(
                kind + "-" + NUMBERS.incrementAndGet(), kind.name(), kind, person.login(), person.id(), OptionalLong.empty());
        school.passwords.claim(change, school.clock.instant(), CreateUser.LEASE);
    }

    private Person withOwnPassword() {
        var teacher = school.teacher(LOS_CEIBOS);
        school.given(director, LOS_CEIBOS, teacher, Role.TEACHER);
        school.authentication.replacePassword(teacher.login(), OWN);
        school.accounts.signedIn(teacher.login(), school.clock.instant());
        school.clock.move(Duration.ofMinutes(1));
        return teacher;
    }

    private Map<Result, Long> reconcile() {
        return school.reconcile().run("run", ReconcileTest::raise);
    }

    private static void raise(RuntimeException fault) {
        throw fault;
    }

    private Account account(Person person) {
        return school.accounts.find(person.login()).orElseThrow();
    }

    private UserView line(Person person) {
        return school.line(director, LOS_CEIBOS, person).orElseThrow();
    }

    private List<Message.Content> unsent() {
        return school.surroundings().indexed("UNSENT").stream()
                .map(item -> new MessageId(item.get("pk").s().substring("OUTBOX#".length())))
                .flatMap(id -> school.outbox.find(id).stream())
                .map(Message::content)
                .toList();
    }
}
