package portero.local.events;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Where events come from, and where what is known of them is kept.
 *
 * @param folder keeps how far streams are read, when schedules last fired, and what was given up; it is made when missing
 * @param streams where DynamoDB's streams answer
 * @param accountId twelve digits, as events name it
 * @param clock what schedules fire by; it may be moved while they run
 * @param log takes one JSON object a line
 */
public record EventSettings(
        Path folder,
        URI streams,
        String region,
        String accountId,
        AwsCredentialsProvider credentials,
        InstantSource clock,
        Consumer<String> log,
        Pace pace) {

    /**
     * How often to look, and how long to wait after a failure.
     *
     * @param poll between two looks at a stream that had news half a minute ago or later
     * @param idle between two looks at any other stream: each costs DynamoDB Local about 10 ms
     * @param tick between two looks at the clock
     * @param firstPause after a first failure; each further one doubles it
     * @param longestPause what the doubling ends at
     */
    public record Pace(Duration poll, Duration idle, Duration tick, Duration firstPause, Duration longestPause) {
        public static final Pace STANDARD = new Pace(
                Duration.ofMillis(200),
                Duration.ofMillis(600),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30));

        Duration pause(int failures) {
            var doubled = firstPause.multipliedBy(1L << Math.min(failures - 1, 16));
            return doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
        }
    }

    /** The system's clock, the standard pace, the log to standard output. */
    public static EventSettings of(
            Path folder, URI streams, String region, String accountId, AwsCredentialsProvider credentials) {
        return new EventSettings(
                folder,
                streams,
                region,
                accountId,
                credentials,
                InstantSource.system(),
                System.out::println,
                Pace.STANDARD);
    }

    public EventSettings withClock(InstantSource clock) {
        return new EventSettings(folder, streams, region, accountId, credentials, clock, log, pace);
    }

    public EventSettings withLog(Consumer<String> log) {
        return new EventSettings(folder, streams, region, accountId, credentials, clock, log, pace);
    }

    public EventSettings withPace(Pace pace) {
        return new EventSettings(folder, streams, region, accountId, credentials, clock, log, pace);
    }

    String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + accountId + ":" + resource;
    }
}
