package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.local.demo.School.LOS_CEIBOS;
import static portero.local.demo.School.done;
import static portero.local.demo.School.together;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import portero.adapters.dynamodb.DynamoDbAttempts;
import portero.adapters.dynamodb.DynamoDbEmailVerifications;
import portero.adapters.dynamodb.DynamoDbSuppressions;
import portero.adapters.dynamodb.Pbkdf2CodeHashes;
import portero.domain.Outcome;
import portero.domain.Refusal.Reason;
import portero.domain.Refusal.TooManyAttempts;
import portero.domain.Secret;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Callers;
import portero.domain.accounts.Login;
import portero.domain.accounts.Role;
import portero.domain.mail.EmailVerifications;
import portero.domain.mail.Language;
import portero.domain.mail.Message;
import portero.domain.mail.Suppressions;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.ContactEmail.Standing;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.Person;
import portero.domain.signin.Attempts;
import portero.domain.signin.Authentication;
import portero.domain.signin.Authentication.Result;
import portero.domain.signin.ConfirmEmail;
import portero.domain.signin.MyAccess;
import portero.domain.signin.RegisterEmail;

/** One's own e-mail address; what deliver-mail does in between is done here by {@link #mail}. */
class OwnEmailTest {
    private static final Secret OWN = new Secret("faro nube tambor cauce");
    private static final Secret OTHER = new Secret("cerro laguna trompo mimbre");
    private static final Pbkdf2CodeHashes HASHES = new Pbkdf2CodeHashes(new SecureRandom());
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static School school;
    private static Mailbox mailbox;
    private static Caller director;
    private static EmailVerifications verifications;
    private static Suppressions suppressions;
    private static RegisterEmail registerEmail;
    private static ConfirmEmail confirmEmail;
    private static MyAccess myAccess;

    private final EmailAddress wished = new EmailAddress("propia%03d@example.org".formatted(NUMBERS.incrementAndGet()));

    @BeforeAll
    static void open() {
        school = new School();
        mailbox = new Mailbox(school);
        director = school.director(LOS_CEIBOS);
        var table = school.surroundings().table();
        verifications = new DynamoDbEmailVerifications(table);
        suppressions = new DynamoDbSuppressions(table);
        Attempts attempts = new DynamoDbAttempts(table);
        registerEmail = new RegisterEmail(
                verifications, suppressions, school.authentication, attempts, school.clock, school.random);
        confirmEmail = new ConfirmEmail(verifications, HASHES, school.personnel, school.clock, school.random);
        myAccess = new MyAccess(school.personnel, school.institutions, verifications, school.clock);
    }

    @AfterAll
    static void close() {
        school.close();
    }

    @Test
    void becomes_ones_own_with_the_code_that_was_mailed_there() {
        var teacher = person();
        var pending = done(register(teacher, OWN));
        var before = mine(teacher);

        var confirmed = done(confirm(teacher, mail(teacher, wished).value()));

        assertThat(pending.address()).isEqualTo(wished);
        assertThat(pending.until()).isEqualTo(school.clock.instant().plus(Duration.ofMinutes(10)));
        assertThat(mailbox.waitingFor(teacher)).contains(new Message.EmailToVerify(teacher.id(), wished));
        assertThat(before.pendingEmail()).contains(wished);
        assertThat(before.person().email()).isEmpty();
        assertThat(confirmed).isEqualTo(new ContactEmail(wished, Standing.VERIFIED));
        assertThat(mine(teacher).person().email()).contains(confirmed);
        assertThat(mine(teacher).pendingEmail()).isEmpty();
    }

    /** Whoever finds a screen open must not be able to move the way back in to their own mailbox. */
    @Test
    void asks_for_the_password_and_counts_wrong_ones_together_with_those_at_the_door() {
        var teacher = person();
        for (var i = 0; i < 5; i++) {
            assertThat(register(teacher, OTHER)).isEqualTo(Outcome.refused(Reason.WRONG_CREDENTIALS));
        }

        var next = register(teacher, OWN);

        assertThat(next).isEqualTo(Outcome.refused(new TooManyAttempts(Duration.ofSeconds(30))));
        assertThat(mailbox.waitingFor(teacher)).isEmpty();
    }

    /** Looking at the password opens a session in the pool: that one is ended again, the caller's own goes on. */
    @Test
    void leaves_no_session_behind_that_nobody_asked_for() {
        var teacher = person();
        var opened = new ArrayList<Result.Tokens>();
        var noting = new RegisterEmail(
                verifications,
                suppressions,
                new Noting(school.authentication, opened),
                new DynamoDbAttempts(school.surroundings().table()),
                school.clock,
                school.random);
        var own = school.authentication.signIn(teacher.login(), OWN);

        done(noting.run(caller(teacher), wished, OWN, Language.SPANISH));

        assertThat(opened).hasSize(1);
        assertThat(school.authentication.refresh(teacher.login(), opened.getFirst().refresh()))
                .isEqualTo(new Result.Ended());
        assertThat(own).isInstanceOfSatisfying(Result.Tokens.class, tokens -> assertThat(
                        school.authentication.refresh(teacher.login(), tokens.refresh()))
                .isInstanceOf(Result.Tokens.class));
    }

    @Test
    void sends_five_codes_an_hour_and_no_sixth() {
        var teacher = person();
        for (var i = 0; i < 5; i++) {
            done(register(teacher, OWN));
        }

        var sixth = register(teacher, OWN);
        school.clock.move(Duration.ofHours(1));
        var later = register(teacher, OWN);

        assertThat(sixth).isEqualTo(Outcome.refused(new TooManyAttempts(Duration.ofHours(1))));
        assertThat(later).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void is_refused_for_an_address_from_which_mail_came_back() {
        var teacher = person();
        suppressions.add(wished, Suppressions.Reason.BOUNCED, school.clock.instant());

        var outcome = register(teacher, OWN);

        assertThat(outcome).isEqualTo(Outcome.refused(Reason.EMAIL_UNDELIVERABLE));
        assertThat(mailbox.waitingFor(teacher)).isEmpty();
    }

    @Test
    void takes_only_the_latest_code_and_only_for_the_latest_address() {
        var teacher = person();
        var corrected = new EmailAddress("corregida." + wished.value());
        done(register(teacher, OWN));
        var first = mail(teacher, wished);
        var second = mail(teacher, wished);
        var early = confirm(teacher, first.value());
        done(registerEmail.run(caller(teacher), corrected, OWN, Language.SPANISH));

        var mistyped = confirm(teacher, second.value());
        var right = confirm(teacher, mail(teacher, corrected).value());

        assertThat(List.of(early, mistyped)).containsOnly(Outcome.refused(Reason.CODE_FAILED));
        assertThat(done(right).address()).isEqualTo(corrected);
    }

    @Test
    void takes_five_wrong_codes_and_then_not_even_the_right_one() {
        var teacher = person();
        done(register(teacher, OWN));
        var code = mail(teacher, wished);
        for (var i = 0; i < EmailVerifications.TRIES; i++) {
            assertThat(confirm(teacher, code.wrong())).isEqualTo(Outcome.refused(Reason.CODE_FAILED));
        }

        var outcome = confirm(teacher, code.value());

        assertThat(outcome).isEqualTo(Outcome.refused(Reason.CODE_FAILED));
    }

    @Test
    void takes_no_code_of_somebody_else_or_that_is_late() {
        var teacher = person();
        var other = person();
        done(register(teacher, OWN));
        var code = mail(teacher, wished);

        var foreign = confirm(other, code.value());
        school.clock.move(Duration.ofMinutes(10));
        var late = confirm(teacher, code.value());

        assertThat(List.of(foreign, late)).containsOnly(Outcome.refused(Reason.CODE_FAILED));
        assertThat(mine(teacher).pendingEmail()).isEmpty();
    }

    /** Of two windows, one writes the audit item and the notice. */
    @Test
    void is_confirmed_once_of_several_at_once() throws Exception {
        var teacher = personWith(Standing.VERIFIED);
        done(register(teacher, OWN));
        var code = mail(teacher, wished);

        var outcomes = together(4, _ -> confirm(teacher, code.value()));

        assertThat(outcomes.stream().filter(outcome -> outcome instanceof Outcome.Done)).hasSize(1);
        assertThat(mailbox.waitingFor(teacher).stream().filter(content -> content instanceof Message.EmailWasChanged))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"VERIFIED", "UNVERIFIED"})
    void tells_the_address_before_it(Standing standing) {
        var teacher = personWith(standing);
        done(register(teacher, OWN));

        done(confirm(teacher, mail(teacher, wished).value()));

        assertThat(mailbox.waitingFor(teacher))
                .contains(new Message.EmailWasChanged(teacher.id(), Mailbox.address(teacher)));
    }

    @Test
    void tells_nobody_where_mail_comes_back_or_the_address_is_the_same() {
        var bouncing = personWith(Standing.BOUNCING);
        var same = personWith(Standing.UNVERIFIED);
        done(register(bouncing, OWN));
        done(registerEmail.run(caller(same), Mailbox.address(same), OWN, Language.SPANISH));

        done(confirm(bouncing, mail(bouncing, wished).value()));
        done(confirm(same, mail(same, Mailbox.address(same)).value()));

        assertThat(mailbox.waitingFor(bouncing)).doesNotHaveAnyElementsOfTypes(Message.EmailWasChanged.class);
        assertThat(mailbox.waitingFor(same)).doesNotHaveAnyElementsOfTypes(Message.EmailWasChanged.class);
        assertThat(mine(same).person().email()).contains(new ContactEmail(Mailbox.address(same), Standing.VERIFIED));
    }

    private Outcome<RegisterEmail.Pending> register(Person person, Secret password) {
        return registerEmail.run(caller(person), wished, password, Language.SPANISH);
    }

    private static Outcome<ContactEmail> confirm(Person person, Secret code) {
        return confirmEmail.run(caller(person), code, Language.SPANISH);
    }

    /** As deliver-mail does. */
    private static Mailbox.Code mail(Person person, EmailAddress to) {
        var code = Mailbox.Code.fresh(school, HASHES);
        var until = school.clock.instant().plus(Duration.ofMinutes(10));
        assertThat(verifications.issue(person.id(), new EmailVerifications.Issued(to, code.hash(), until))).isTrue();
        return code;
    }

    private static MyAccess.Mine mine(Person person) {
        return done(myAccess.run(caller(person)));
    }

    private static Person person() {
        return withPassword(school.teacher(LOS_CEIBOS));
    }

    private static Person personWith(Standing standing) {
        return withPassword(mailbox.teacher(LOS_CEIBOS, standing));
    }

    private static Person withPassword(Person person) {
        school.given(director, LOS_CEIBOS, person, Role.TEACHER);
        school.authentication.replacePassword(person.login(), OWN);
        return person;
    }

    private static Caller caller(Person person) {
        return new Callers(school.accounts).find(person.login(), Optional.empty(), "request").orElseThrow();
    }

    /** The real thing, but for a look at what it opens. */
    private record Noting(Authentication real, List<Result.Tokens> opened) implements Authentication {
        @Override
        public Result signIn(Login login, Secret password) {
            var result = real.signIn(login, password);
            if (result instanceof Result.Tokens tokens) {
                opened.add(tokens);
            }
            return result;
        }

        @Override
        public Result answer(Login login, Secret challenge, Secret newPassword) {
            return real.answer(login, challenge, newPassword);
        }

        @Override
        public Result refresh(Login login, Secret refresh) {
            return real.refresh(login, refresh);
        }

        @Override
        public void revoke(Secret refresh) {
            real.revoke(refresh);
        }

        @Override
        public void replacePassword(Login login, Secret password) {
            real.replacePassword(login, password);
        }
    }
}
