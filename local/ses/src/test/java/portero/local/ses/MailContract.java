package portero.local.ses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import portero.local.wire.Json;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.EventType;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;

/** One service for all cases of a class, with {@code school.pe} verified. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MailContract {
    protected static final String SENDER = "office@school.pe";
    private static final String BUS = "arn:aws:events:us-east-1:000000000000:event-bus/default";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    protected final MovableClock clock = new MovableClock();
    protected SesServer server;
    protected SesV2Client ses;

    @BeforeAll
    void startService() {
        server = SesServer.start(settings(SesSettings.inMemory()
                .withClock(clock)
                .withEvents(events::add)
                .withIdentitiesVerifiedAtOnce(true)));
        ses = client(server);
        ses.createEmailIdentity(create -> create.emailIdentity("school.pe"));
    }

    /** What a class of cases wants otherwise. */
    protected SesSettings settings(SesSettings settings) {
        return settings;
    }

    @AfterAll
    void stopService() {
        ses.close();
        server.close();
    }

    @BeforeEach
    void citesItsSource(TestInfo test) {
        assertThat(test.getTestMethod().orElseThrow().getAnnotation(Source.class)).isNotNull();
    }

    @BeforeEach
    void forgetsEvents() {
        events.clear();
    }

    static SesV2Client client(SesServer server) {
        return client(server.endpoint(), "local", "local");
    }

    /** Tries once, so that a refusal is seen as it came. */
    static SesV2Client client(URI endpoint, String accessKeyId, String secretAccessKey) {
        return SesV2Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secretAccessKey)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(override -> override.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    /** Letters and digits, never used before. */
    protected static String fresh(String start) {
        return start + COUNT.incrementAndGet();
    }

    protected static String freshAddress() {
        return fresh("person") + "@example.pe";
    }

    /** Sends a short mail to one recipient, unless told otherwise; answers its message id. */
    protected String send(String to, Consumer<SendEmailRequest.Builder> changes) {
        return send(ses, to, changes);
    }

    protected String send(String to) {
        return send(to, _ -> {});
    }

    static String send(SesV2Client ses, String to, Consumer<SendEmailRequest.Builder> changes) {
        var request = SendEmailRequest.builder()
                .fromEmailAddress(SENDER)
                .destination(destination -> destination.toAddresses(to))
                .content(content -> content.simple(simple -> simple
                        .subject(subject -> subject.data("Hello"))
                        .body(body -> body.text(text -> text.data("How are you?")))));
        changes.accept(request);
        return ses.sendEmail(request.build()).messageId();
    }

    protected String sendRaw(String message, Consumer<SendEmailRequest.Builder> changes) {
        var request = SendEmailRequest.builder()
                .content(content -> content.raw(raw -> raw.data(SdkBytes.fromUtf8String(message.replace("\n", "\r\n")))));
        changes.accept(request);
        return ses.sendEmail(request.build()).messageId();
    }

    /** A configuration set that sends these events to the bus. */
    protected String setWith(EventType... types) {
        String set = fresh("set");
        ses.createConfigurationSet(create -> create.configurationSetName(set));
        ses.createConfigurationSetEventDestination(create -> create.configurationSetName(set)
                .eventDestinationName("bus")
                .eventDestination(destination -> destination.enabled(true)
                        .matchingEventTypes(types)
                        .eventBridgeDestination(bridge -> bridge.eventBusArn(BUS))));
        return set;
    }

    /** The next events, at most as many as are asked for. */
    protected List<JsonNode> events(int count) {
        var found = new ArrayList<JsonNode>();
        try {
            while (found.size() < count) {
                String event = events.poll(30, TimeUnit.SECONDS);
                if (event == null) {
                    break;
                }
                found.add(Json.MAPPER.readTree(event));
            }
            return found;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } catch (JacksonException damaged) {
            throw new IllegalStateException(damaged);
        }
    }

    /** Events are raised before SendEmail answers, and handed over in order: a last one tells that none is missing. */
    protected void assertNoMoreEvents() {
        String set = setWith(EventType.SEND);
        String last = send(freshAddress(), request -> request.configurationSetName(set));
        assertThat(events(1)).singleElement()
                .satisfies(event -> assertThat(event.at("/detail/mail/messageId").asText()).isEqualTo(last));
    }

    protected void passes(Duration time) {
        clock.move(time);
    }

    /** What the inbox holds for a recipient, the newest first. */
    protected JsonNode inbox(String to) {
        return inbox(server, to);
    }

    static JsonNode inbox(SesServer server, String to) {
        try {
            return Json.MAPPER.readTree(
                    get(server, "/inbox.json?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8)).body());
        } catch (JacksonException damaged) {
            throw new IllegalStateException(damaged);
        }
    }

    static HttpResponse<String> get(SesServer server, String path, String... headers) {
        var request = HttpRequest.newBuilder(server.endpoint().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return exchange(request.build());
    }

    static HttpResponse<String> exchange(HttpRequest request) {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    protected String source(String to) {
        return get(server, "/inbox/" + inbox(to).path(0).path("id").asText() + "/source").body();
    }

    /** Checks that a call is refused with one kind of error; the words follow. */
    protected static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            Class<? extends SesV2Exception> error, ThrowingCallable call) {
        return assertThatThrownBy(call).isExactlyInstanceOf(error);
    }
}
