package portero.adapters.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portero.domain.Secret;
import portero.domain.Unavailable;
import portero.domain.accounts.Login;
import portero.domain.accounts.TemporaryPassword;
import portero.domain.signin.Authentication.Result;
import portero.local.cognito.Quotas;

class CognitoAuthenticationTest {
    private static final Secret OWN = new Secret("faro nube tambor cauce");
    private static final Secret NEXT = new Secret("cerro laguna trompo mimbre");

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static TestPool pool;
    private static CognitoAuthentication authentication;

    private final Login login = somebody();
    private final Login colleague = somebody();
    private Secret temporary;

    @BeforeAll
    static void open() {
        pool = new TestPool();
        authentication = new CognitoAuthentication(pool.pool());
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @BeforeEach
    void createIdentity() {
        temporary = create(login);
    }

    @Nested
    class SigningIn {
        @Test
        void opens_a_session_of_a_quarter_of_an_hour_at_a_time() {
            authentication.replacePassword(login, OWN);

            var tokens = tokens(authentication.signIn(login, OWN));

            assertThat(tokens.life()).isEqualTo(Duration.ofMinutes(15));
            assertThat(tokens.access().value()).hasSizeGreaterThan(100);
            assertThat(tokens.toString()).doesNotContain(tokens.access().value(), tokens.refresh().value());
        }

        @Test
        void asks_for_a_password_of_ones_own_after_a_temporary_one() {
            var result = authentication.signIn(login, temporary);

            assertThat(result).isInstanceOf(Result.NewPasswordRequired.class);
        }

        /** Strangers must not learn who has an account. */
        @Test
        void cannot_be_told_apart_for_unknown_users_wrong_passwords_and_disabled_users() {
            create(colleague);
            authentication.replacePassword(colleague, OWN);
            disable(colleague);

            var unknown = authentication.signIn(new Login("59999999"), OWN);
            var wrong = authentication.signIn(login, OWN);
            var disabled = authentication.signIn(colleague, OWN);

            assertThat(unknown).isEqualTo(new Result.Wrong());
            assertThat(wrong).isEqualTo(unknown);
            assertThat(disabled).isEqualTo(unknown);
        }

        @Test
        void says_that_a_temporary_password_came_too_late() {
            pool.pass(Duration.ofDays(7).plusSeconds(1));

            var right = authentication.signIn(login, temporary);
            var wrong = authentication.signIn(login, OWN);

            assertThat(right).isEqualTo(new Result.TemporaryPasswordExpired());
            assertThat(wrong).isEqualTo(new Result.Wrong());
        }

        /** The pool's own lock does not look at the password: to call that wrong would make people doubt the right one. */
        @Test
        void asks_to_try_again_when_the_pool_locked_the_user() {
            authentication.replacePassword(login, OWN);
            for (var i = 0; i < 5; i++) {
                authentication.signIn(login, NEXT);
            }

            assertThatThrownBy(() -> authentication.signIn(login, OWN)).isInstanceOf(Unavailable.class);
        }

        @Test
        void asks_to_try_again_when_the_pool_is_busy() {
            try (var busy = new TestPool(settings -> settings.withQuotas(new Quotas(1, 1, 1, 1)))) {
                var throttled = new CognitoAuthentication(busy.pool());
                throttled.signIn(login, OWN);

                assertThatThrownBy(() -> throttled.signIn(login, OWN)).isInstanceOf(Unavailable.class);
            }
        }

        @Test
        void asks_to_try_again_when_nobody_answers() {
            try (var stopped = new TestPool()) {
                var unreachable = new CognitoAuthentication(stopped.pool());
                stopped.stop();

                assertThatThrownBy(() -> unreachable.signIn(login, OWN)).isInstanceOf(Unavailable.class);
            }
        }
    }

    @Nested
    class Answering {
        @Test
        void sets_the_new_password_and_opens_a_session() {
            var result = authentication.answer(login, challenge(), OWN);

            assertThat(result).isInstanceOf(Result.Tokens.class);
            assertThat(authentication.signIn(login, OWN)).isInstanceOf(Result.Tokens.class);
            assertThat(authentication.signIn(login, temporary)).isEqualTo(new Result.Wrong());
        }

        @Test
        void works_once() {
            var challenge = challenge();
            authentication.answer(login, challenge, OWN);

            var again = authentication.answer(login, challenge, NEXT);

            assertThat(again).isEqualTo(new Result.Ended());
            assertThat(authentication.signIn(login, NEXT)).isEqualTo(new Result.Wrong());
        }

        @Test
        void comes_too_late_after_three_minutes() {
            var challenge = challenge();
            pool.pass(Duration.ofMinutes(3).plusSeconds(1));

            var late = authentication.answer(login, challenge, OWN);

            assertThat(late).isEqualTo(new Result.Ended());
        }

        @Test
        void is_refused_to_another_user() {
            create(colleague);
            var challenge = challenge();

            var result = authentication.answer(colleague, challenge, OWN);

            assertThat(result).isEqualTo(new Result.Ended());
        }

        @Test
        void is_refused_to_a_user_disabled_meanwhile() {
            var challenge = challenge();
            disable(login);

            var result = authentication.answer(login, challenge, OWN);

            assertThat(result).isEqualTo(new Result.Ended());
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "a-challenge-that-was-never-issued", "ñandú ñandú ñandú ñandú"})
        void is_refused_for_what_was_never_asked(String challenge) {
            var result = authentication.answer(login, new Secret(challenge), OWN);

            assertThat(result).isEqualTo(new Result.Ended());
        }

        @Test
        void is_refused_to_nobody_as_to_anybody() {
            var result = authentication.answer(new Login("59999999"), challenge(), OWN);

            assertThat(result).isEqualTo(new Result.Ended());
        }
    }

    @Nested
    class Refreshing {
        @Test
        void gives_another_access_token_and_keeps_the_refresh_token() {
            var session = session();
            pool.pass(Duration.ofMinutes(20));

            var refreshed = tokens(authentication.refresh(login, session.refresh()));

            assertThat(refreshed.access()).isNotEqualTo(session.access());
            assertThat(refreshed.refresh()).isEqualTo(session.refresh());
            assertThat(refreshed.life()).isEqualTo(Duration.ofMinutes(15));
        }

        @Test
        void ends_after_twelve_hours_however_often_it_was_done() {
            var session = session();
            pool.pass(Duration.ofHours(11));
            authentication.refresh(login, session.refresh());
            pool.pass(Duration.ofHours(1).plusSeconds(1));

            var late = authentication.refresh(login, session.refresh());

            assertThat(late).isEqualTo(new Result.Ended());
        }

        /** The cookie says whose session it is, and may be tampered with. */
        @Test
        void is_refused_under_another_login() {
            create(colleague);
            var session = session();

            var result = authentication.refresh(colleague, session.refresh());

            assertThat(result).isEqualTo(new Result.Ended());
        }

        @Test
        void ends_when_the_user_is_disabled() {
            var session = session();
            disable(login);

            var result = authentication.refresh(login, session.refresh());

            assertThat(result).isEqualTo(new Result.Ended());
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "not a token", "a.b.c.d.e"})
        void is_refused_for_what_is_no_token(String token) {
            var result = authentication.refresh(login, new Secret(token));

            assertThat(result).isEqualTo(new Result.Ended());
        }

        @Test
        void is_refused_for_an_access_token() {
            var session = session();

            var result = authentication.refresh(login, session.access());

            assertThat(result).isEqualTo(new Result.Ended());
        }
    }

    @Nested
    class Ending {
        @Test
        void ends_one_session_and_no_other() {
            var ended = session();
            var other = tokens(authentication.signIn(login, OWN));

            authentication.revoke(ended.refresh());

            assertThat(authentication.refresh(login, ended.refresh())).isEqualTo(new Result.Ended());
            assertThat(authentication.refresh(login, other.refresh())).isInstanceOf(Result.Tokens.class);
        }

        /** Somebody who leaves a shared computer must get away from it even if the session has ended already. */
        @Test
        void is_harmless_for_sessions_that_ended_or_never_were() {
            var session = session();
            authentication.revoke(session.refresh());

            assertThatCode(() -> {
                        authentication.revoke(session.refresh());
                        authentication.revoke(session.access());
                        authentication.revoke(new Secret("not a token"));
                    })
                    .doesNotThrowAnyException();
        }

        /** Whoever changes a password because somebody else knows it wants that somebody out. */
        @Test
        void ends_all_sessions_with_a_new_password() {
            var one = session();
            var other = tokens(authentication.signIn(login, OWN));

            authentication.replacePassword(login, NEXT);

            assertThat(authentication.refresh(login, one.refresh())).isEqualTo(new Result.Ended());
            assertThat(authentication.refresh(login, other.refresh())).isEqualTo(new Result.Ended());
            assertThat(authentication.signIn(login, OWN)).isEqualTo(new Result.Wrong());
            assertThat(authentication.signIn(login, NEXT)).isInstanceOf(Result.Tokens.class);
        }
    }

    private static Login somebody() {
        return new Login("5%07d".formatted(NUMBERS.incrementAndGet()));
    }

    private Secret create(Login login) {
        var password = TemporaryPassword.generate(RandomGenerator.getDefault());
        new CognitoIdentities(pool.pool()).create(login, password);
        return new Secret(password.value());
    }

    private Secret challenge() {
        return switch (authentication.signIn(login, temporary)) {
            case Result.NewPasswordRequired(Secret challenge) -> challenge;
            case Result other -> throw new AssertionError(other);
        };
    }

    private Result.Tokens session() {
        authentication.replacePassword(login, OWN);
        return tokens(authentication.signIn(login, OWN));
    }

    private static Result.Tokens tokens(Result result) {
        return switch (result) {
            case Result.Tokens tokens -> tokens;
            case Result other -> throw new AssertionError(other);
        };
    }

    private void disable(Login login) {
        pool.client().adminDisableUser(user -> user.userPoolId(pool.id()).username(login.value()));
    }
}
