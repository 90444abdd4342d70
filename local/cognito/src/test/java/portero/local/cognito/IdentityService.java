package portero.local.cognito;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;

/**
 * The service under contract: the emulator, or a real one when {@code PORTERO_IDENTITY_CONTRACT_REGION} names its region
 * (credentials by the SDK's default chain).
 */
final class IdentityService implements AutoCloseable {
    static final String REGION_VARIABLE = "PORTERO_IDENTITY_CONTRACT_REGION";

    private final CognitoIdentityProviderClient client;
    private final @Nullable CognitoServer server;
    private final MovableClock clock = new MovableClock();

    private IdentityService() {
        String realRegion = System.getenv(REGION_VARIABLE);
        if (realRegion != null && !realRegion.isBlank()) {
            server = null;
            client = CognitoIdentityProviderClient.builder()
                    .region(Region.of(realRegion))
                    .httpClientBuilder(UrlConnectionHttpClient.builder())
                    .build();
        } else {
            server = CognitoServer.start(settings(clock));
            client = client(server);
        }
    }

    static IdentityService start() {
        return new IdentityService();
    }

    /** Few password rounds, so that a hundred sign-ins cost no time. */
    static CognitoSettings settings(MovableClock clock) {
        return CognitoSettings.inMemory().withClock(clock).withPasswordIterations(10);
    }

    static CognitoIdentityProviderClient client(CognitoServer server) {
        return client(server.endpoint(), "local", "local");
    }

    static CognitoIdentityProviderClient client(URI endpoint, String accessKeyId, String secretAccessKey) {
        return CognitoIdentityProviderClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secretAccessKey)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    CognitoIdentityProviderClient client() {
        return client;
    }

    /** Skips the case on a real service: nobody moves its clock. */
    void passes(Duration time) {
        emulatorOnly();
        clock.move(time);
    }

    MovableClock clock() {
        emulatorOnly();
        return clock;
    }

    CognitoServer emulator() {
        emulatorOnly();
        return Optional.ofNullable(server).orElseThrow();
    }

    void emulatorOnly() {
        Assumptions.assumeTrue(server != null, "needs the emulator: it moves the clock or speaks the raw wire");
    }

    @Override
    public void close() {
        client.close();
        if (server != null) {
            server.close();
        }
    }
}
