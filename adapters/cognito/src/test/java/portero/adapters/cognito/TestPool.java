package portero.adapters.cognito;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import portero.local.cognito.CognitoServer;
import portero.local.cognito.CognitoSettings;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.TimeUnitsType;

/** A fresh user pool as infrastructure/identity.yaml declares it, and the clock that it obeys. */
final class TestPool implements AutoCloseable {
    private volatile Instant now = Instant.parse("2026-06-01T15:00:00Z");
    private final CognitoServer server;
    private final CognitoIdentityProviderClient client;
    private final String id;
    private final String clientId;

    TestPool() {
        this(settings -> settings);
    }

    TestPool(UnaryOperator<CognitoSettings> change) {
        server = CognitoServer.start(change.apply(CognitoSettings.inMemory().withClock(() -> now)));
        client = CognitoIdentityProviderClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        id = createPool();
        clientId = createClient();
    }

    UserPool pool() {
        return new UserPool(client, id, clientId);
    }

    UserPool missingPool() {
        return new UserPool(client, "us-east-1_000000000", clientId);
    }

    CognitoIdentityProviderClient client() {
        return client;
    }

    String id() {
        return id;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    void stop() {
        server.close();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    private String createPool() {
        return client.createUserPool(create -> create.poolName("portero")
                        .usernameConfiguration(username -> username.caseSensitive(false))
                        .adminCreateUserConfig(users -> users.allowAdminCreateUserOnly(true))
                        .policies(policies -> policies.passwordPolicy(password -> password.minimumLength(15)
                                .requireLowercase(false)
                                .requireNumbers(false)
                                .requireSymbols(false)
                                .requireUppercase(false)
                                .temporaryPasswordValidityDays(7))))
                .userPool()
                .id();
    }

    private String createClient() {
        return client.createUserPoolClient(create -> create.userPoolId(id)
                        .clientName("portero")
                        .generateSecret(true)
                        .explicitAuthFlows(
                                ExplicitAuthFlowsType.ALLOW_ADMIN_USER_PASSWORD_AUTH,
                                ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH)
                        .preventUserExistenceErrors("ENABLED")
                        .enableTokenRevocation(true)
                        .accessTokenValidity(15)
                        .idTokenValidity(15)
                        .refreshTokenValidity(12)
                        .tokenValidityUnits(units -> units.accessToken(TimeUnitsType.MINUTES)
                                .idToken(TimeUnitsType.MINUTES)
                                .refreshToken(TimeUnitsType.HOURS)))
                .userPoolClient()
                .clientId();
    }
}
