package portero.local.template;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** The clients that a deployment needs, each made when it is; they share one HTTP client. */
final class Clients implements AutoCloseable {
    private final Services services;
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private @Nullable DynamoDbClient dynamoDb;
    private @Nullable CognitoIdentityProviderClient cognito;
    private @Nullable SesV2Client ses;
    private @Nullable S3Client s3;

    Clients(Services services) {
        this.services = services;
    }

    DynamoDbClient dynamoDb() {
        if (dynamoDb == null) {
            dynamoDb = aimed(DynamoDbClient.builder(), services.dynamoDb()).build();
        }
        return dynamoDb;
    }

    CognitoIdentityProviderClient cognito() {
        if (cognito == null) {
            cognito = aimed(CognitoIdentityProviderClient.builder(), services.cognito()).build();
        }
        return cognito;
    }

    SesV2Client ses() {
        if (ses == null) {
            ses = aimed(SesV2Client.builder(), services.ses()).build();
        }
        return ses;
    }

    S3Client s3() {
        if (s3 == null) {
            s3 = aimed(S3Client.builder().forcePathStyle(true), services.s3()).build();
        }
        return s3;
    }

    private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B aimed(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(services.region()))
                .credentialsProvider(services.credentials())
                .httpClient(http);
    }

    @Override
    public void close() {
        if (dynamoDb != null) {
            dynamoDb.close();
        }
        if (cognito != null) {
            cognito.close();
        }
        if (ses != null) {
            ses.close();
        }
        if (s3 != null) {
            s3.close();
        }
        http.close();
    }
}
