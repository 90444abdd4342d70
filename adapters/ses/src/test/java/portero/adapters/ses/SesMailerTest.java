package portero.adapters.ses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import portero.domain.mail.Mail;
import portero.domain.mail.Mailer.Sending;
import portero.domain.mail.MessageId;
import portero.domain.schools.EmailAddress;
import portero.local.ses.SesServer;
import portero.local.ses.SesSettings;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;

/** The mailer against the local SES, and where that never misbehaves, against servers of a few lines. */
class SesMailerTest {
    private static final EmailAddress SENDER = new EmailAddress("portero@example.org");
    private static final EmailAddress HELP_DESK = new EmailAddress("ayuda@example.org");
    private static final String CONFIGURATION_SET = "portero";

    private final List<String> events = new CopyOnWriteArrayList<>();
    private SesServer ses;

    @BeforeEach
    void open() {
        ses = start(SesSettings.inMemory());
    }

    private SesServer start(SesSettings settings) {
        var server = SesServer.start(settings.withIdentitiesVerifiedAtOnce(true).withEvents(events::add));
        try (var client = client(server.endpoint())) {
            client.createConfigurationSet(set -> set.configurationSetName(CONFIGURATION_SET));
            client.createConfigurationSetEventDestination(destination -> destination
                    .configurationSetName(CONFIGURATION_SET)
                    .eventDestinationName("feedback")
                    .eventDestination(feedback -> feedback.enabled(true)
                            .matchingEventTypesWithStrings("SEND", "BOUNCE")
                            .eventBridgeDestination(bus -> bus.eventBusArn(
                                    "arn:aws:events:us-east-1:000000000000:event-bus/default"))));
            client.createEmailIdentity(identity -> identity.emailIdentity(SENDER.value()));
        }
        return server;
    }

    @AfterEach
    void close() {
        ses.close();
    }

    @Test
    void sends_text_and_html_from_portero_with_replies_to_the_help_desk() throws Exception {
        var sending = mailer(ses.endpoint()).send(mail("message-1"));

        assertThat(sending).isInstanceOfSatisfying(Sending.Accepted.class, accepted ->
                assertThat(accepted.providerId()).isNotBlank());
        var source = source();
        assertThat(source)
                .contains("From: Portero <portero@example.org>")
                .contains("Reply-To: ayuda@example.org")
                .contains("To: rosa@example.org")
                .contains("Auto-Submitted: auto-generated")
                .containsIgnoringCase("text/plain; charset=utf-8")
                .containsIgnoringCase("text/html; charset=utf-8");
        assertThat(get("/inbox.json")).contains("Su contraseña cambió");
    }

    /** The only way to learn that a mail was sent whose sender died, or never got the answer. */
    @Test
    void lets_the_send_event_name_the_message() {
        mailer(ses.endpoint()).send(mail("message-2"));

        assertThat(awaitEvents(1).getFirst()).contains("\"eventType\":\"Send\"").contains("\"message\":[\"message-2\"]");
    }

    @Test
    void is_asked_to_wait_above_the_rate() {
        ses.close();
        ses = start(SesSettings.inMemory().withQuotas(1, 100));
        var mailer = mailer(ses.endpoint());

        var sendings = IntStream.range(0, 5).mapToObj(number -> mailer.send(mail("message-" + number))).toList();

        assertThat(sendings.getFirst()).isInstanceOf(Sending.Accepted.class);
        assertThat(sendings).contains(new Sending.Busy(Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "429, TooManyRequestsException",
        "400, Throttling",
        "400, LimitExceededException",
        "400, SendingPausedException",
        "400, AccountSuspendedException",
        "500, InternalFailure",
        "503, ServiceUnavailable"
    })
    void may_try_again_what_was_certainly_not_sent(int status, String type) throws Exception {
        try (var service = new Service(status, type)) {
            var sending = mailer(service.endpoint()).send(mail("message-1"));

            assertThat(sending).isInstanceOf(Sending.Busy.class);
            assertThat(service.requests()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MessageRejected", "BadRequestException"})
    void gives_up_what_is_refused_for_itself(String type) throws Exception {
        try (var service = new Service(400, type)) {
            var sending = mailer(service.endpoint()).send(mail("message-1"));

            assertThat(sending).isEqualTo(new Sending.Refused(type));
        }
    }

    /** Were it taken for the message's fault, a forgotten permission would throw everybody's mail away. */
    @ParameterizedTest
    @CsvSource({"403, AccessDeniedException", "404, NotFoundException", "400, MailFromDomainNotVerifiedException"})
    void does_not_blame_the_message_for_what_is_set_up_wrongly(int status, String type) throws Exception {
        try (var service = new Service(status, type)) {
            assertThatThrownBy(() -> mailer(service.endpoint()).send(mail("message-1"))).isInstanceOf(SesV2Exception.class);
        }
    }

    @Test
    void does_not_blame_the_message_for_a_sender_or_configuration_set_that_is_not_there() {
        var stranger = new SesMailer(
                client(ses.endpoint()),
                new SesMailer.Settings(new EmailAddress("stranger@example.net"), HELP_DESK, CONFIGURATION_SET));
        var unreported = new SesMailer(client(ses.endpoint()), new SesMailer.Settings(SENDER, HELP_DESK, "missing"));

        assertThatThrownBy(() -> stranger.send(mail("message-1"))).isInstanceOf(MessageRejectedException.class);
        assertThatThrownBy(() -> unreported.send(mail("message-1"))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void may_try_again_when_nobody_listens() throws IOException {
        URI nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        var sending = mailer(nobody).send(mail("message-1"));

        assertThat(sending).isInstanceOf(Sending.Busy.class);
    }

    /** The first mail keeps the connection open: the JDK's own client sends a POST again when such a one breaks. */
    @Test
    void never_sends_again_when_the_answer_was_lost() throws Exception {
        try (var service = new Service(200, "Accepted")) {
            var mailer = mailer(service.endpoint());
            var first = mailer.send(mail("message-1"));
            service.hangUp();

            var second = mailer.send(mail("message-2"));

            assertThat(first).isInstanceOf(Sending.Accepted.class);
            assertThat(second).isEqualTo(new Sending.Unknown());
            assertThat(service.requests()).isEqualTo(2);
            assertThat(service.connections()).isEqualTo(1);
        }
    }

    @Test
    void does_not_know_when_the_answer_takes_too_long() throws Exception {
        try (var service = new Service(200, "Accepted")) {
            service.fallSilent();
            var hasty = SesMailer.clientBuilder()
                    .endpointOverride(service.endpoint())
                    .region(Region.US_EAST_1)
                    .credentialsProvider(AnonymousCredentialsProvider.create())
                    .overrideConfiguration(SesMailer.clientBuilder()
                            .overrideConfiguration()
                            .copy(override -> override.apiCallTimeout(Duration.ofMillis(300))))
                    .build();

            var sending = new SesMailer(hasty, settings()).send(mail("message-1"));

            assertThat(sending).isEqualTo(new Sending.Unknown());
            assertThat(service.requests()).isEqualTo(1);
        }
    }

    private static SesMailer mailer(URI endpoint) {
        return new SesMailer(client(endpoint), settings());
    }

    private static SesMailer.Settings settings() {
        return new SesMailer.Settings(SENDER, HELP_DESK, CONFIGURATION_SET);
    }

    private static SesV2Client client(URI endpoint) {
        return SesMailer.clientBuilder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    private static Mail mail(String id) {
        return new Mail(
                new MessageId(id),
                new EmailAddress("rosa@example.org"),
                "Su contraseña cambió",
                "Buen día, Ñusta:\n",
                "<p>Buen día, Ñusta:</p>");
    }

    private String source() throws Exception {
        return get("/inbox/1/source");
    }

    private String get(String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(ses.endpoint().resolve(path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private List<String> awaitEvents(int count) {
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (events.size() < count && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(events).hasSizeGreaterThanOrEqualTo(count);
        return events;
    }

    /** Answers every request alike, on connections that stay open, until it hangs up or falls silent. */
    private static final class Service implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        private final List<Socket> sockets = new CopyOnWriteArrayList<>();
        private final AtomicInteger requests = new AtomicInteger();
        private final byte[] answer;
        private volatile boolean hangsUp;
        private volatile boolean silent;

        Service(int status, String type) throws IOException {
            var body = "{\"MessageId\":\"provider-1\",\"message\":\"no\"}";
            answer = ("HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nx-amzn-ErrorType: " + type
                            + "\r\nContent-Length: " + body.length() + "\r\nConnection: keep-alive\r\n\r\n" + body)
                    .getBytes(StandardCharsets.US_ASCII);
            Thread.ofVirtual().start(this::accept);
        }

        URI endpoint() {
            return URI.create("http://127.0.0.1:" + server.getLocalPort());
        }

        int requests() {
            return requests.get();
        }

        int connections() {
            return sockets.size();
        }

        void hangUp() {
            hangsUp = true;
        }

        void fallSilent() {
            silent = true;
        }

        private void accept() {
            try {
                while (true) {
                    var socket = server.accept();
                    sockets.add(socket);
                    Thread.ofVirtual().start(() -> serve(socket));
                }
            } catch (IOException closed) {
                assertThat(server.isClosed()).isTrue();
            }
        }

        private void serve(Socket socket) {
            try (socket) {
                while (readRequest(socket)) {
                    requests.incrementAndGet();
                    if (hangsUp) {
                        return;
                    }
                    if (!silent) {
                        socket.getOutputStream().write(answer);
                        socket.getOutputStream().flush();
                    }
                }
            } catch (IOException gone) {
                // The other side closed the connection: there is nobody left to answer.
                return;
            }
        }

        private static boolean readRequest(Socket socket) throws IOException {
            var in = socket.getInputStream();
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                var next = in.read();
                if (next < 0) {
                    return false;
                }
                head.append((char) next);
            }
            var length = head.toString()
                    .lines()
                    .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
            return in.readNBytes(length).length == length;
        }

        @Override
        public void close() throws IOException {
            server.close();
            for (var socket : sockets) {
                socket.close();
            }
        }
    }
}
