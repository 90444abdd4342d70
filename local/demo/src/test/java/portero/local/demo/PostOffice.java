package portero.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import portero.adapters.dynamodb.DynamoDbEmailVerifications;
import portero.adapters.dynamodb.DynamoDbOutbox;
import portero.adapters.dynamodb.DynamoDbRatings;
import portero.adapters.dynamodb.DynamoDbRecoveries;
import portero.adapters.dynamodb.DynamoDbSuppressions;
import portero.adapters.dynamodb.DynamoDbTickets;
import portero.adapters.dynamodb.DynamoDbTopics;
import portero.adapters.dynamodb.Pbkdf2CodeHashes;
import portero.adapters.jte.JteLetters;
import portero.adapters.ses.SesMailer;
import portero.domain.accounts.Identities;
import portero.domain.helpdesk.Ratings;
import portero.domain.helpdesk.Tickets;
import portero.domain.helpdesk.Topics;
import portero.domain.mail.CodeHashes;
import portero.domain.mail.DeliverMail;
import portero.domain.mail.EmailVerifications;
import portero.domain.mail.Language;
import portero.domain.mail.Links;
import portero.domain.mail.Mailer;
import portero.domain.mail.Message;
import portero.domain.mail.MessageId;
import portero.domain.mail.Outbox;
import portero.domain.mail.RecordFeedback;
import portero.domain.mail.Recoveries;
import portero.domain.mail.Suppressions;
import portero.domain.mail.TicketLetters;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.Personnel;
import portero.local.ses.SesServer;
import portero.local.ses.SesSettings;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** A school's outbox and the mail service, which obeys the school's clock and sends one mail a second. */
final class PostOffice implements AutoCloseable {
    static final Links LINKS = new Links("https://portero.example.org");

    private static final EmailAddress SENDER = new EmailAddress("portero@example.org");
    private static final Pattern CODE = Pattern.compile("\\b(\\d{4}) (\\d{4})\\b");
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final School school;
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final SesServer server;
    private final SesV2Client client;
    final Outbox outbox;
    final Suppressions suppressions;
    final Recoveries recoveries;
    final EmailVerifications verifications;
    final CodeHashes hashes;
    final Mailer mailer;
    final Tickets tickets;
    final Ratings ratings;
    final Topics topics;

    PostOffice(School school) {
        this.school = school;
        server = SesServer.start(SesSettings.inMemory()
                .withClock(school.clock)
                .withIdentitiesVerifiedAtOnce(true)
                .withQuotas(1, 50_000)
                .withEvents(events::add));
        client = SesMailer.clientBuilder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
        client.createConfigurationSet(set -> set.configurationSetName("portero"));
        client.createConfigurationSetEventDestination(destination -> destination
                .configurationSetName("portero")
                .eventDestinationName("feedback")
                .eventDestination(feedback -> feedback.enabled(true)
                        .matchingEventTypesWithStrings("SEND", "BOUNCE", "COMPLAINT", "REJECT")
                        .eventBridgeDestination(bus -> bus.eventBusArn(
                                "arn:aws:events:us-east-1:000000000000:event-bus/default"))));
        client.createEmailIdentity(identity -> identity.emailIdentity(SENDER.value()));
        var table = school.surroundings().table();
        outbox = new DynamoDbOutbox(table);
        suppressions = new DynamoDbSuppressions(table);
        recoveries = new DynamoDbRecoveries(table);
        verifications = new DynamoDbEmailVerifications(table);
        tickets = new DynamoDbTickets(table);
        ratings = new DynamoDbRatings(table);
        topics = new DynamoDbTopics(table);
        hashes = new Pbkdf2CodeHashes(school.random);
        mailer = new SesMailer(
                client, new SesMailer.Settings(SENDER, new EmailAddress("ayuda@example.org"), "portero"));
    }

    DeliverMail deliverMail() {
        return deliverMail(mailer, school.personnel, school.identities);
    }

    DeliverMail deliverMail(Mailer mailer) {
        return deliverMail(mailer, school.personnel, school.identities);
    }

    DeliverMail deliverMail(Mailer mailer, Personnel personnel, Identities identities) {
        return new DeliverMail(
                outbox,
                school.accounts,
                identities,
                personnel,
                school.institutions,
                suppressions,
                new DeliverMail.Codes(recoveries, verifications, hashes, school.random),
                new TicketLetters(tickets, ratings, topics, LINKS, school.clock, school.random),
                new JteLetters(),
                mailer,
                LINKS,
                school.clock);
    }

    RecordFeedback recordFeedback() {
        return new RecordFeedback(
                outbox, suppressions, school.personnel, school.accounts, tickets, school.clock);
    }

    /** Delivers when a second has passed, so that the mail service is not too busy. */
    DeliverMail.Delivery deliver(MessageId id) {
        school.clock.move(Duration.ofSeconds(1));
        return deliverMail().run(id);
    }

    Message message(Message.Content content) {
        return new Message(id(), content, Language.SPANISH, now(), now().plus(Duration.ofHours(1)));
    }

    MessageId written(Message.Content content) {
        var message = message(content);
        outbox.put(message);
        return message.id();
    }

    static MessageId id() {
        return new MessageId("message-" + NUMBERS.incrementAndGet());
    }

    private Instant now() {
        return school.clock.instant();
    }

    /** What lies in somebody's inbox, the newest first. */
    List<JsonNode> inbox(EmailAddress to) {
        var address = server.endpoint().resolve("/inbox.json?to=" + to.value().replace("+", "%2B"));
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            return new ObjectMapper().readTree(answer.body()).valueStream().toList();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    static String code(String text) {
        var found = CODE.matcher(text);
        if (!found.find()) {
            throw new AssertionError("No code");
        }
        return found.group(1) + found.group(2);
    }

    /** The next thing that the mail service tells of that kind, such as {@code Send}. */
    JsonNode event(String type) throws Exception {
        while (true) {
            var event = events.poll(60, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("No " + type);
            }
            var detail = new ObjectMapper().readTree(event).path("detail");
            if (detail.path("eventType").asText().equals(type)) {
                return detail;
            }
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
