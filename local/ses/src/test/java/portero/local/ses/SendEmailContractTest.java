package portero.local.ses;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.Message;
import software.amazon.awssdk.services.sesv2.model.MessageHeader;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.MessageTag;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SendingPausedException;

/** What may be sent, and what it becomes. */
class SendEmailContractTest extends MailContract {
    private static Consumer<SendEmailRequest.Builder> simple(Consumer<Message.Builder> changes) {
        return request -> request.content(content -> content.simple(simple -> changes.accept(simple
                .subject(subject -> subject.data("Hello"))
                .body(body -> body.text(text -> text.data("How are you?"))))));
    }

    private static Consumer<SendEmailRequest.Builder> header(String name, String value) {
        return simple(message -> message.headers(MessageHeader.builder().name(name).value(value).build()));
    }

    private static MessageTag tag(String name, String value) {
        return MessageTag.builder().name(name).value(value).build();
    }

    @Test
    @Source(Docs.SEND_EMAIL)
    void sendEmail_shouldAnswerTheMessagesId() {
        String to = freshAddress();

        String id = send(to);

        assertThat(id).matches("0100[0-9a-f]{12}-[0-9a-f-]{36}-000000");
        assertThat(inbox(to).path(0).path("messageId").asText()).isEqualTo(id);
    }

    @Test
    @Source(Docs.SEND_EMAIL)
    void sendEmail_shouldDeliver_textAndHtmlAsAlternatives() {
        String to = freshAddress();

        String id = send(to, simple(message -> message
                .subject(subject -> subject.data("Año escolar: ¿qué falta?"))
                .body(body -> body.text(text -> text.data("Falta la relación — hoy."))
                        .html(html -> html.data("<p>Falta la <b>relación</b> — hoy.</p>"))))
                .andThen(request -> request.fromEmailAddress("Oficina <" + SENDER + ">")
                        .replyToAddresses("answers@school.pe")));

        var mail = inbox(to).path(0);
        assertThat(mail.path("subject").asText()).isEqualTo("Año escolar: ¿qué falta?");
        assertThat(mail.path("from").asText()).isEqualTo("Oficina <office@school.pe>");
        assertThat(mail.path("replyTo")).hasSize(1).allMatch(each -> each.asText().equals("answers@school.pe"));
        assertThat(mail.path("text").asText()).isEqualTo("Falta la relación — hoy.");
        assertThat(mail.path("html").asText()).isEqualTo("<p>Falta la <b>relación</b> — hoy.</p>");
        assertThat(mail.path("state").asText()).isEqualTo("delivered");
        assertThat(source(to))
                .contains("From: Oficina <office@school.pe>", "To: " + to, "Reply-To: answers@school.pe")
                .contains("Message-ID: <" + id + "@email.amazonses.com>", "multipart/alternative", "MIME-Version: 1.0")
                .contains("Subject: =?UTF-8?");
    }

    @Test
    @Source(Docs.DESTINATION)
    void sendEmail_shouldReachCopies_andTellNobodyOfBlindOnes() {
        String to = freshAddress();
        String copy = freshAddress();
        String blind = freshAddress();

        send(to, request -> request.destination(
                destination -> destination.toAddresses(to).ccAddresses(copy).bccAddresses(blind)));

        assertThat(inbox(copy)).hasSize(1);
        assertThat(inbox(blind)).hasSize(1);
        assertThat(source(blind)).contains("Cc: " + copy).doesNotContain(blind);
    }

    @Test
    @Source(Docs.DESTINATION)
    void sendEmail_shouldRefuse_moreThanFiftyRecipients() {
        List<String> fifty = IntStream.range(0, 50).mapToObj(_ -> freshAddress()).toList();

        send("", request -> request.destination(destination -> destination.toAddresses(fifty)));

        assertThat(inbox(fifty.getLast())).hasSize(1);
        assertRefused(BadRequestException.class, () -> send("", request -> request.destination(
                destination -> destination.toAddresses(fifty).ccAddresses(freshAddress()))))
                .hasMessageContaining("Recipient count exceeds 50");
    }

    @Test
    @Source(Docs.SEND_EMAIL)
    void sendEmail_shouldRefuse_withoutRecipients() {
        assertRefused(BadRequestException.class, () -> send("", request -> request.destination(_ -> {})));
    }

    @ParameterizedTest
    @Source(Docs.SEND_EMAIL)
    @CsvSource(delimiter = '|', value = {
        "person                 | Missing final '@domain'",
        "person@                | Missing domain",
        "@example.pe            | Missing local name",
        "per son@example.pe     | Local address contains control or whitespace",
        "person@exam ple.pe     | Domain contains control or whitespace",
        "person@example..pe     | Domain contains dot-dot",
        "año@example.pe         | Local address contains",
        "person@año.pe          | Domain contains illegal character",
        "a@example.pe, b@example.pe | Illegal address",
        "Año <a@example.pe>     | encoded word"
    })
    void sendEmail_shouldRefuse_whatIsNoAddress(String address, String why) {
        assertRefused(BadRequestException.class, () -> send(address)).hasMessageContaining(why);
    }

    @Test
    @Source(Docs.SEND_EMAIL)
    void sendEmail_shouldRefuse_lineBreaksInTheSubjectAndInAddresses() {
        String to = freshAddress();

        assertRefused(BadRequestException.class,
                () -> send(to, simple(message -> message.subject(subject -> subject.data("Hello\r\nBcc: b@example.pe")))));
        assertRefused(BadRequestException.class, () -> send("a@example.pe\r\nBcc: b@example.pe"));
        assertRefused(BadRequestException.class,
                () -> send(to, request -> request.fromEmailAddress("Office\r\nBcc: b@example.pe <" + SENDER + ">")));

        assertThat(inbox(to)).isEmpty();
    }

    @Test
    @Source(Docs.MESSAGE_HEADER)
    void sendEmail_shouldCarryTheHeadersOfSimpleContent() {
        String to = freshAddress();

        send(to, header("X-Ticket", "T-42"));

        assertThat(source(to)).contains("X-Ticket: T-42");
    }

    @ParameterizedTest
    @Source(Docs.MESSAGE_HEADER)
    @CsvSource(value = {"X Ticket,T", "X-Ticket:,T", "X-Ticket,'T\r\nBcc: b@example.pe'", "X-Ticket,ñ", "From,b@x.pe",
        "Message-ID,1"})
    void sendEmail_shouldRefuse_headersThatAreNone(String name, String value) {
        assertRefused(BadRequestException.class, () -> send(freshAddress(), header(name, value)));
    }

    @Test
    @Source(Docs.MESSAGE_TAG)
    void sendEmail_shouldKeepTags() {
        String to = freshAddress();

        send(to, request -> request.emailTags(tag("message", "A-1_b")));

        assertThat(inbox(to).path(0).path("tags").path("message").asText()).isEqualTo("A-1_b");
    }

    @ParameterizedTest
    @Source(Docs.MESSAGE_TAG)
    @CsvSource({"a b,c", "a,b c", "ñ,a", "a,b.c", "'',a", "a,''"})
    void sendEmail_shouldRefuse_tagsBeyondLettersDigitsUnderscoreAndDash(String name, String value) {
        assertRefused(BadRequestException.class,
                () -> send(freshAddress(), request -> request.emailTags(tag(name, value))));
    }

    @Test
    @Source(Docs.MESSAGE_TAG)
    void sendEmail_shouldRefuse_longAndTooManyTags() {
        String longest = "a".repeat(256);

        send(freshAddress(), request -> request.emailTags(tag(longest, longest)));

        assertRefused(BadRequestException.class,
                () -> send(freshAddress(), request -> request.emailTags(tag(longest + "a", "a"))));
        assertRefused(BadRequestException.class, () -> send(freshAddress(), request ->
                request.emailTags(IntStream.range(0, 51).mapToObj(number -> tag("t" + number, "v")).toList())));
    }

    @Test
    @Source(Docs.SEND_EMAIL)
    void sendEmail_shouldRefuse_anUnknownConfigurationSet() {
        assertRefused(NotFoundException.class,
                () -> send(freshAddress(), request -> request.configurationSetName("nowhere")))
                .hasMessageContaining("Configuration set <nowhere> does not exist.");
    }

    @Test
    @Source(Docs.SEND_EMAIL)
    void sendEmail_shouldRefuse_whatIsNotServedHere() {
        assertRefused(BadRequestException.class, () -> send(freshAddress(), request ->
                request.content(content -> content.template(template -> template.templateName("welcome")))))
                .hasMessageContaining("content.template");
        assertRefused(BadRequestException.class, () -> send(freshAddress(), request ->
                request.listManagementOptions(list -> list.contactListName("all"))))
                .hasMessageContaining("listManagementOptions");
        assertRefused(BadRequestException.class, () -> send(freshAddress(), request -> request.content(_ -> {})));
    }

    @Test
    @Source(Docs.QUOTAS)
    void sendEmail_shouldRefuse_messagesOfMoreThanFortyMegabytes() {
        String line = "x".repeat(99) + "\n";

        assertRefused(BadRequestException.class, () -> sendRaw(
                "From: office@school.pe\nTo: big@example.pe\nSubject: Big\n\n"
                        + String.join("", Collections.nCopies(420_000, line)), _ -> {}))
                .hasMessageContaining("Message length is more than 41943040 bytes long");
    }

    @Test
    @Source(Docs.IDENTITIES)
    void sendEmail_shouldReject_anUnverifiedSender() {
        assertRefused(MessageRejectedException.class,
                () -> send(freshAddress(), request -> request.fromEmailAddress("Office <office@other.pe>")))
                .hasMessageContaining("Email address is not verified. The following identities failed the check in region "
                        + "US-EAST-1: office@other.pe");
    }

    @ParameterizedTest
    @Source(Docs.IDENTITIES)
    @ValueSource(strings = {"any@school.pe", "any+label@school.pe", "any@SCHOOL.pe", "any@mail.school.pe",
        "any@a.b.school.pe"})
    void sendEmail_shouldTake_everyAddressOfAVerifiedDomainAndItsSubdomains(String sender) {
        String to = freshAddress();

        send(to, request -> request.fromEmailAddress(sender));

        assertThat(inbox(to)).hasSize(1);
    }

    @Test
    @Source(Docs.IDENTITIES)
    void sendEmail_shouldTake_aVerifiedAddressWithLabelsOnly() {
        ses.createEmailIdentity(create -> create.emailIdentity("One@alone.pe"));

        send(freshAddress(), request -> request.fromEmailAddress("One@alone.pe"));
        send(freshAddress(), request -> request.fromEmailAddress("One+label@alone.pe"));

        assertRefused(MessageRejectedException.class,
                () -> send(freshAddress(), request -> request.fromEmailAddress("one@alone.pe")));
        assertRefused(MessageRejectedException.class,
                () -> send(freshAddress(), request -> request.fromEmailAddress("two@alone.pe")));
        assertRefused(MessageRejectedException.class,
                () -> send(freshAddress(), request -> request.fromEmailAddress("office@evil-school.pe")));
    }

    @Test
    @Source(Docs.SEND_EMAIL)
    void sendEmail_shouldTakeRawMessages_toTheirOwnRecipients() {
        String to = freshAddress();
        String blind = freshAddress();

        String id = sendRaw("""
                From: =?UTF-8?B?QcOxbw==?= <office@school.pe>
                To: %s
                Bcc: %s
                Subject: Raw
                Message-ID: <mine@school.pe>
                X-SES-MESSAGE-TAGS: message=m1, kind=test
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain; charset=ISO-8859-1
                Content-Transfer-Encoding: quoted-printable

                a=F1o
                --b
                Content-Type: text/html
                Content-Disposition: attachment; filename=a.html

                <p>attached</p>
                --b--
                """.formatted(to, blind), _ -> {});

        var mail = inbox(to).path(0);
        assertThat(mail.path("from").asText()).isEqualTo("Año <office@school.pe>");
        assertThat(mail.path("text").asText().strip()).isEqualTo("año");
        assertThat(mail.path("html").isNull()).isTrue();
        assertThat(mail.path("tags").path("kind").asText()).isEqualTo("test");
        assertThat(inbox(blind)).hasSize(1);
        assertThat(source(to))
                .contains(id, "attached")
                .doesNotContain("mine@school.pe", "Bcc", "X-SES-MESSAGE-TAGS");
    }

    @Test
    @Source(Docs.SEND_EMAIL)
    void sendEmail_shouldSendRawMessages_toTheNamedDestinationOnly() {
        String header = freshAddress();
        String named = freshAddress();

        sendRaw("From: office@school.pe\nTo: %s\nSubject: Raw\n\nBody\n".formatted(header),
                request -> request.destination(destination -> destination.toAddresses(named)));

        assertThat(inbox(named)).hasSize(1);
        assertThat(inbox(header)).isEmpty();
        assertThat(source(named)).contains("To: " + header);
    }

    @ParameterizedTest
    @Source(Docs.SEND_EMAIL)
    @CsvSource(delimiter = '|', value = {
        "To: a@example.pe | Missing required header 'From'.",
        "From: office@school.pe\\nTo: a@example.pe\\nSubject: a\\nSubject: b | Duplicate header 'subject'.",
        "From: office@school.pe\\nSubject: a | No recipients",
        "From: office@school.pe, other@school.pe\\nTo: a@example.pe | exactly one sender"
    })
    void sendEmail_shouldRefuse_damagedRawMessages(String headers, String why) {
        assertRefused(BadRequestException.class, () -> sendRaw(headers.replace("\\n", "\n") + "\n\nBody\n", _ -> {}))
                .hasMessageContaining(why);
    }

    @Test
    @Source(Docs.IDENTITIES)
    void sendEmail_shouldReject_anUnverifiedReturnPathOfARawMessage() {
        assertRefused(MessageRejectedException.class, () -> sendRaw(
                "From: office@school.pe\nTo: a@example.pe\nReturn-Path: back@other.pe\nSubject: a\n\nBody\n", _ -> {}))
                .hasMessageContaining("back@other.pe");
    }

    @Test
    @Source(Docs.PAUSING)
    void sendEmail_shouldRefuse_whileSendingIsPaused() {
        String set = fresh("paused");
        ses.createConfigurationSet(create -> create.configurationSetName(set)
                .sendingOptions(options -> options.sendingEnabled(false)));

        assertRefused(SendingPausedException.class,
                () -> send(freshAddress(), request -> request.configurationSetName(set)));
        ses.putConfigurationSetSendingOptions(put -> put.configurationSetName(set).sendingEnabled(true));
        send(freshAddress(), request -> request.configurationSetName(set));

        ses.putAccountSendingAttributes(put -> put.sendingEnabled(false));
        assertRefused(SendingPausedException.class, () -> send(freshAddress()));
        ses.putAccountSendingAttributes(put -> put.sendingEnabled(true));
        send(freshAddress());
    }

    @Test
    @Source(Docs.IDENTITIES)
    void sendEmail_shouldUseTheIdentitysConfigurationSet_unlessAnotherIsNamed() {
        String standard = fresh("standard");
        String named = fresh("named");
        ses.createConfigurationSet(create -> create.configurationSetName(standard));
        ses.createConfigurationSet(create -> create.configurationSetName(named));
        ses.createEmailIdentity(create -> create.emailIdentity("default.pe").configurationSetName(standard));
        String one = freshAddress();
        String other = freshAddress();

        send(one, request -> request.fromEmailAddress("a@default.pe"));
        send(other, request -> request.fromEmailAddress("a@default.pe").configurationSetName(named));

        assertThat(inbox(one).path(0).path("configurationSet").asText()).isEqualTo(standard);
        assertThat(inbox(other).path(0).path("configurationSet").asText()).isEqualTo(named);
    }
}
