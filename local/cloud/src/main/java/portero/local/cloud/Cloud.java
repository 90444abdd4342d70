package portero.local.cloud;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import portero.local.cognito.CognitoServer;
import portero.local.cognito.CognitoSettings;
import portero.local.events.EventBus;
import portero.local.events.EventSettings;
import portero.local.events.Events;
import portero.local.gateway.Address;
import portero.local.gateway.Gateway;
import portero.local.gateway.GatewaySettings;
import portero.local.gateway.Invoker;
import portero.local.gateway.InvokerSettings;
import portero.local.gateway.Limits;
import portero.local.gateway.PortTaken;
import portero.local.ses.SesServer;
import portero.local.ses.SesSettings;
import portero.local.template.Application;
import portero.local.template.Deployed;
import portero.local.template.Deployment;
import portero.local.template.PartLoader;
import portero.local.template.SamTemplate;
import portero.local.template.Services;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Everything that a template needs, running on this machine: services, functions, gateway and page. */
public final class Cloud implements AutoCloseable {
    private static final String REGION = "us-east-1";
    private static final String ACCOUNT = "123456789012";
    private static final String STACK = "portero";
    private static final String ACCOUNTS_FILE = "accounts.json";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final DataFolder folder;
    private final Options options;
    private final Home home;
    private URI url = URI.create("about:blank");
    private URI inbox = URI.create("about:blank");
    private PrintStream logStream = System.out;
    private Map<String, String> environment = Map.of();
    private Optional<Deployed> deployed = Optional.empty();
    private Optional<MovableClock> clock = Optional.empty();

    /** Mail is started before the functions that hear of it: what it tells meanwhile waits. */
    private final CompletableFuture<EventBus> bus = new CompletableFuture<>();

    private Cloud(Home home, Options options) {
        this.home = home;
        this.options = options;
        this.folder = new DataFolder(options.data());
    }

    /**
     * Starts what the command line asks for.
     *
     * @param home the project's folder, built
     * @param arguments as {@code ./run} takes them
     */
    public static Cloud start(Path home, String... arguments) {
        var place = new Home(home);
        return start(place, Options.parse(place.defaults(), arguments));
    }

    /** Starts all parts, or none: what was started before a failure is stopped. */
    static Cloud start(Home home, Options options) {
        var cloud = new Cloud(home, options);
        try {
            cloud.start();
            return cloud;
        } catch (RuntimeException | Error failure) {
            cloud.close();
            throw failure;
        }
    }

    private void start() {
        var address = parts(address());
        var template = SamTemplate.read(options.template(), Map.of(), REGION, address.url());
        folder.open(options.fresh());
        parts.push(folder);
        var movable = MovableClock.in(folder, InstantSource.system());
        options.at().ifPresent(movable::forwardTo);
        clock = Optional.of(movable);
        var credentials = Credentials.in(folder);
        var log = log();

        var dynamoDb = CompletableFuture.supplyAsync(this::dynamoDb);
        var s3 = CompletableFuture.supplyAsync(() -> s3(credentials));
        var cognito = parts(CognitoServer.start(CognitoSettings.inMemory()
                .withDataFolder(folder.resolve("cognito"))
                .withRegion(REGION)
                .withAccountId(ACCOUNT)
                .withCredentials(credentials.accessKeyId(), credentials.secretAccessKey())
                .withClock(movable)
                .withRandom(new SecureRandom())));
        var mail = parts(SesServer.start(SesSettings.inMemory()
                .withDataFolder(folder.resolve("ses"))
                .withRegion(REGION)
                .withAccountId(ACCOUNT)
                .withCredentials(credentials.accessKeyId(), credentials.secretAccessKey())
                .withClock(movable)
                .withEvents(this::tell)
                .withIdentitiesVerifiedAtOnce(true)));
        inbox = mail.inbox();
        var table = parts(join(dynamoDb));
        var files = parts(join(s3));

        environment = environment(
                credentials, table.endpoint(), cognito.endpoint(), mail.endpoint(), files.endpoint());
        environment.put("CLOCK_OFFSET_FILE", movable.file().toString());
        becomeTheSurroundings(environment);
        var provider = StaticCredentialsProvider.create(
                AwsBasicCredentials.create(credentials.accessKeyId(), credentials.secretAccessKey()));
        var result = Deployment.deploy(
                template,
                new Services(
                        table.endpoint(),
                        cognito.endpoint(),
                        mail.endpoint(),
                        files.endpoint(),
                        REGION,
                        provider,
                        ACCOUNT,
                        STACK,
                        folder.resolve("deployment.json")));
        deployed = Optional.of(result);
        var application = result.application();
        var invoker = parts(Invoker.of(
                application,
                InvokerSettings.of(home.runtime(), folder.resolve("functions"))
                        .withEnvironment(environment)
                        .withLog(log),
                options.isolated()));
        // Before the demo data, since what is written from now on reaches the functions that follow the table.
        var events = parts(Events.start(
                EventSettings.of(folder.resolve(""), table.endpoint(), REGION, ACCOUNT, provider)
                        .withClock(movable)
                        .withLog(log),
                result,
                invoker));
        bus.complete(events.bus());
        var seeding = CompletableFuture.runAsync(() -> seed(application, movable.instant()));
        var gateway = parts(gateway(address, application, invoker, cognito.endpoint(), files.endpoint(), movable, log));
        url = gateway.url();
        var control = parts(Control.start(movable, events));
        join(seeding);
        parts.push(() -> Running.forget(folder));
        Running.of(url, inbox, environment, application, control.door()).save(folder);
    }

    private Address address() {
        try {
            return Address.take(options.port());
        } catch (PortTaken taken) {
            throw new Refused("Port " + options.port() + " is taken by another program."
                    + "\nChoose another with --port N, or --port 0 for any that is free.");
        } catch (IOException failure) {
            throw new UncheckedIOException("No address could be taken", failure);
        }
    }

    private PartLoader.Part dynamoDb() {
        try {
            return PartLoader.start(
                    home.dynamoDbPart(), Map.of("folder", folder.resolve("dynamodb").toString()));
        } catch (IOException failure) {
            throw new UncheckedIOException("DynamoDB Local did not start", failure);
        }
    }

    private PartLoader.Part s3(Credentials credentials) {
        Consumer<String> events = this::tell;
        try {
            return PartLoader.start(
                    home.s3Part(),
                    Map.of(
                            "folder", folder.resolve("s3").toString(),
                            "region", REGION,
                            "accountId", ACCOUNT,
                            "accessKeyId", credentials.accessKeyId(),
                            "secretAccessKey", credentials.secretAccessKey(),
                            "events", events));
        } catch (UncheckedIOException unfit) {
            throw new Refused(unfit.getMessage() + "\nName another data folder with --data.");
        } catch (IOException failure) {
            throw new UncheckedIOException("S3 did not start", failure);
        }
    }

    private void tell(String event) {
        bus.thenAccept(ready -> ready.put(event)).join();
    }

    private Gateway gateway(
            Address address,
            Application application,
            Invoker invoker,
            URI cognito,
            URI s3,
            InstantSource clock,
            Consumer<String> log) {
        var prefix = "https://cognito-idp." + REGION + ".amazonaws.com/";
        try {
            return Gateway.start(
                    new GatewaySettings(
                            options.port(),
                            options.page(),
                            bucket(application, s3),
                            clock,
                            issuer -> issuer.toString().startsWith(prefix)
                                    ? cognito.resolve("/" + issuer.toString().substring(prefix.length()))
                                    : issuer,
                            log,
                            Limits.API_GATEWAY),
                    address,
                    application,
                    invoker);
        } catch (IOException failure) {
            throw new UncheckedIOException("The gateway did not start", failure);
        }
    }

    /** What the page's headers must name: where it sends files. */
    private static Map<String, String> bucket(Application application, URI s3) {
        return Optional.ofNullable(application.outputs().get("Bucket"))
                .map(bucket -> Map.of("bucket", s3 + "/" + bucket + "/"))
                .orElse(Map.of());
    }

    private void seed(Application application, Instant now) {
        if (options.demo().isEmpty()) {
            return;
        }
        var outputs = new LinkedHashMap<String, String>();
        outputs.put("table", application.outputs().getOrDefault("Table", ""));
        outputs.put("userPoolId", application.outputs().getOrDefault("UserPoolId", ""));
        outputs.put("clientId", application.outputs().getOrDefault("ClientId", ""));
        outputs.put("now", now.toString());
        try {
            var logins = PartLoader.run(options.demo().get(), outputs);
            if (!logins.isEmpty()) {
                folder.write(ACCOUNTS_FILE, logins);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("The demo data could not be written", failure);
        }
    }

    private static Map<String, String> environment(
            Credentials credentials, URI dynamoDb, URI cognito, URI ses, URI s3) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("AWS_REGION", REGION);
        variables.put("AWS_DEFAULT_REGION", REGION);
        variables.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
        variables.put("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey());
        variables.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
        variables.put("AWS_ENDPOINT_URL_DYNAMODB_STREAMS", dynamoDb.toString());
        variables.put("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER", cognito.toString());
        variables.put("AWS_ENDPOINT_URL_SESV2", ses.toString());
        variables.put("AWS_ENDPOINT_URL_S3", s3.toString());
        return variables;
    }

    /** Functions in this JVM and the demo data reach the services as the SDK finds them: by its system properties. */
    private static void becomeTheSurroundings(Map<String, String> environment) {
        System.setProperty("aws.region", environment.get("AWS_REGION"));
        System.setProperty("aws.accessKeyId", environment.get("AWS_ACCESS_KEY_ID"));
        System.setProperty("aws.secretAccessKey", environment.get("AWS_SECRET_ACCESS_KEY"));
        System.setProperty("aws.endpointUrlDynamoDb", environment.get("AWS_ENDPOINT_URL_DYNAMODB"));
        System.setProperty("aws.endpointUrlDynamoDbStreams", environment.get("AWS_ENDPOINT_URL_DYNAMODB_STREAMS"));
        System.setProperty(
                "aws.endpointUrlCognitoIdentityProvider",
                environment.get("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"));
        System.setProperty("aws.endpointUrlSesV2", environment.get("AWS_ENDPOINT_URL_SESV2"));
        System.setProperty("aws.endpointUrlS3", environment.get("AWS_ENDPOINT_URL_S3"));
    }

    private Consumer<String> log() {
        try {
            var file = new PrintStream(
                    Files.newOutputStream(folder.resolve("log.jsonl"), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                    true,
                    StandardCharsets.UTF_8);
            parts(file);
            logStream = file;
            return line -> {
                synchronized (file) {
                    file.println(line);
                }
            };
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private <T extends AutoCloseable> T parts(T part) {
        parts.push(part);
        return part;
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }

    /** Where page and API answer. */
    public URI url() {
        return url;
    }

    /** The page with all mails that were sent. */
    public URI inbox() {
        return inbox;
    }

    /** What an SDK or the AWS CLI needs to reach the services. */
    public Map<String, String> environment() {
        return environment;
    }

    /** How far the clock is ahead of the system's. */
    Duration clockOffset() {
        return clock.map(MovableClock::offset).orElse(Duration.ZERO);
    }

    /** Where the log goes; JSON lines. */
    PrintStream logStream() {
        return logStream;
    }

    /** Where everything that is kept lies. */
    public Path dataFolder() {
        return options.data();
    }

    /** What was deployed. */
    public Deployed deployed() {
        return deployed.orElseThrow();
    }

    /** The demo logins as a JSON array, if there are any. */
    public Optional<String> accounts() {
        return accounts(folder);
    }

    static Optional<String> accounts(DataFolder folder) {
        return folder.read(ACCOUNTS_FILE);
    }

    /** Stops all parts, the last started first. */
    @Override
    public void close() {
        bus.cancel(false);
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failure) {
                System.err.println("Something did not stop cleanly: " + failure);
            }
        }
    }
}
