package portero.functions.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import portero.lambda.Environment;
import portero.lambda.EventFunction;
import portero.lambda.Tree;
import portero.local.dynamodb.DynamoDbLocal;
import portero.local.ses.SesServer;
import portero.local.ses.SesSettings;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** The functions as Lambda calls them, with the events that a stream and SES give, on a real table and mail service. */
class MailFunctionsTest {
    private static final String TABLE = "table";
    private static final BlockingQueue<String> EVENTS = new LinkedBlockingQueue<>();

    private static DynamoDbLocal tables;
    private static SesServer ses;
    private static DynamoDbClient table;
    private static DeliverMailFunction deliverMail;
    private static MailFeedbackFunction mailFeedback;

    @BeforeAll
    static void open() throws IOException {
        tables = DynamoDbLocal.start(DynamoDbLocal.Settings.inMemory());
        ses = SesServer.start(SesSettings.inMemory().withIdentitiesVerifiedAtOnce(true).withEvents(EVENTS::add));
        System.setProperty("aws.endpointUrlDynamoDb", tables.endpoint().toString());
        System.setProperty("aws.endpointUrlSesV2", ses.endpoint().toString());
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        table = DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
        createTable();
        prepareMail();
        Environment.bind(Map.of(
                "TABLE", TABLE,
                "USER_POOL_ID", "us-east-1_none",
                "CLIENT_ID", "none",
                "CONFIGURATION_SET", "portero",
                "SENDER", "portero@example.org",
                "REPLY_TO", "ayuda@example.org",
                "PAGE_URL", "https://portero.example.org"));
        deliverMail = new DeliverMailFunction();
        mailFeedback = new MailFeedbackFunction();
    }

    @AfterAll
    static void close() throws IOException {
        table.close();
        ses.close();
        tables.close();
    }

    @Test
    void sends_what_the_stream_tells_of_once() throws Exception {
        putPerson("p000000000000001", "rosa@example.org");
        putMessage("once", "p000000000000001");

        var first = call(deliverMail, stream("once"), 60_000);
        var second = call(deliverMail, stream("once"), 60_000);

        assertThat(failures(first)).isEmpty();
        assertThat(failures(second)).isEmpty();
        assertThat(state("once")).isEqualTo("SENT");
        assertThat(sent("rosa@example.org")).isEqualTo(1);
    }

    /** Lambda delivers again from the failed one on: those behind it are found sent. */
    @Test
    void reports_poison_and_sends_what_lies_behind_it() throws Exception {
        putPerson("p000000000000002", "luis@example.org");
        putMessage("before", "p000000000000002");
        table.putItem(put -> put.tableName(TABLE).item(Map.of(
                "pk", AttributeValue.fromS("OUTBOX#poison"),
                "sk", AttributeValue.fromS("-"),
                "messageState", AttributeValue.fromS("WAITING"))));
        putMessage("behind", "p000000000000002");

        var first = call(deliverMail, stream("before", "poison", "behind"), 60_000);
        var again = call(deliverMail, stream("poison", "behind"), 60_000);

        assertThat(failures(first)).containsExactly("number-poison");
        assertThat(failures(again)).containsExactly("number-poison");
        assertThat(state("poison")).isEqualTo("WAITING");
        assertThat(sent("luis@example.org")).isEqualTo(2);
    }

    @Test
    void starts_no_message_that_it_may_not_finish() throws Exception {
        putPerson("p000000000000003", "ana@example.org");
        putMessage("later", "p000000000000003");

        var answer = call(deliverMail, stream("later"), 5_000);

        assertThat(failures(answer)).containsExactly("number-later");
        assertThat(state("later")).isEqualTo("WAITING");
        assertThat(sent("ana@example.org")).isZero();
    }

    @Test
    void notes_what_the_mail_service_tells() throws Exception {
        putPerson("p000000000000004", "bounce+mine@simulator.amazonses.com");
        putMessage("bouncing", "p000000000000004");
        call(deliverMail, stream("bouncing"), 60_000);

        call(mailFeedback, event("Bounce"), 60_000);

        assertThat(item("PERSON#p000000000000004", "PERSON").get("emailStanding").s()).isEqualTo("BOUNCING");
    }

    @Test
    void marks_as_sent_what_the_mail_service_says_it_sent() throws Exception {
        putMessage("lost", "p000000000000001");

        call(
                mailFeedback,
                """
                {"source":"aws.ses","detail":{"eventType":"Send","send":{},\
                "mail":{"messageId":"provider-1","tags":{"message":["lost"]}}}}""",
                60_000);

        assertThat(state("lost")).isEqualTo("SENT");
    }

    @Test
    void handles_the_events_that_come_with_the_repository() throws Exception {
        var events = Path.of("../../events");

        var delivered = call(deliverMail, Files.readString(events.resolve("deliver-mail.json")), 60_000);
        var noted = call(mailFeedback, Files.readString(events.resolve("mail-feedback.json")), 60_000);
        var reminded = call(new SendRemindersFunction(), Files.readString(events.resolve("send-reminders.json")), 60_000);

        assertThat(failures(delivered)).isEmpty();
        assertThat(noted).isEmpty();
        assertThat(reminded).containsOnlyKeys(
                        "digests", "people", "unreached", "ticketsReminded", "ticketsClosed", "deskDigests", "left");
    }

    private static Map<String, Object> call(EventFunction function, String event, int timeLeft) throws IOException {
        var output = new ByteArrayOutputStream();
        var context = (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(), new Class<?>[] {Context.class}, (_, method, _) -> switch (method.getName()) {
                    case "getAwsRequestId" -> "request-1";
                    case "getRemainingTimeInMillis" -> timeLeft;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        function.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, context);
        return JSON.std.mapFrom(output.toByteArray());
    }

    private static List<String> failures(Map<String, Object> answer) {
        return new Tree(answer)
                .at("batchItemFailures").list().stream()
                        .map(failure -> failure.at("itemIdentifier").requiredText())
                        .toList();
    }

    private static String stream(String... messages) {
        return Stream.of(messages)
                .map(id -> """
                        {"eventName":"INSERT","eventSource":"aws:dynamodb","dynamodb":{"SequenceNumber":"number-%1$s",\
                        "Keys":{"pk":{"S":"OUTBOX#%1$s"},"sk":{"S":"-"}}}}"""
                        .formatted(id))
                .reduce((one, other) -> one + "," + other)
                .map(records -> "{\"Records\":[" + records + "]}")
                .orElseThrow();
    }

    /** The next event of that kind that the mail service sent. */
    private static String event(String type) throws InterruptedException {
        while (true) {
            var event = EVENTS.poll(5, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
            if (event.contains("\"eventType\":\"" + type + "\"")) {
                return event;
            }
        }
    }

    private static void putPerson(String id, String address) {
        table.putItem(put -> put.tableName(TABLE).item(texts(
                "pk", "PERSON#" + id,
                "sk", "PERSON",
                "documentType", "DNI",
                "documentNumber", "50118834",
                "given", "Rosa",
                "paternal", "Condezo",
                "email", address,
                "emailStanding", "VERIFIED")));
    }

    private static void putMessage(String id, String person) {
        var item = new HashMap<>(texts(
                "pk", "OUTBOX#" + id,
                "sk", "-",
                "messageState", "WAITING",
                "kind", "PASSWORD_WAS_CHANGED",
                "person", person,
                "language", "SPANISH"));
        var now = Instant.now();
        item.put("createdAt", AttributeValue.fromN(Long.toString(now.toEpochMilli())));
        item.put("uselessFrom", AttributeValue.fromN(Long.toString(now.plusSeconds(3600).toEpochMilli())));
        table.putItem(put -> put.tableName(TABLE).item(item));
    }

    private static Map<String, AttributeValue> texts(String... namesAndTexts) {
        var texts = new HashMap<String, AttributeValue>();
        for (var i = 0; i < namesAndTexts.length; i += 2) {
            texts.put(namesAndTexts[i], AttributeValue.fromS(namesAndTexts[i + 1]));
        }
        return texts;
    }

    private static String state(String id) {
        return item("OUTBOX#" + id, "-").get("messageState").s();
    }

    private static Map<String, AttributeValue> item(String pk, String sk) {
        return table.getItem(get -> get.tableName(TABLE).key(texts("pk", pk, "sk", sk))).item();
    }

    private static int sent(String to) throws IOException {
        try (var inbox = ses.endpoint().resolve("/inbox.json?to=" + to).toURL().openStream()) {
            return JSON.std.listFrom(inbox).size();
        }
    }

    private static void prepareMail() {
        try (var client = SesV2Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build()) {
            client.createConfigurationSet(set -> set.configurationSetName("portero"));
            client.createConfigurationSetEventDestination(destination -> destination
                    .configurationSetName("portero")
                    .eventDestinationName("feedback")
                    .eventDestination(feedback -> feedback.enabled(true)
                            .matchingEventTypesWithStrings("SEND", "BOUNCE")
                            .eventBridgeDestination(bus -> bus.eventBusArn(
                                    "arn:aws:events:us-east-1:000000000000:event-bus/default"))));
            client.createEmailIdentity(identity -> identity.emailIdentity("portero@example.org"));
        }
    }

    private static void createTable() {
        table.createTable(create -> create.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(Stream.of("pk", "sk", "gsi1pk", "gsi1sk")
                        .map(name -> AttributeDefinition.builder()
                                .attributeName(name)
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .toList())
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName("gsi1")
                        .keySchema(key("gsi1pk", KeyType.HASH), key("gsi1sk", KeyType.RANGE))
                        .projection(projection -> projection.projectionType(ProjectionType.ALL))
                        .build()));
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
