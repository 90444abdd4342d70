package portero.local.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import portero.local.cognito.CognitoServer;
import portero.local.cognito.CognitoSettings;
import portero.local.dynamodb.DynamoDbLocal;
import portero.local.s3.S3Local;
import portero.local.s3.S3Settings;
import portero.local.ses.SesServer;
import portero.local.ses.SesSettings;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** The services that templates are deployed onto, in memory, with clients to look at them. */
final class LocalServices implements AutoCloseable {
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

    private final DynamoDbLocal tables;
    private final CognitoServer pools;
    private final SesServer mails;
    private final Path files;
    private final S3Local buckets;
    private final DynamoDbClient dynamoDb;
    private final CognitoIdentityProviderClient cognito;
    private final SesV2Client ses;
    private final S3Client s3;

    private LocalServices(DynamoDbLocal tables, CognitoServer pools, SesServer mails, Path files, S3Local buckets) {
        this.tables = tables;
        this.pools = pools;
        this.mails = mails;
        this.files = files;
        this.buckets = buckets;
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
        this.s3 = S3Client.builder()
                .endpointOverride(buckets.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .forcePathStyle(true)
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
        var files = Files.createTempDirectory("portero-buckets-");
        return new LocalServices(
                DynamoDbLocal.start(DynamoDbLocal.Settings.inMemory()),
                CognitoServer.start(CognitoSettings.inMemory()),
                SesServer.start(SesSettings.inMemory().withIdentitiesVerifiedAtOnce(true)),
                files,
                S3Local.start(S3Settings.in(files)));
    }

    /** With a state file in the folder; the stack's name keeps the tests' tables apart. */
    Services in(Path folder, String stackName) {
        return new Services(
                tables.endpoint(),
                pools.endpoint(),
                mails.endpoint(),
                buckets.endpoint(),
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

    S3Client s3() {
        return s3;
    }

    @Override
    public void close() throws IOException {
        dynamoDb.close();
        cognito.close();
        ses.close();
        s3.close();
        buckets.close();
        try (var kept = Files.walk(files)) {
            for (var file : kept.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        mails.close();
        pools.close();
        tables.close();
    }
}
