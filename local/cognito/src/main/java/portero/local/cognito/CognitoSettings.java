package portero.local.cognito;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a local user pool service is started with.
 *
 * @param port the TCP port on 127.0.0.1, 0 for a free one
 * @param dataFolder where pools and users are kept; empty keeps them in memory
 * @param clock consulted on every call, so it may be moved while the service runs
 * @param region as in {@code us-east-1}; requests must be signed for it
 * @param accountId twelve digits, part of every ARN
 * @param accessKeyId the access key that administrators' operations must be signed with
 * @param secretAccessKey its secret
 * @param quotas request rates; empty means none
 * @param random the source of ids, salts, secrets and tokens
 * @param passwordIterations PBKDF2 rounds per password
 */
public record CognitoSettings(
        int port,
        Optional<Path> dataFolder,
        InstantSource clock,
        String region,
        String accountId,
        String accessKeyId,
        String secretAccessKey,
        Optional<Quotas> quotas,
        RandomGenerator random,
        int passwordIterations) {

    /** In memory, free port, system clock, {@code us-east-1}, account {@code 000000000000}, key and secret "local". */
    public static CognitoSettings inMemory() {
        return new CognitoSettings(
                0,
                Optional.empty(),
                InstantSource.system(),
                "us-east-1",
                "000000000000",
                "local",
                "local",
                Optional.empty(),
                new SecureRandom(),
                10_000);
    }

    public CognitoSettings withPort(int port) {
        return new CognitoSettings(port, dataFolder, clock, region, accountId, accessKeyId, secretAccessKey, quotas,
                random, passwordIterations);
    }

    public CognitoSettings withDataFolder(Path dataFolder) {
        return new CognitoSettings(port, Optional.of(dataFolder), clock, region, accountId, accessKeyId,
                secretAccessKey, quotas, random, passwordIterations);
    }

    public CognitoSettings withClock(InstantSource clock) {
        return new CognitoSettings(port, dataFolder, clock, region, accountId, accessKeyId, secretAccessKey, quotas,
                random, passwordIterations);
    }

    public CognitoSettings withRegion(String region) {
        return new CognitoSettings(port, dataFolder, clock, region, accountId, accessKeyId, secretAccessKey, quotas,
                random, passwordIterations);
    }

    public CognitoSettings withAccountId(String accountId) {
        return new CognitoSettings(port, dataFolder, clock, region, accountId, accessKeyId, secretAccessKey, quotas,
                random, passwordIterations);
    }

    public CognitoSettings withCredentials(String accessKeyId, String secretAccessKey) {
        return new CognitoSettings(port, dataFolder, clock, region, accountId, accessKeyId, secretAccessKey, quotas,
                random, passwordIterations);
    }

    public CognitoSettings withQuotas(Quotas quotas) {
        return new CognitoSettings(port, dataFolder, clock, region, accountId, accessKeyId, secretAccessKey,
                Optional.of(quotas), random, passwordIterations);
    }

    public CognitoSettings withRandom(RandomGenerator random) {
        return new CognitoSettings(port, dataFolder, clock, region, accountId, accessKeyId, secretAccessKey, quotas,
                random, passwordIterations);
    }

    public CognitoSettings withPasswordIterations(int passwordIterations) {
        return new CognitoSettings(port, dataFolder, clock, region, accountId, accessKeyId, secretAccessKey, quotas,
                random, passwordIterations);
    }

    /** Leaves the secret out, so that settings may be logged. */
    @Override
    public String toString() {
        return "CognitoSettings[port=" + port + ", dataFolder=" + dataFolder + ", region=" + region + ", accountId="
                + accountId + "]";
    }
}
