package portero.local.ses;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a local mail service is started with.
 *
 * @param port the TCP port on 127.0.0.1, 0 for a free one
 * @param dataFolder where identities, configuration sets, the suppression list and mails are kept; empty keeps them in
 *     memory
 * @param clock consulted on every call, so it may be moved while the service runs
 * @param region as in {@code us-east-1}; requests must be signed for it
 * @param accountId twelve digits, part of every ARN
 * @param accessKeyId the access key that requests must be signed with
 * @param secretAccessKey its secret
 * @param random the source of message ids and tokens
 * @param events takes each EventBridge event as JSON text, in order, on a thread of its own; empty drops them
 * @param identitiesVerifiedAtOnce whether identities need no click on the link in their verification mail
 * @param sandbox whether mails go to verified recipients and simulator addresses only
 * @param quotas how much may be sent; empty means any amount
 */
public record SesSettings(
        int port,
        Optional<Path> dataFolder,
        InstantSource clock,
        String region,
        String accountId,
        String accessKeyId,
        String secretAccessKey,
        SecureRandom random,
        Optional<Consumer<String>> events,
        boolean identitiesVerifiedAtOnce,
        boolean sandbox,
        Optional<Quotas> quotas) {

    /**
     * How much may be sent, counted in recipients.
     *
     * @see <a href="https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html">Managing your sending limits</a>
     */
    public record Quotas(double sendsPerSecond, int sendsPer24Hours) {}

    /**
     * In memory, free port, system clock, {@code us-east-1}, account {@code 000000000000}, key and secret "local",
     * identities to be verified, out of the sandbox, no quotas.
     */
    public static SesSettings inMemory() {
        return new SesSettings(
                0,
                Optional.empty(),
                InstantSource.system(),
                "us-east-1",
                "000000000000",
                "local",
                "local",
                new SecureRandom(),
                Optional.empty(),
                false,
                false,
                Optional.empty());
    }

    public SesSettings withPort(int port) {
        return new SesSettings(port, dataFolder, clock, region, accountId, accessKeyId, secretAccessKey, random, events,
                identitiesVerifiedAtOnce, sandbox, quotas);
    }

    public SesSettings withDataFolder(Path dataFolder) {
        return new SesSettings(port, Optional.of(dataFolder), clock, region, accountId, accessKeyId, secretAccessKey,
                random, events, identitiesVerifiedAtOnce, sandbox, quotas);
    }

    public SesSettings withClock(InstantSource clock) {
        return new SesSettings(port, dataFolder, clock, region, accountId, accessKeyId, secretAccessKey, random, events,
                identitiesVerifiedAtOnce, sandbox, quotas);
    }

    public SesSettings withRegion(String region) {
        return new SesSettings(port, dataFolder, clock, region, accountId, accessKeyId, secretAccessKey, random, events,
                identitiesVerifiedAtOnce, sandbox, quotas);
    }

    public SesSettings withAccountId(String accountId) {
        return new SesSettings(port, dataFolder, clock, region, accountId, accessKeyId, secretAccessKey, random, events,
                identitiesVerifiedAtOnce, sandbox, quotas);
    }

    public SesSettings withCredentials(String accessKeyId, String secretAccessKey) {
        return new SesSettings(port, dataFolder, clock, region, accountId, accessKeyId, secretAccessKey, random, events,
                identitiesVerifiedAtOnce, sandbox, quotas);
    }

    public SesSettings withRandom(SecureRandom random) {
        return new SesSettings(port, dataFolder, clock, region, accountId, accessKeyId, secretAccessKey, random, events,
                identitiesVerifiedAtOnce, sandbox, quotas);
    }

    /** What the bus throws is logged and changes nothing else. */
    public SesSettings withEvents(Consumer<String> bus) {
        return new SesSettings(port, dataFolder, clock, region, accountId, accessKeyId, secretAccessKey, random,
                Optional.of(bus), identitiesVerifiedAtOnce, sandbox, quotas);
    }

    public SesSettings withIdentitiesVerifiedAtOnce(boolean identitiesVerifiedAtOnce) {
        return new SesSettings(port, dataFolder, clock, region, accountId, accessKeyId, secretAccessKey, random, events,
                identitiesVerifiedAtOnce, sandbox, quotas);
    }

    public SesSettings withSandbox(boolean sandbox) {
        return new SesSettings(port, dataFolder, clock, region, accountId, accessKeyId, secretAccessKey, random, events,
                identitiesVerifiedAtOnce, sandbox, quotas);
    }

    public SesSettings withQuotas(double sendsPerSecond, int sendsPer24Hours) {
        return new SesSettings(port, dataFolder, clock, region, accountId, accessKeyId, secretAccessKey, random, events,
                identitiesVerifiedAtOnce, sandbox, Optional.of(new Quotas(sendsPerSecond, sendsPer24Hours)));
    }

    /** Leaves the secret out, so that settings may be logged. */
    @Override
    public String toString() {
        return "SesSettings[port=" + port + ", dataFolder=" + dataFolder + ", region=" + region + ", accountId="
                + accountId + "]";
    }
}
