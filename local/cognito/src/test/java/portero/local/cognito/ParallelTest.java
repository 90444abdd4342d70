package portero.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static portero.local.cognito.TestPool.PERMANENT;
import static portero.local.cognito.TestPool.TEMPORARY;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.TooManyRequestsException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;

/** Calls at the same moment, and more of them than the quotas allow, emulator only. */
class ParallelTest {
    private static final int CALLERS = 16;

    private static TestPool pool(CognitoIdentityProviderClient cognito) {
        UserPoolType pool = cognito.createUserPool(request -> request.poolName("parallel")
                        .userPoolTier("LITE")
                        .policies(policies -> policies.passwordPolicy(policy -> policy.minimumLength(8))))
                .userPool();
        return TestPool.of(cognito, pool.id(), _ -> {});
    }

    /** How many of the callers got through, and the refusals of the others. */
    private record Outcome(int successes, List<Throwable> refusals) {
        static Outcome of(int callers, Callable<?> call) throws InterruptedException {
            var start = new CountDownLatch(1);
            var refusals = new ArrayList<Throwable>();
            int successes = 0;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> futures = new ArrayList<>();
                for (int caller = 0; caller < callers; caller++) {
                    futures.add(threads.submit(() -> {
                        start.await();
                        return call.call();
                    }));
                }
                start.countDown();
                for (Future<?> future : futures) {
                    try {
                        future.get();
                        successes++;
                    } catch (ExecutionException refusal) {
                        refusals.add(refusal.getCause());
                    }
                }
            }
            return new Outcome(successes, refusals);
        }
    }

    @Test
    void adminCreateUser_shouldSucceedForExactlyOne_ofManyAtOnce() throws InterruptedException {
        try (CognitoServer server = CognitoServer.start(IdentityService.settings(new MovableClock()));
                var cognito = IdentityService.client(server)) {
            TestPool pool = pool(cognito);

            Outcome outcome = Outcome.of(CALLERS, () -> pool.create("ana"));

            assertThat(outcome.successes()).isOne();
            assertThat(outcome.refusals()).hasOnlyElementsOfType(UsernameExistsException.class);
        }
    }

    @Test
    void session_shouldBeGoodForExactlyOne_ofManyAtOnce() throws InterruptedException {
        try (CognitoServer server = CognitoServer.start(IdentityService.settings(new MovableClock()));
                var cognito = IdentityService.client(server)) {
            TestPool pool = pool(cognito);
            String username = pool.temporary();
            String session = pool.session(username);

            Outcome outcome = Outcome.of(CALLERS, () -> pool.answer(session, username, PERMANENT));

            assertThat(outcome.successes()).isOne();
            assertThat(outcome.refusals()).hasOnlyElementsOfType(NotAuthorizedException.class);
        }
    }

    /** Guesses sent at once must not all be compared before the first is counted. */
    @Test
    void lockOut_shouldHold_againstManyGuessesAtOnce() throws InterruptedException {
        try (CognitoServer server = CognitoServer.start(IdentityService.settings(new MovableClock()));
                var cognito = IdentityService.client(server)) {
            TestPool pool = pool(cognito);
            String username = pool.confirmed();

            Outcome outcome = Outcome.of(CALLERS, () -> pool.signIn(username, "guessed!"));

            assertThat(outcome.refusals()).filteredOn(refusal -> refusal.getMessage().contains("Incorrect")).hasSize(5);
            assertThat(outcome.refusals()).filteredOn(refusal -> refusal.getMessage().contains("exceeded"))
                    .hasSize(CALLERS - 5);
        }
    }

    @Test
    void quotas_shouldRefuseBeyondTheRate_andRefillWithTime() {
        var clock = new MovableClock();
        CognitoSettings settings = IdentityService.settings(clock).withQuotas(new Quotas(2, 3, 1, 9));
        try (CognitoServer server = CognitoServer.start(settings);
                var cognito = CognitoIdentityProviderClient.builder()
                        .endpointOverride(server.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                        .build()) {
            TestPool pool = pool(cognito);

            List<String> created = List.of(pool.temporary(), pool.temporary(), pool.temporary());
            assertThatThrownBy(pool::temporary).isInstanceOf(TooManyRequestsException.class);
            pool.signIn(created.get(0), TEMPORARY);
            pool.signIn(created.get(1), TEMPORARY);
            assertThatThrownBy(() -> pool.signIn(created.get(2), TEMPORARY))
                    .isInstanceOf(TooManyRequestsException.class);
            pool.disable(created.get(0));
            assertThatThrownBy(() -> pool.disable(created.get(1))).isInstanceOf(TooManyRequestsException.class);

            clock.move(Duration.ofSeconds(1));
            assertThatCode(() -> pool.disable(created.get(1))).doesNotThrowAnyException();
            assertThatCode(pool::temporary).doesNotThrowAnyException();
        }
    }

    @Test
    void quotas_shouldBeThoseOfANewAccount() {
        assertThat(Quotas.ofNewAccount()).isEqualTo(new Quotas(120, 50, 25, 30));
    }
}
