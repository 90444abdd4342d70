package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.local.demo.School.LOS_CEIBOS;
import static portero.local.demo.School.done;
import static portero.local.demo.School.together;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portero.adapters.captcha.AltchaCaptchaMaker;
import portero.adapters.dynamodb.DynamoDbAttempts;
import portero.adapters.dynamodb.DynamoDbCaptchas;
import portero.domain.Outcome;
import portero.domain.Refusal;
import portero.domain.Refusal.InProgress;
import portero.domain.Refusal.Reason;
import portero.domain.Refusal.SamePassword;
import portero.domain.Refusal.TooManyAttempts;
import portero.domain.Refusal.WeakPassword;
import portero.domain.Secret;
import portero.domain.accounts.Account;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Callers;
import portero.domain.accounts.PasswordChange;
import portero.domain.accounts.PasswordPolicy;
import portero.domain.accounts.PasswordRefusal;
import portero.domain.accounts.Role;
import portero.domain.accounts.TemporaryPassword;
import portero.domain.mail.Language;
import portero.domain.mail.Message;
import portero.domain.schools.Person;
import portero.domain.signin.AnswerChallenge;
import portero.domain.signin.Authentication.Result;
import portero.domain.signin.Captcha;
import portero.domain.signin.ChangePassword;
import portero.domain.signin.IssueCaptcha;
import portero.domain.signin.RefreshSession;
import portero.domain.signin.SignIn;
import portero.domain.signin.SignIn.Entered;
import portero.domain.signin.SignOut;

class SignInTest {
    private static final Secret OWN = new Secret("faro nube tambor cauce");
    private static final Secret NEXT = new Secret("cerro laguna trompo mimbre");
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private static School school;
    private static Caller director;
    private static SignIn signIn;
    private static IssueCaptcha issueCaptcha;
    private static AnswerChallenge answerChallenge;
    private static ChangePassword changePassword;

    private final String address = "192.0.2." + ADDRESSES.incrementAndGet();

    @BeforeAll
    static void open() {
        school = new School();
        director = school.director(LOS_CEIBOS);
        var maker = new AltchaCaptchaMaker(school.random);
        var attempts = new DynamoDbAttempts(school.surroundings().table());
        var captchas = new DynamoDbCaptchas(school.surroundings().table());
        var policy = PasswordPolicy.standard();
        signIn = new SignIn(school.authentication, maker, captchas, attempts, school.accounts, school.clock);
        issueCaptcha = new IssueCaptcha(maker, captchas, attempts, school.clock, school.random);
        answerChallenge =
                new AnswerChallenge(school.authentication, school.accounts, school.institutions, policy, school.clock);
        changePassword = new ChangePassword(
                school.authentication,
                attempts,
                school.accounts,
                school.passwords,
                school.institutions,
                policy,
                school.clock,
                school.random);
    }

    @AfterAll
    static void close() {
        school.close();
    }

    @Nested
    class SigningIn {
        @Test
        void leads_from_a_temporary_password_to_ones_own() {
            var teacher = school.teacher(LOS_CEIBOS);
            var given = give(teacher);

            var first = done(enter(teacher, given));
            var chosen = done(answerChallenge.run(teacher.login().value(), challenge(first), OWN, "request"));
            var second = done(enter(teacher, OWN));

            assertThat(chosen.login()).isEqualTo(teacher.login());
            assertThat(second).isInstanceOf(Entered.SignedIn.class);
            assertThat(account(teacher).temporaryUntil()).isEmpty();
            assertThat(account(teacher).lastSignInAt()).contains(school.clock.instant());
        }

        @Test
        void forgives_how_a_login_is_written() {
            var teacher = withPassword();
            var number = teacher.login().value();
            var typed = " " + number.substring(0, 2) + "." + number.substring(2, 5) + "-" + number.substring(5) + " ";

            var entered = signIn.run(typed, OWN, solved(), address);

            assertThat(done(entered)).isInstanceOf(Entered.SignedIn.class);
        }

        @Test
        void refuses_unknown_users_and_wrong_passwords_alike() {
            var teacher = withPassword();

            var wrong = enter(teacher, NEXT);
            var unknown = signIn.run("59999999", NEXT, solved(), address);
            var nonsense = signIn.run("nobody at all", NEXT, solved(), address);

            assertThat(wrong).isEqualTo(Outcome.refused(Reason.WRONG_CREDENTIALS));
            assertThat(unknown).isEqualTo(wrong);
            assertThat(nonsense).isEqualTo(wrong);
        }

        @Test
        void says_that_a_temporary_password_came_too_late() {
            var teacher = school.teacher(LOS_CEIBOS);
            var given = give(teacher);
            school.clock.move(School.PASSWORD_LIFE.plusSeconds(1));

            var late = enter(teacher, given);

            assertThat(late).isEqualTo(Outcome.refused(Reason.TEMPORARY_PASSWORD_EXPIRED));
        }

        @Test
        void uses_a_verification_code_up_even_when_the_password_is_wrong() {
            var teacher = withPassword();
            var code = solved();
            signIn.run(teacher.login().value(), NEXT, code, address);

            var again = signIn.run(teacher.login().value(), OWN, code, address);

            assertThat(again).isEqualTo(Outcome.refused(Reason.CAPTCHA_FAILED));
        }

        @Test
        void refuses_verification_codes_that_are_wrong_late_or_unknown() {
            var teacher = withPassword();
            var wrong = new Captcha.Answer(solved().id(), new Secret("x"));
            var unknown = new Captcha.Answer("0000000000000000", new Secret("x"));
            var late = solved();
            school.clock.move(Duration.ofMinutes(6));

            var refused = new ArrayList<Outcome<Entered>>();
            for (var code : new Captcha.Answer[] {wrong, unknown, late}) {
                refused.add(signIn.run(teacher.login().value(), OWN, code, address));
            }

            assertThat(refused).containsOnly(Outcome.refused(Reason.CAPTCHA_FAILED));
        }

        /** One solved code must not pay for many guesses sent at once. */
        @Test
        void looks_at_one_password_for_one_code() throws Exception {
            var teacher = withPassword();
            var code = solved();

            var outcomes = together(8, _ -> signIn.run(teacher.login().value(), OWN, code, address));

            assertThat(outcomes.stream().filter(one -> one instanceof Outcome.Done)).hasSize(1);
            assertThat(outcomes.stream().filter(Outcome.refused(Reason.CAPTCHA_FAILED)::equals)).hasSize(7);
        }

        /** The wait comes before the pool's own lock, which nobody can lift, and does not look at the password. */
        @Test
        void makes_guessers_wait_even_for_the_right_password() {
            var teacher = withPassword();
            for (var i = 0; i < 5; i++) {
                assertThat(enter(teacher, NEXT)).isEqualTo(Outcome.refused(Reason.WRONG_CREDENTIALS));
            }

            var early = enter(teacher, OWN);
            school.clock.move(Duration.ofSeconds(31));
            var late = enter(teacher, OWN);

            assertThat(early).isEqualTo(Outcome.refused(new TooManyAttempts(Duration.ofSeconds(30))));
            assertThat(done(late)).isInstanceOf(Entered.SignedIn.class);
        }

        @Test
        void begins_to_count_anew_after_the_right_password() {
            var teacher = withPassword();
            for (var round = 0; round < 3; round++) {
                for (var i = 0; i < 4; i++) {
                    assertThat(enter(teacher, NEXT)).isEqualTo(Outcome.refused(Reason.WRONG_CREDENTIALS));
                }
                assertThat(done(enter(teacher, OWN))).isInstanceOf(Entered.SignedIn.class);
            }

            var entered = enter(teacher, OWN);

            assertThat(done(entered)).isInstanceOf(Entered.SignedIn.class);
        }

        /** Many logins from one address, each tried a few times: the count for a login alone would never see it. */
        @Test
        void makes_an_address_wait_that_tries_many_logins() {
            var refusals = new ArrayList<Refusal>();

            for (var i = 0; i < 42; i++) {
                refusals.add(refusal(signIn.run("588000" + (10 + i), NEXT, solved(), address)));
            }

            assertThat(refusals.subList(0, 41)).containsOnly(Reason.WRONG_CREDENTIALS);
            assertThat(refusals.getLast()).isEqualTo(new TooManyAttempts(Duration.ofSeconds(30)));
        }

        /** A whole school signs in from one address in the first minutes of a morning. */
        @Test
        void lets_a_whole_school_in_from_one_address() {
            var teacher = withPassword();

            for (var i = 0; i < 50; i++) {
                assertThat(done(enter(teacher, OWN))).isInstanceOf(Entered.SignedIn.class);
            }

            assertThat(done(enter(teacher, OWN))).isInstanceOf(Entered.SignedIn.class);
        }
    }

    @Nested
    class ChoosingAPassword {
        @Test
        void refuses_a_weak_one_and_leaves_the_challenge_for_a_better_one() {
            var teacher = school.teacher(LOS_CEIBOS);
            var challenge = challenge(done(enter(teacher, give(teacher))));
            var personal = new Secret("Rosa Elvira " + teacher.name().paternal());

            var tooShort = answerChallenge.run(teacher.login().value(), challenge, new Secret("faro nube"), "request");
            var named = answerChallenge.run(teacher.login().value(), challenge, personal, "request");
            var better = answerChallenge.run(teacher.login().value(), challenge, OWN, "request");

            assertThat(refusal(tooShort)).isEqualTo(new WeakPassword(PasswordRefusal.TOO_SHORT));
            assertThat(refusal(named)).isInstanceOf(WeakPassword.class);
            assertThat(done(better).login()).isEqualTo(teacher.login());
        }

        @Test
        void ends_when_the_challenge_is_spent_foreign_or_late() {
            var teacher = school.teacher(LOS_CEIBOS);
            var password = give(teacher);
            var challenge = challenge(done(enter(teacher, password)));
            var stranger = answerChallenge.run("59999999", challenge, OWN, "request");
            var garbled = answerChallenge.run("nobody at all", challenge, OWN, "request");
            school.clock.move(Duration.ofMinutes(4));

            var late = answerChallenge.run(teacher.login().value(), challenge, OWN, "request");

            assertThat(late).isEqualTo(Outcome.refused(Reason.SESSION_ENDED));
            assertThat(stranger).isEqualTo(Outcome.refused(Reason.SESSION_ENDED));
            assertThat(garbled).isEqualTo(Outcome.refused(Reason.SESSION_ENDED));
        }
    }

    @Nested
    class ChangingAPassword {
        @Test
        void ends_every_other_session() {
            var teacher = withPassword();
            var other = signedIn(enter(teacher, OWN));

            var changed = done(changePassword.run(caller(teacher), OWN, NEXT, Language.SPANISH));

            assertThat(school.authentication.refresh(teacher.login(), other.tokens().refresh()))
                    .isEqualTo(new Result.Ended());
            assertThat(school.authentication.refresh(teacher.login(), changed.tokens().refresh()))
                    .isInstanceOf(Result.Tokens.class);
            assertThat(done(enter(teacher, NEXT))).isInstanceOf(Entered.SignedIn.class);
            assertThat(enter(teacher, OWN)).isEqualTo(Outcome.refused(Reason.WRONG_CREDENTIALS));
        }

        /** The new session must not end with the old ones: it is begun last. */
        @Test
        void lets_the_new_session_act_and_no_older_one() {
            var teacher = withPassword();
            var began = school.clock.instant();
            school.clock.move(Duration.ofMinutes(1));

            done(changePassword.run(caller(teacher), OWN, NEXT, Language.SPANISH));

            var callers = new Callers(school.accounts);
            assertThat(callers.find(teacher.login(), Optional.of(began), "request")).isEmpty();
            assertThat(callers.find(teacher.login(), Optional.of(school.clock.instant()), "request")).isPresent();
        }

        @Test
        void is_told_by_mail_and_remembered() {
            var teacher = withPassword();

            done(changePassword.run(caller(teacher), OWN, NEXT, Language.SPANISH));

            assertThat(new Mailbox(school).waitingFor(teacher))
                    .containsExactly(new Message.PasswordWasChanged(teacher.id()));
            assertThat(account(teacher).password().version()).isEqualTo(2);
        }

        /** A director resets at this moment: one password works, theirs or the person's, never a third. */
        @Test
        void waits_while_somebody_else_replaces_the_password() {
            var teacher = withPassword();
            var reset = PasswordChange.reset(director, School.key(), LOS_CEIBOS, account(teacher), 1);
            school.passwords.claim(reset, school.clock.instant(), Duration.ofSeconds(15));

            var meanwhile = changePassword.run(caller(teacher), OWN, NEXT, Language.SPANISH);
            school.passwords.abandon(reset);
            var afterwards = changePassword.run(caller(teacher), OWN, NEXT, Language.SPANISH);

            assertThat(refusal(meanwhile)).isInstanceOf(InProgress.class);
            assertThat(done(afterwards).login()).isEqualTo(teacher.login());
        }

        @Test
        void is_refused_with_a_wrong_weak_or_unchanged_password() {
            var teacher = withPassword();

            var wrong = changePassword.run(caller(teacher), NEXT, new Secret("pozo sendero alero canto"), Language.SPANISH);
            var weak = changePassword.run(caller(teacher), OWN, new Secret("aaaaaaaaaaaaaaaa"), Language.SPANISH);
            var same = changePassword.run(caller(teacher), OWN, OWN, Language.SPANISH);

            assertThat(wrong).isEqualTo(Outcome.refused(Reason.WRONG_CREDENTIALS));
            assertThat(refusal(weak)).isInstanceOf(WeakPassword.class);
            assertThat(same).isEqualTo(Outcome.refused(new SamePassword()));
            assertThat(done(enter(teacher, OWN))).isInstanceOf(Entered.SignedIn.class);
        }

        /** A screen left open must not become a way round the count of guesses. */
        @Test
        void counts_guesses_together_with_those_at_the_door() {
            var teacher = withPassword();
            for (var i = 0; i < 5; i++) {
                changePassword.run(caller(teacher), NEXT, new Secret("pozo sendero alero canto"), Language.SPANISH);
            }

            var here = changePassword.run(caller(teacher), OWN, NEXT, Language.SPANISH);
            var atTheDoor = enter(teacher, OWN);

            assertThat(here).isEqualTo(Outcome.refused(new TooManyAttempts(Duration.ofSeconds(30))));
            assertThat(atTheDoor).isEqualTo(Outcome.refused(new TooManyAttempts(Duration.ofSeconds(30))));
        }
    }

    @Nested
    class KeepingASession {
        @Test
        void goes_on_until_one_signs_out() {
            var teacher = withPassword();
            var session = signedIn(enter(teacher, OWN));
            var refresh = new RefreshSession(school.authentication);
            school.clock.move(Duration.ofHours(3));
            var before = refresh.run(teacher.login(), session.tokens().refresh());

            new SignOut(school.authentication).run(session.tokens().refresh());

            assertThat(done(before).tokens().access()).isNotEqualTo(session.tokens().access());
            assertThat(refresh.run(teacher.login(), session.tokens().refresh()))
                    .isEqualTo(Outcome.refused(Reason.SESSION_ENDED));
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "not a token"})
        void ends_for_what_is_no_token(String token) {
            var teacher = withPassword();

            var outcome = new RefreshSession(school.authentication).run(teacher.login(), new Secret(token));

            assertThat(outcome).isEqualTo(Outcome.refused(Reason.SESSION_ENDED));
        }
    }

    private Outcome<Entered> enter(Person person, Secret password) {
        return signIn.run(person.login().value(), password, solved(), address);
    }

    private static Secret give(Person person) {
        TemporaryPassword password = school.given(director, LOS_CEIBOS, person, Role.TEACHER).password();
        return new Secret(password.value());
    }

    private static Person withPassword() {
        var teacher = school.teacher(LOS_CEIBOS);
        give(teacher);
        school.authentication.replacePassword(teacher.login(), OWN);
        return teacher;
    }

    private static Caller caller(Person person) {
        return new Callers(school.accounts)
                .find(person.login(), Optional.empty(), "request-" + ADDRESSES.incrementAndGet())
                .orElseThrow();
    }

    private static Account account(Person person) {
        return school.accounts.find(person.login()).orElseThrow();
    }

    private static Secret challenge(Entered entered) {
        return switch (entered) {
            case Entered.MustChoosePassword(Secret challenge) -> challenge;
            case Entered.SignedIn _ -> throw new AssertionError("Signed in");
        };
    }

    private static Entered.SignedIn signedIn(Outcome<Entered> outcome) {
        return switch (done(outcome)) {
            case Entered.SignedIn signedIn -> signedIn;
            case Entered.MustChoosePassword _ -> throw new AssertionError("A password must be chosen");
        };
    }

    private static Refusal refusal(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Done<?> done -> throw new AssertionError("Done: " + done);
            case Outcome.Refused<?>(Refusal why) -> why;
        };
    }

    private Captcha.Answer solved() {
        return SolvedCaptcha.of(issueCaptcha, Captcha.Action.SIGN_IN, address);
    }
}
