package portero.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.local.cognito.TestPool.PERMANENT;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateUserPoolClientRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PreventUserExistenceErrorTypes;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.TimeUnitsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientDescription;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientType;

/** App clients and their settings. */
class ClientIdentityContractTest extends IdentityContract {
    private TestPool pool;

    @BeforeAll
    void createPool() {
        pool = pool();
    }

    private UserPoolClientType create(Consumer<CreateUserPoolClientRequest.Builder> settings) {
        return cognito.createUserPoolClient(request ->
                settings.accept(request.userPoolId(pool.id()).clientName("case"))).userPoolClient();
    }

    private UserPoolClientType describe(String clientId) {
        return cognito.describeUserPoolClient(request -> request.userPoolId(pool.id()).clientId(clientId))
                .userPoolClient();
    }

    @Test
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void createUserPoolClient_shouldMakeASecret_onlyWhenAsked() {
        UserPoolClientType open = create(_ -> {});
        UserPoolClientType confidential = create(request -> request.generateSecret(true));

        assertThat(open.clientSecret()).isNull();
        assertThat(confidential.clientSecret()).hasSizeGreaterThanOrEqualTo(24);
        assertThat(describe(confidential.clientId()).clientSecret()).isEqualTo(confidential.clientSecret());
    }

    @Test
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void createUserPoolClient_shouldAnswerItsDefaults() {
        UserPoolClientType client = create(_ -> {});

        assertThat(client.clientId()).matches("[a-z0-9]{20,}");
        assertThat(client.refreshTokenValidity()).isEqualTo(30);
        assertThat(client.enableTokenRevocation()).isTrue();
        assertThat(client.authSessionValidity()).isEqualTo(3);
        assertThat(client.allowedOAuthFlowsUserPoolClient()).isFalse();
    }

    @Test
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void createUserPoolClient_shouldAnswerTheSettingsOfASchool() {
        UserPoolClientType client = create(request -> request.generateSecret(true)
                .explicitAuthFlowsWithStrings("ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")
                .preventUserExistenceErrors("ENABLED")
                .enableTokenRevocation(true)
                .accessTokenValidity(15)
                .idTokenValidity(15)
                .refreshTokenValidity(12)
                .tokenValidityUnits(units -> units.accessToken("minutes").idToken("minutes").refreshToken("hours")));

        UserPoolClientType described = describe(client.clientId());

        assertThat(described).isEqualTo(client);
        assertThat(described.accessTokenValidity()).isEqualTo(15);
        assertThat(described.tokenValidityUnits().refreshToken()).isEqualTo(TimeUnitsType.HOURS);
        assertThat(described.preventUserExistenceErrors()).isEqualTo(PreventUserExistenceErrorTypes.ENABLED);
    }

    @Test
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void createUserPoolClient_shouldRefuse_whenAccessTokensLiveLessThanFiveMinutes() {
        assertRefused(InvalidParameterException.class, () -> create(request ->
                request.accessTokenValidity(4).tokenValidityUnits(units -> units.accessToken("minutes"))));
    }

    @Test
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void createUserPoolClient_shouldRefuse_whenAccessTokensLiveLongerThanADay() {
        assertRefused(InvalidParameterException.class, () -> create(request ->
                request.accessTokenValidity(25).tokenValidityUnits(units -> units.accessToken("hours"))));
    }

    @Test
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void createUserPoolClient_shouldRefuse_whenIdTokensLiveLongerThanADay() {
        assertRefused(InvalidParameterException.class, () -> create(request ->
                request.idTokenValidity(2).tokenValidityUnits(units -> units.idToken("days"))));
    }

    @Test
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void createUserPoolClient_shouldRefuse_whenRefreshTokensLiveLessThanAnHour() {
        assertRefused(InvalidParameterException.class, () -> create(request ->
                request.refreshTokenValidity(59).tokenValidityUnits(units -> units.refreshToken("minutes"))));
    }

    @Test
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void createUserPoolClient_shouldRefuse_whenRefreshTokensLiveLongerThanTenYears() {
        assertRefused(InvalidParameterException.class, () -> create(request ->
                request.refreshTokenValidity(3651).tokenValidityUnits(units -> units.refreshToken("days"))));
    }

    @Test
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void createUserPoolClient_shouldTakeARefreshValidityOfZeroForThirtyDays() {
        assertThat(create(request -> request.refreshTokenValidity(0)).refreshTokenValidity()).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 16})
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void createUserPoolClient_shouldRefuse_whenSessionsAreOutsideThreeToFifteenMinutes(int minutes) {
        assertRefused(InvalidParameterException.class, () -> create(request -> request.authSessionValidity(minutes)));
    }

    @Test
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void createUserPoolClient_shouldRefuse_whenLegacyAndCurrentFlowsAreMixed() {
        assertRefused(InvalidParameterException.class, () -> create(request ->
                request.explicitAuthFlowsWithStrings("ADMIN_NO_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")));
    }

    @Test
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void createUserPoolClient_shouldRefuse_whenAFlowIsUnknown() {
        assertRefused(InvalidParameterException.class, () ->
                create(request -> request.explicitAuthFlowsWithStrings("ALLOW_ALL")));
    }

    @Test
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void createUserPoolClient_shouldRefuse_whenAnAttributeToReadIsNotInTheSchema() {
        assertRefused(InvalidParameterException.class, () -> create(request -> request.readAttributes("custom:none")));
    }

    @Test
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void createUserPoolClient_shouldRefuse_whenThePoolIsUnknown() {
        String unknown = pool.id().substring(0, pool.id().indexOf('_')) + "_000000000";

        assertRefused(ResourceNotFoundException.class, () -> create(request -> request.userPoolId(unknown)));
    }

    @Test
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void createUserPoolClient_shouldRefuse_whenTheNameIsMissing() {
        assertRefused(InvalidParameterException.class, () -> create(request -> request.clientName(null)));
    }

    @Test
    @Source(Docs.UPDATE_USER_POOL_CLIENT)
    void updateUserPoolClient_shouldResetToDefaults_whatIsLeftOut() {
        UserPoolClientType client = create(request -> request.generateSecret(true)
                .explicitAuthFlowsWithStrings("ALLOW_ADMIN_USER_PASSWORD_AUTH")
                .refreshTokenValidity(5));

        UserPoolClientType updated = cognito.updateUserPoolClient(request ->
                        request.userPoolId(pool.id()).clientId(client.clientId()).clientName("renamed"))
                .userPoolClient();

        assertThat(updated.clientName()).isEqualTo("renamed");
        assertThat(updated.refreshTokenValidity()).isEqualTo(30);
        assertThat(updated.explicitAuthFlows()).isEmpty();
        assertThat(updated.clientSecret()).isEqualTo(client.clientSecret());
        assertThat(describe(client.clientId())).isEqualTo(updated);
    }

    @Test
    @Source(Docs.UPDATE_USER_POOL_CLIENT)
    void updateUserPoolClient_shouldRefuse_whenAValidityIsOutOfRange() {
        UserPoolClientType client = create(_ -> {});

        assertRefused(InvalidParameterException.class, () ->
                cognito.updateUserPoolClient(request -> request.userPoolId(pool.id())
                .clientId(client.clientId())
                .idTokenValidity(1)
                .tokenValidityUnits(units -> units.idToken("minutes"))));
    }

    @Test
    @Source(Docs.DESCRIBE_USER_POOL_CLIENT)
    void describeUserPoolClient_shouldRefuse_whenTheClientIsUnknownOrOfAnotherPool() {
        TestPool other = pool();

        assertRefused(ResourceNotFoundException.class, () -> describe("unknown"));
        assertRefused(ResourceNotFoundException.class, () -> describe(other.clientId()));
    }

    @Test
    @Source(Docs.DELETE_USER_POOL_CLIENT)
    void deleteUserPoolClient_shouldEndItsSignIns() {
        TestPool doomed = pool.withClient(_ -> {});
        String username = pool.confirmed();

        cognito.deleteUserPoolClient(request -> request.userPoolId(pool.id()).clientId(doomed.clientId()));

        assertRefused(ResourceNotFoundException.class, () -> doomed.signIn(username, PERMANENT));
        assertRefused(ResourceNotFoundException.class, () -> describe(doomed.clientId()));
    }

    @Test
    @Source(Docs.LIST_USER_POOL_CLIENTS)
    void listUserPoolClients_shouldGiveEveryClientOnce_pageByPage() {
        List<String> made = List.of(create(_ -> {}).clientId(), create(_ -> {}).clientId());

        List<String> listed = cognito.listUserPoolClientsPaginator(request ->
                request.userPoolId(pool.id()).maxResults(1))
                .userPoolClients().stream()
                .map(UserPoolClientDescription::clientId)
                .toList();

        assertThat(listed).containsAll(made).doesNotHaveDuplicates();
    }

    @Test
    @Source(Docs.LIST_USER_POOL_CLIENTS)
    void listUserPoolClients_shouldRefuse_whenTheTokenIsMadeUp() {
        assertRefused(InvalidParameterException.class, () -> cognito.listUserPoolClients(request ->
                request.userPoolId(pool.id()).nextToken("bm90aGluZw")));
    }
}
