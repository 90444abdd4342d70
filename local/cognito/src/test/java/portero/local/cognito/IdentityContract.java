package portero.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateUserPoolClientRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateUserPoolRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RecoveryOptionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SchemaAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolType;

/** One service for all cases of a class, and the removal of every pool they made. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class IdentityContract {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private final List<String> poolIds = new ArrayList<>();
    protected IdentityService service;
    protected CognitoIdentityProviderClient cognito;

    @BeforeAll
    void startService() {
        service = IdentityService.start();
        cognito = service.client();
    }

    @AfterAll
    void stopService() {
        for (String id : poolIds) {
            if (cognito.listUserPools(request -> request.maxResults(60)).userPools().stream()
                    .anyMatch(pool -> pool.id().equals(id))) {
                cognito.deleteUserPool(request -> request.userPoolId(id));
            }
        }
        service.close();
    }

    @BeforeEach
    void citesItsSource(TestInfo test) {
        assertThat(test.getTestMethod().orElseThrow().getAnnotation(Source.class)).isNotNull();
    }

    /** Small letters and digits, never used before. */
    protected static String freshName() {
        return "user" + System.currentTimeMillis() % 1_000_000 + "x" + COUNT.incrementAndGet();
    }

    protected UserPoolType createPool(Consumer<CreateUserPoolRequest.Builder> settings) {
        UserPoolType pool = cognito.createUserPool(request ->
                settings.accept(request.poolName("contract").userPoolTier("LITE"))).userPool();
        poolIds.add(pool.id());
        return pool;
    }

    /** One attribute; the SDK's own variable arguments of consumers do not compile without a warning. */
    protected static SchemaAttributeType schema(Consumer<SchemaAttributeType.Builder> settings) {
        return SchemaAttributeType.builder().applyMutation(settings).build();
    }

    protected static RecoveryOptionType mechanism(Consumer<RecoveryOptionType.Builder> settings) {
        return RecoveryOptionType.builder().applyMutation(settings).build();
    }

    /** A pool as strict as a school's, with a confidential client. */
    protected TestPool pool() {
        return pool(_ -> {}, _ -> {});
    }

    protected TestPool pool(
            Consumer<CreateUserPoolRequest.Builder> settings,
                    Consumer<CreateUserPoolClientRequest.Builder> clientSettings) {
        UserPoolType pool = createPool(request -> settings.accept(request
                .usernameConfiguration(names -> names.caseSensitive(false))
                .adminCreateUserConfig(creation -> creation.allowAdminCreateUserOnly(true))
                .policies(policies -> policies.passwordPolicy(policy -> policy.minimumLength(8)))));
        return TestPool.of(cognito, pool.id(), clientSettings);
    }

    /** Checks that a call is refused with one kind of error; messages are the service's own and follow in brackets. */
    protected static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            Class<? extends CognitoIdentityProviderException> error, ThrowingCallable call) {
        return assertThatThrownBy(call).isExactlyInstanceOf(error);
    }
}
