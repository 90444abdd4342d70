package portero.local.template;

import java.io.IOException;
import java.nio.file.Path;
import portero.local.cognito.CognitoServer;
import portero.local.cognito.CognitoSettings;
import portero.local.dynamodb.DynamoDbLocal;
import portero.local.ses.SesServer;
import portero.local.ses.SesSettings;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** The services that templates are deployed onto, in memory, with clients to look at them. */
final class LocalServices implements AutoCloseable {
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

    private final DynamoDbLocal tables;
    private final CognitoServer pools;
    private final SesServer mails;
    private final DynamoDbClient dynamoDb;
    private final CognitoIdentityProviderClient cognito;
    private final SesV2Client ses;

    private LocalServices(DynamoDbLocal tables, CognitoServer pools, SesServer mails) {
        this.tables = tables;
        this.pools = pools;
        this.mails = mails;
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
        this.ses = SesV2Client.builder()
                .endpointOverride(mails.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    static LocalServices start() throws IOException {
        return new LocalServices(
                DynamoDbLocal.start(DynamoDbLocal.Settings.inMemory()),
                CognitoServer.start(CognitoSettings.inMemory()),
                SesServer.start(SesSettings.inMemory().withIdentitiesVerifiedAtOnce(true)));
    }

    /** With a state file in the folder; the stack's name keeps the tests' tables apart. */
    Services in(Path folder, String stackName) {
        return new Services(
                tables.endpoint(),
                pools.endpoint(),
                mails.endpoint(),
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

    SesV2Client ses() {
        return ses;
    }

    @Override
    public void close() throws IOException {
        dynamoDb.close();
        cognito.close();
        ses.close();
        mails.close();
        pools.close();
        tables.close();
    }
}
