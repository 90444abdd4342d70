package portero.local.template;

import java.net.URI;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Where a template's resources are created, and as whom.
 *
 * @param region {@code AWS::Region}
 * @param accountId {@code AWS::AccountId}, twelve digits
 * @param stackName {@code AWS::StackName}, and the start of every name that the template does not give
 * @param state the file that remembers which resource is which; it is made when missing
 */
public record Services(
        URI dynamoDb,
        URI cognito,
        URI ses,
        URI s3,
        String region,
        AwsCredentialsProvider credentials,
        String accountId,
        String stackName,
        Path state) {}
