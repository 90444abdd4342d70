package portero.adapters.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import portero.domain.Secret;
import portero.domain.Unavailable;
import portero.domain.accounts.Login;
import portero.domain.accounts.TemporaryPassword;
import portero.domain.signin.Authentication.Result;
import portero.local.cognito.Quotas;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;

class CognitoIdentitiesTest {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static TestPool pool;
    private static CognitoIdentities identities;
    private static CognitoAuthentication authentication;

    private final Login login = new Login("5%07d".formatted(NUMBERS.incrementAndGet()));

    @BeforeAll
    static void open() {
        pool = new TestPool();
        identities = new CognitoIdentities(pool.pool());
        authentication = new CognitoAuthentication(pool.pool());
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @Test
    void creates_an_identity_whose_password_must_be_replaced() {
        var password = password();

        var created = identities.create(login, password);

        assertThat(created).isTrue();
        assertThat(signIn(password)).isInstanceOf(Result.NewPasswordRequired.class);
    }

    /** A retry finds the identity there, and must neither fail nor change what somebody may hold already. */
    @Test
    void leaves_an_identity_that_exists_as_it_is() {
        var first = password();
        var second = password();
        identities.create(login, first);

        var created = identities.create(login, second);

        assertThat(created).isFalse();
        assertThat(signIn(first)).isInstanceOf(Result.NewPasswordRequired.class);
        assertThat(signIn(second)).isEqualTo(new Result.Wrong());
    }

    @Test
    void creates_one_identity_however_many_ask_at_once() throws Exception {
        var created = new ArrayList<Boolean>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Boolean>>();
            for (var i = 0; i < 8; i++) {
                Callable<Boolean> one = () -> identities.create(login, password());
                running.add(threads.submit(one));
            }
            for (var one : running) {
                created.add(one.get());
            }
        }

        assertThat(created).containsOnlyOnce(true);
    }

    @Test
    void replaces_a_temporary_password_so_that_the_one_before_no_longer_works() {
        var first = password();
        var second = password();
        identities.create(login, first);

        identities.setTemporaryPassword(login, second);

        assertThat(signIn(first)).isEqualTo(new Result.Wrong());
        assertThat(signIn(second)).isInstanceOf(Result.NewPasswordRequired.class);
    }

    @Test
    void asks_for_a_new_password_again_of_somebody_who_had_chosen_one() {
        identities.create(login, password());
        authentication.replacePassword(login, new Secret("faro nube tambor cauce"));
        var temporary = password();

        identities.setTemporaryPassword(login, temporary);

        assertThat(authentication.signIn(login, new Secret("faro nube tambor cauce"))).isEqualTo(new Result.Wrong());
        assertThat(signIn(temporary)).isInstanceOf(Result.NewPasswordRequired.class);
    }

    @Test
    void asks_to_try_again_when_the_pool_is_busy() {
        try (var busy = new TestPool(settings -> settings.withQuotas(new Quotas(1, 1, 1, 1)))) {
            var throttled = new CognitoIdentities(busy.pool());
            throttled.create(login, password());

            assertThatThrownBy(() -> throttled.create(new Login("51204418"), password()))
                    .isInstanceOfSatisfying(Unavailable.class, unavailable -> {
                        assertThat(unavailable.system()).isEqualTo("cognito");
                        assertThat(unavailable.waitFor()).isPositive();
                    });
        }
    }

    @Test
    void asks_to_try_again_when_nobody_answers() {
        try (var stopped = new TestPool()) {
            var unreachable = new CognitoIdentities(stopped.pool());
            stopped.stop();

            assertThatThrownBy(() -> unreachable.create(login, password())).isInstanceOf(Unavailable.class);
        }
    }

    /** It does not pass by itself, and must not look as if it did. */
    @Test
    void does_not_hide_that_there_is_no_such_pool() {
        var lost = new CognitoIdentities(pool.missingPool());

        assertThatThrownBy(() -> lost.create(login, password())).isInstanceOf(ResourceNotFoundException.class);
    }

    private Result signIn(TemporaryPassword password) {
        return authentication.signIn(login, new Secret(password.value()));
    }

    private static TemporaryPassword password() {
        return TemporaryPassword.generate(new SecureRandom());
    }
}
