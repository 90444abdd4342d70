package portero.local.template;

import java.io.IOException;
import java.nio.file.Path;
import portero.local.cognito.CognitoServer;
import portero.local.cognito.CognitoSettings;
import portero.local.dynamodb.DynamoDbLocal;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The services that templates are deployed onto, in memory, with clients to look at them. */
final class LocalServices implements AutoCloseable {
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

    private final DynamoDbLocal tables;
    private final CognitoServer pools;
    private final DynamoDbClient dynamoDb;
    private final CognitoIdentityProviderClient cognito;

    private LocalServices(DynamoDbLocal tables, CognitoServer pools) {
        this.tables = tables;
        this.pools = pools;
        this.dynamoDb = DynamoDbClient.builder()
                .endpointOverride(tables.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        this.cognito = CognitoIdentityProviderClient.builder()
                .endpointOverride(pools.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    static LocalServices start() throws IOException {
        return new LocalServices(
                DynamoDbLocal.start(DynamoDbLocal.Settings.inMemory()), CognitoServer.start(CognitoSettings.inMemory()));
    }

    /** With a state file in the folder; the stack's name keeps the tests' tables apart. */
    Services in(Path folder, String stackName) {
        return new Services(
                tables.endpoint(),
                pools.endpoint(),
                "us-east-1",
                CREDENTIALS,
                "000000000000",
                stackName,
                folder.resolve("state.yaml"));
    }

    DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    CognitoIdentityProviderClient cognito() {
        return cognito;
    }

    @Override
    public void close() throws IOException {
        dynamoDb.close();
        cognito.close();
        pools.close();
        tables.close();
    }
}
