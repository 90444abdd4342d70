package portero.local.ses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sesv2.model.EventType;
import software.amazon.awssdk.services.sesv2.model.MessageTag;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;

/** The events that configuration sets send to EventBridge. */
class EventContractTest extends MailContract {
    private static List<String> kinds(List<JsonNode> events) {
        return events.stream().map(event -> event.path("detail-type").asText()).toList();
    }

    @Test
    @Source(Docs.EVENT_BRIDGE)
    void aDeliveredMail_shouldRaiseSendAndDelivery_inEventBridgesEnvelope() {
        String set = setWith(EventType.SEND, EventType.DELIVERY, EventType.BOUNCE);
        String to = freshAddress();

        String id = send(to, request -> request.configurationSetName(set)
                .fromEmailAddress("Office <" + SENDER + ">")
                .emailTags(MessageTag.builder().name("message").value("m-1").build()));

        List<JsonNode> events = events(2);
        assertThat(kinds(events)).containsExactly("Email Sent", "Email Delivered");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.path("version").asText()).isEqualTo("0");
            assertThat(event.path("id").asText()).hasSize(36);
            assertThat(event.path("source").asText()).isEqualTo("aws.ses");
            assertThat(event.path("account").asText()).isEqualTo("000000000000");
            assertThat(event.path("region").asText()).isEqualTo("us-east-1");
            assertThat(event.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
            assertThat(event.at("/resources/0").asText())
                    .isEqualTo("arn:aws:ses:us-east-1:000000000000:configuration-set/" + set);
            JsonNode mail = event.at("/detail/mail");
            assertThat(mail.path("timestamp").asText()).matches(".*T\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(mail.path("messageId").asText()).isEqualTo(id);
            assertThat(mail.path("source").asText()).isEqualTo("Office <office@school.pe>");
            assertThat(mail.path("sourceArn").asText())
                    .isEqualTo("arn:aws:ses:us-east-1:000000000000:identity/school.pe");
            assertThat(mail.path("destination")).hasSize(1).allMatch(each -> each.asText().equals(to));
            assertThat(mail.at("/tags/message/0").asText()).isEqualTo("m-1");
            assertThat(mail.path("tags").path("ses:configuration-set").path(0).asText()).isEqualTo(set);
            assertThat(mail.at("/commonHeaders/subject").asText()).isEqualTo("Hello");
        });
        assertThat(events.getFirst().at("/detail/eventType").asText()).isEqualTo("Send");
        assertThat(events.getFirst().at("/detail/send").isObject()).isTrue();
        assertThat(events.getLast().at("/detail/eventType").asText()).isEqualTo("Delivery");
        assertThat(events.getLast().at("/detail/delivery/recipients/0").asText()).isEqualTo(to);
    }

    @ParameterizedTest
    @Source(Docs.SIMULATOR)
    @ValueSource(strings = {"bounce@simulator.amazonses.com", "bounce+m1@simulator.amazonses.com"})
    void aMailToTheSimulatorsBouncingBox_shouldComeBackHard_andNotBeSuppressed(String to) {
        String set = setWith(EventType.SEND, EventType.DELIVERY, EventType.BOUNCE);

        send(to, request -> request.configurationSetName(set));

        List<JsonNode> events = events(2);
        assertThat(kinds(events)).containsExactly("Email Sent", "Email Bounced");
        JsonNode bounce = events.getLast().at("/detail/bounce");
        assertThat(bounce.path("bounceType").asText()).isEqualTo("Permanent");
        assertThat(bounce.path("bounceSubType").asText()).isEqualTo("General");
        assertThat(bounce.path("feedbackId").asText()).startsWith("0100");
        JsonNode recipient = bounce.at("/bouncedRecipients/0");
        assertThat(recipient.path("emailAddress").asText()).isEqualTo(to);
        assertThat(recipient.path("action").asText()).isEqualTo("failed");
        assertThat(recipient.path("status").asText()).isEqualTo("5.1.1");
        assertThat(recipient.path("diagnosticCode").asText()).isEqualTo("smtp; 550 5.1.1 user unknown");
        assertRefused(NotFoundException.class, () -> ses.getSuppressedDestination(get -> get.emailAddress(to)));
        assertThat(inbox(to).path(0).path("state").asText()).isEqualTo("bounced");
    }

    @Test
    @Source(Docs.SIMULATOR)
    void aMailToTheSimulatorsComplainingBox_shouldBeDeliveredAndComplainedAbout() {
        String set = setWith(EventType.DELIVERY, EventType.COMPLAINT);
        String to = "complaint+m2@simulator.amazonses.com";

        send(to, request -> request.configurationSetName(set));

        List<JsonNode> events = events(2);
        assertThat(kinds(events)).containsExactly("Email Delivered", "Email Complaint Received");
        JsonNode complaint = events.getLast().at("/detail/complaint");
        assertThat(complaint.at("/complainedRecipients/0/emailAddress").asText()).isEqualTo(to);
        assertThat(complaint.path("complaintFeedbackType").asText()).isEqualTo("abuse");
        assertThat(complaint.path("complaintSubType").isNull()).isTrue();
        assertThat(complaint.path("feedbackId").asText()).isNotEmpty();
    }

    @Test
    @Source(Docs.SIMULATOR)
    void aMailToTheSimulatorsSuppressedBox_shouldBounceAsSuppressed() {
        String set = setWith(EventType.BOUNCE);
        String to = "suppressionlist@simulator.amazonses.com";

        send(to, request -> request.configurationSetName(set));

        assertThat(events(1)).singleElement().satisfies(event ->
                assertThat(event.at("/detail/bounce/bounceSubType").asText()).isEqualTo("Suppressed"));
        assertThat(inbox(to).path(0).path("state").asText()).isEqualTo("suppressed");
    }

    @ParameterizedTest
    @Source(Docs.SIMULATOR)
    @ValueSource(strings = {"success@simulator.amazonses.com", "ooto@simulator.amazonses.com"})
    void aMailToTheSimulatorsOtherBoxes_shouldBeDelivered(String to) {
        String set = setWith(EventType.DELIVERY);

        send(to, request -> request.configurationSetName(set));

        assertThat(kinds(events(1))).containsExactly("Email Delivered");
    }

    @Test
    @Source(Docs.EVENT_CONTENTS)
    void aMailWithAVirus_shouldBeTakenAndRejected() {
        String set = setWith(EventType.SEND, EventType.DELIVERY, EventType.REJECT);
        String to = freshAddress();

        sendRaw("From: office@school.pe\nTo: %s\nSubject: a\n\nX5O!P%%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*\n"
                .formatted(to), request -> request.configurationSetName(set));

        assertThat(events(1)).singleElement().satisfies(event -> {
            assertThat(event.path("detail-type").asText()).isEqualTo("Email Rejected");
            assertThat(event.at("/detail/reject/reason").asText()).isEqualTo("Bad content");
        });
        assertThat(inbox(to).path(0).path("state").asText()).isEqualTo("rejected");
        assertNoMoreEvents();
    }

    @Test
    @Source(Docs.CREATE_EVENT_DESTINATION)
    void aDestination_shouldGetItsKindsOnly_andOnlyWhileEnabled() {
        String set = setWith(EventType.BOUNCE);

        send(freshAddress(), request -> request.configurationSetName(set));
        assertNoMoreEvents();

        ses.updateConfigurationSetEventDestination(update -> update.configurationSetName(set)
                .eventDestinationName("bus")
                .eventDestination(destination -> destination.enabled(false).matchingEventTypes(EventType.SEND)));
        send(freshAddress(), request -> request.configurationSetName(set));
        assertNoMoreEvents();

        ses.updateConfigurationSetEventDestination(update -> update.configurationSetName(set)
                .eventDestinationName("bus")
                .eventDestination(destination -> destination.enabled(true)));
        send(freshAddress(), request -> request.configurationSetName(set));
        assertThat(kinds(events(1))).containsExactly("Email Sent");
    }

    @Test
    @Source(Docs.EVENT_BRIDGE)
    void aMailWithoutAConfigurationSet_shouldRaiseNothing() {
        setWith(EventType.SEND);

        send(freshAddress());

        assertNoMoreEvents();
    }

    @Test
    @Source(Docs.MESSAGE_TAG_HEADERS)
    void headersOfARawMessage_shouldNameItsSetAndTags() {
        String set = setWith(EventType.SEND);

        sendRaw("""
                From: office@school.pe
                To: %s
                Subject: Raw
                X-SES-CONFIGURATION-SET: %s
                X-SES-MESSAGE-TAGS: message=m3

                Body
                """.formatted(freshAddress(), set), _ -> {});

        assertThat(events(1)).singleElement().satisfies(event ->
                assertThat(event.at("/detail/mail/tags/message/0").asText()).isEqualTo("m3"));
    }
}
