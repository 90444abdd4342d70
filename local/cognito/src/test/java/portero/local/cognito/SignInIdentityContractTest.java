package portero.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static portero.local.cognito.TestPool.PERMANENT;
import static portero.local.cognito.TestPool.TEMPORARY;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminInitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;

/** Sign-in: flows, secret hashes, hidden users, lock-out. */
class SignInIdentityContractTest extends IdentityContract {
    private TestPool pool;

    @BeforeAll
    void createPool() {
        pool = pool();
    }

    private AdminInitiateAuthResponse initiate(Map<String, String> parameters) {
        return pool.initiate("ADMIN_USER_PASSWORD_AUTH", parameters);
    }

    private void fail(String username, int times) {
        for (int attempt = 0; attempt < times; attempt++) {
            assertRefused(NotAuthorizedException.class, () -> pool.signIn(username, "guessed!"))
                    .hasMessageContaining("Incorrect username or password.");
        }
    }

    private void assertLocked(String username) {
        assertRefused(NotAuthorizedException.class, () -> pool.signIn(username, PERMANENT))
                .hasMessageContaining("Password attempts exceeded");
    }

    @Test
    @Source(Docs.ADMIN_INITIATE_AUTH)
    void adminInitiateAuth_shouldAnswerTokens_whenThePasswordIsRight() {
        AdminInitiateAuthResponse answer = pool.signIn(pool.confirmed(), PERMANENT);

        assertThat(answer.challengeName()).isNull();
        assertThat(answer.authenticationResult().tokenType()).isEqualTo("Bearer");
        assertThat(answer.authenticationResult().expiresIn()).isEqualTo(3600);
        assertThat(answer.authenticationResult().idToken()).isNotBlank();
        assertThat(answer.authenticationResult().accessToken()).isNotBlank();
        assertThat(answer.authenticationResult().refreshToken()).isNotBlank();
    }

    @Test
    @Source(Docs.USERNAME_CONFIGURATION)
    void adminInitiateAuth_shouldTakeTheNameInAnyCase_whereThePoolIgnoresIt() {
        String username = pool.confirmed();

        assertThatCode(() -> pool.signIn(username.toUpperCase(Locale.ROOT), PERMANENT)).doesNotThrowAnyException();
    }

    @Test
    @Source(Docs.ADMIN_INITIATE_AUTH)
    void adminInitiateAuth_shouldRefuse_whenThePasswordIsWrong() {
        String username = pool.confirmed();

        assertRefused(NotAuthorizedException.class, () -> pool.signIn(username, PERMANENT + "x"))
                .hasMessageContaining("Incorrect username or password.");
    }

    @Test
    @Source(Docs.MANAGING_ERRORS)
    void adminInitiateAuth_shouldRefuseUnknownUsersLikeAWrongPassword_whereTheClientHidesThem() {
        assertRefused(NotAuthorizedException.class, () -> pool.signIn(freshName(), PERMANENT))
                .hasMessageContaining("Incorrect username or password.");
    }

    @Test
    @Source(Docs.MANAGING_ERRORS)
    void adminInitiateAuth_shouldNameUnknownUsers_whereTheClientDoesNotHideThem() {
        TestPool legacy = pool.withClient(request -> request.preventUserExistenceErrors("LEGACY"));

        assertRefused(UserNotFoundException.class, () -> legacy.signIn(freshName(), PERMANENT));
    }

    @Test
    @Source(Docs.SECRET_HASH)
    void adminInitiateAuth_shouldRefuse_whenSecretHashIsMissing() {
        String username = pool.confirmed();

        assertRefused(NotAuthorizedException.class, () -> initiate(Map.of("USERNAME", username, "PASSWORD", PERMANENT)))
                .hasMessageContaining("SECRET_HASH was not received");
    }

    @Test
    @Source(Docs.SECRET_HASH)
    void adminInitiateAuth_shouldRefuse_whenSecretHashIsOfAnotherUser() {
        String username = pool.confirmed();

        assertRefused(NotAuthorizedException.class, () -> initiate(Map.of(
                        "USERNAME", username, "PASSWORD", PERMANENT, "SECRET_HASH", pool.secretHash("other"))))
                .hasMessageContaining("Unable to verify secret hash");
    }

    @Test
    @Source(Docs.SECRET_HASH)
    void adminInitiateAuth_shouldAskForNoSecretHash_whenTheClientHasNoSecret() {
        TestPool open = pool.withClient(request -> request.generateSecret(false));

        assertThat(open.signIn(pool.confirmed(), PERMANENT).authenticationResult()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"USERNAME", "PASSWORD"})
    @Source(Docs.ADMIN_INITIATE_AUTH)
    void adminInitiateAuth_shouldRefuse_whenAParameterIsMissing(String missing) {
        String username = pool.confirmed();
        var parameters = new HashMap<>(pool.signed(username, Map.of("USERNAME", username, "PASSWORD", PERMANENT)));
        parameters.remove(missing);

        assertRefused(InvalidParameterException.class, () -> initiate(parameters)).hasMessageContaining(missing);
    }

    @Test
    @Source(Docs.AUTHENTICATION_FLOWS)
    void adminInitiateAuth_shouldRefuse_whenTheClientDoesNotAllowTheFlow() {
        TestPool refreshOnly = pool.withClient(request ->
                request.explicitAuthFlowsWithStrings("ALLOW_REFRESH_TOKEN_AUTH"));
        String username = pool.confirmed();

        assertRefused(InvalidParameterException.class, () -> refreshOnly.signIn(username, PERMANENT))
                .hasMessageContaining("not enabled for this client");
    }

    @Test
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void adminInitiateAuth_shouldRefusePasswords_whenTheClientNamesNoFlows() {
        TestPool defaults = pool.withClient(request ->
                request.explicitAuthFlows((Collection<ExplicitAuthFlowsType>) null));
        String username = pool.confirmed();

        assertRefused(InvalidParameterException.class, () -> defaults.signIn(username, PERMANENT));
    }

    @Test
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void adminInitiateAuth_shouldTakeTheLegacyFlow() {
        TestPool legacy = pool.withClient(request -> request.explicitAuthFlowsWithStrings("ADMIN_NO_SRP_AUTH"));
        String username = pool.confirmed();

        AuthenticationResultType tokens = legacy.initiate(
                        "ADMIN_NO_SRP_AUTH",
                                legacy.signed(username, Map.of("USERNAME", username, "PASSWORD", PERMANENT)))
                .authenticationResult();

        assertThatCode(() -> legacy.refresh(username, tokens.refreshToken())).doesNotThrowAnyException();
    }

    @Test
    @Source(Docs.ADMIN_INITIATE_AUTH)
    void adminInitiateAuth_shouldRefuse_whenTheFlowIsUnknown() {
        assertRefused(InvalidParameterException.class, () -> pool.initiate("NO_SUCH_AUTH", Map.of()));
    }

    @Test
    @Source(Docs.ADMIN_INITIATE_AUTH)
    void adminInitiateAuth_shouldRefuse_whenTheClientIsOfAnotherPool() {
        TestPool other = pool();
        String username = pool.confirmed();
        TestPool mixed = new TestPool(cognito, pool.id(), other.clientId(), other.secret());

        assertRefused(ResourceNotFoundException.class, () -> mixed.signIn(username, PERMANENT));
    }

    @Test
    @Source(Docs.ADMIN_INITIATE_AUTH)
    void adminInitiateAuth_shouldRefuse_whenThePoolIsUnknown() {
        TestPool unknown = new TestPool(cognito, pool.id().substring(0, pool.id().indexOf('_')) + "_000000000",
                pool.clientId(), pool.secret());

        assertRefused(ResourceNotFoundException.class, () -> unknown.signIn("ana", PERMANENT));
    }

    @Test
    @Source(Docs.ADMIN_DISABLE_USER)
    void adminInitiateAuth_shouldRefuse_whenTheUserIsDisabled_untilEnabled() {
        String username = pool.confirmed();
        pool.disable(username);

        assertRefused(NotAuthorizedException.class, () -> pool.signIn(username, PERMANENT));

        pool.enable(username);
        assertThatCode(() -> pool.signIn(username, PERMANENT)).doesNotThrowAnyException();
    }

    @Test
    @Source(Docs.ADMIN_DISABLE_USER)
    void adminInitiateAuth_shouldRefuseADisabledUsersTemporaryPassword() {
        String username = pool.temporary();
        pool.disable(username);

        assertRefused(NotAuthorizedException.class, () -> pool.signIn(username, TEMPORARY));
    }

    @Test
    @Source(Docs.INITIATE_AUTH)
    void initiateAuth_shouldSignIn_whenTheClientAllowsIt() {
        TestPool direct = pool.withClient(request ->
                request.generateSecret(false).explicitAuthFlowsWithStrings("ALLOW_USER_PASSWORD_AUTH"));
        String username = pool.confirmed();

        InitiateAuthResponse answer = cognito.initiateAuth(request -> request.clientId(direct.clientId())
                .authFlow("USER_PASSWORD_AUTH")
                .authParameters(Map.of("USERNAME", username, "PASSWORD", PERMANENT)));

        assertThat(answer.authenticationResult().accessToken()).isNotBlank();
    }

    @Test
    @Source(Docs.INITIATE_AUTH)
    void initiateAuth_shouldRefuse_whenOnlyAdministratorsMaySignPeopleIn() {
        String username = pool.confirmed();
        Map<String, String> parameters = pool.signed(username, Map.of("USERNAME", username, "PASSWORD", PERMANENT));

        for (String flow : List.of("USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "USER_SRP_AUTH")) {
            assertRefused(InvalidParameterException.class, () -> cognito.initiateAuth(request ->
                    request.clientId(pool.clientId()).authFlow(flow).authParameters(parameters)));
        }
    }

    @Test
    @Source(Docs.INITIATE_AUTH)
    void initiateAuth_shouldRefuse_whenTheClientIsUnknown() {
        assertRefused(ResourceNotFoundException.class, () -> cognito.initiateAuth(request -> request.clientId("unknown")
                .authFlow("USER_PASSWORD_AUTH")
                .authParameters(Map.of("USERNAME", "ana", "PASSWORD", PERMANENT))));
    }

    @Test
    @Source(Docs.AUTHENTICATION)
    void lockOut_shouldRefuseTheRightPassword_afterFiveFailures() {
        service.emulatorOnly();
        String username = pool.confirmed();

        fail(username, 5);

        assertLocked(username);
    }

    @Test
    @Source(Docs.AUTHENTICATION)
    void lockOut_shouldTolerateFourFailures() {
        String username = pool.confirmed();

        fail(username, 4);

        assertThatCode(() -> pool.signIn(username, PERMANENT)).doesNotThrowAnyException();
    }

    @Test
    @Source(Docs.AUTHENTICATION)
    void lockOut_shouldEndAfterASecond_andDoubleWithEachFurtherFailure() {
        service.emulatorOnly();
        String username = pool.confirmed();
        fail(username, 5);

        for (int seconds = 1; seconds <= 512; seconds *= 2) {
            service.passes(Duration.ofSeconds(seconds).minusMillis(1));
            assertLocked(username);
            service.passes(Duration.ofMillis(1));
            fail(username, 1);
        }

        service.passes(Duration.ofMinutes(15).minusMillis(1));
        assertLocked(username);
        service.passes(Duration.ofMillis(1));
        assertThatCode(() -> pool.signIn(username, PERMANENT)).doesNotThrowAnyException();
    }

    @Test
    @Source(Docs.AUTHENTICATION)
    void lockOut_shouldNotCountAttemptsMeanwhile() {
        service.emulatorOnly();
        String username = pool.confirmed();
        fail(username, 5);
        assertLocked(username);
        assertLocked(username);

        service.passes(Duration.ofSeconds(1));

        assertThatCode(() -> pool.signIn(username, PERMANENT)).doesNotThrowAnyException();
    }

    @Test
    @Source(Docs.AUTHENTICATION)
    void lockOut_shouldStartAnew_afterASuccess() {
        service.emulatorOnly();
        String username = pool.confirmed();
        fail(username, 4);
        pool.signIn(username, PERMANENT);

        fail(username, 4);

        assertThatCode(() -> pool.signIn(username, PERMANENT)).doesNotThrowAnyException();
    }

    @Test
    @Source(Docs.AUTHENTICATION)
    void lockOut_shouldStartAnew_afterFifteenQuietMinutes() {
        service.emulatorOnly();
        String username = pool.confirmed();
        fail(username, 5);
        service.passes(Duration.ofMinutes(15));

        fail(username, 4);

        assertThatCode(() -> pool.signIn(username, PERMANENT)).doesNotThrowAnyException();
    }

    @Test
    @Source(Docs.AUTHENTICATION)
    void lockOut_shouldConcernOneUserOnly() {
        service.emulatorOnly();
        String username = pool.confirmed();
        String other = pool.confirmed();

        fail(username, 5);

        assertThatCode(() -> pool.signIn(other, PERMANENT)).doesNotThrowAnyException();
    }

    @Test
    @Source(Docs.AUTHENTICATION)
    void lockOut_shouldHoldForTemporaryPasswordsToo() {
        service.emulatorOnly();
        String username = pool.temporary();
        fail(username, 5);

        assertRefused(NotAuthorizedException.class, () -> pool.signIn(username, TEMPORARY))
                .hasMessageContaining("Password attempts exceeded");
    }
}
