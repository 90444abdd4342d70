package portero.local.s3;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a local S3 is started with.
 *
 * @param port the TCP port on 127.0.0.1, 0 for a free one
 * @param folder where buckets and objects are kept
 * @param region as in {@code us-east-1}; requests must be signed for it
 * @param accountId twelve digits, in every event
 * @param accessKeyId the access key that requests must be signed with
 * @param secretAccessKey its secret
 * @param events takes each EventBridge event as JSON text, in order, on a thread of its own; what it throws makes the
 *     event come again. Empty drops them
 */
public record S3Settings(
        int port,
        Path folder,
        String region,
        String accountId,
        String accessKeyId,
        String secretAccessKey,
        Optional<Consumer<String>> events) {

    /** On a free port, in {@code us-east-1}, account {@code 000000000000}, key and secret "local", no events. */
    public static S3Settings in(Path folder) {
        return new S3Settings(0, folder, "us-east-1", "000000000000", "local", "local", Optional.empty());
    }

    public S3Settings withPort(int port) {
        return new S3Settings(port, folder, region, accountId, accessKeyId, secretAccessKey, events);
    }

    public S3Settings withRegion(String region) {
        return new S3Settings(port, folder, region, accountId, accessKeyId, secretAccessKey, events);
    }

    public S3Settings withAccountId(String accountId) {
        return new S3Settings(port, folder, region, accountId, accessKeyId, secretAccessKey, events);
    }

    public S3Settings withCredentials(String accessKeyId, String secretAccessKey) {
        return new S3Settings(port, folder, region, accountId, accessKeyId, secretAccessKey, events);
    }

    public S3Settings withEvents(Consumer<String> bus) {
        return new S3Settings(port, folder, region, accountId, accessKeyId, secretAccessKey, Optional.of(bus));
    }

    /** Leaves the secret out, so that settings may be logged. */
    @Override
    public String toString() {
        return "S3Settings[port=" + port + ", folder=" + folder + ", region=" + region + ", accountId=" + accountId
                + "]";
    }
}
