package portero.local.ses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.EventType;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;
import software.amazon.awssdk.services.sesv2.model.SuppressedDestinationSummary;
import software.amazon.awssdk.services.sesv2.model.SuppressionListReason;

/** Who is on the suppression list, how they come there, and what becomes of mails to them. */
class SuppressionContractTest extends MailContract {
    private void suppress(String address, SuppressionListReason reason) {
        ses.putSuppressedDestination(put -> put.emailAddress(address).reason(reason));
    }

    private String state(String to) {
        return inbox(to).path(0).path("state").asText();
    }

    @Test
    @Source(Docs.PUT_SUPPRESSED)
    void aSuppressedAddress_shouldBeShownUntilItIsDeleted() {
        String address = freshAddress();

        suppress(address, SuppressionListReason.COMPLAINT);

        var found = ses.getSuppressedDestination(get -> get.emailAddress(address)).suppressedDestination();
        assertThat(found.emailAddress()).isEqualTo(address);
        assertThat(found.reason()).isEqualTo(SuppressionListReason.COMPLAINT);
        assertThat(found.lastUpdateTime()).isEqualTo(clock.instant());
        ses.deleteSuppressedDestination(delete -> delete.emailAddress(address));
        assertRefused(NotFoundException.class, () -> ses.getSuppressedDestination(get -> get.emailAddress(address)));
        assertRefused(NotFoundException.class, () -> ses.deleteSuppressedDestination(delete -> delete.emailAddress(address)));
    }

    @Test
    @Source(Docs.PUT_SUPPRESSED)
    void putSuppressedDestination_shouldRefuse_whatIsNoAddressOrReason() {
        assertRefused(BadRequestException.class, () -> suppress("person", SuppressionListReason.BOUNCE));
        assertRefused(BadRequestException.class,
                () -> ses.putSuppressedDestination(put -> put.emailAddress(freshAddress()).reason("DISLIKE")));
        assertRefused(BadRequestException.class, () -> ses.putSuppressedDestination(put -> put.emailAddress(freshAddress())));
    }

    @Test
    @Source(Docs.LIST_SUPPRESSED)
    void listSuppressedDestinations_shouldNarrowByReasonAndTime() {
        String before = freshAddress();
        String after = freshAddress();
        suppress(before, SuppressionListReason.BOUNCE);
        passes(Duration.ofHours(1));
        suppress(after, SuppressionListReason.COMPLAINT);

        var complaints = ses.listSuppressedDestinations(list -> list.reasons(SuppressionListReason.COMPLAINT));
        var recent = ses.listSuppressedDestinations(list -> list.startDate(clock.instant()));

        assertThat(complaints.suppressedDestinationSummaries())
                .extracting(SuppressedDestinationSummary::emailAddress).contains(after).doesNotContain(before);
        assertThat(recent.suppressedDestinationSummaries())
                .extracting(SuppressedDestinationSummary::emailAddress).contains(after).doesNotContain(before);
    }

    @ParameterizedTest
    @Source(Docs.SUPPRESSION_LIST)
    @ValueSource(strings = {"", "upper"})
    void aMailToASuppressedAddress_shouldBeTakenAndBounce_whateverItsSpelling(String spelling) {
        String address = freshAddress();
        String set = setWith(EventType.SEND, EventType.DELIVERY, EventType.BOUNCE);
        suppress(address, SuppressionListReason.BOUNCE);
        String to = spelling.isEmpty() ? address : address.toUpperCase(Locale.ROOT);

        String id = send(to, request -> request.configurationSetName(set));

        List<JsonNode> events = events(2);
        assertThat(events).extracting(event -> event.path("detail-type").asText())
                .containsExactly("Email Sent", "Email Bounced");
        JsonNode bounce = events.getLast().at("/detail/bounce");
        assertThat(bounce.path("bounceType").asText()).isEqualTo("Permanent");
        assertThat(bounce.path("bounceSubType").asText()).isEqualTo("OnAccountSuppressionList");
        assertThat(bounce.at("/bouncedRecipients/0/emailAddress").asText()).isEqualTo(to);
        assertThat(bounce.at("/bouncedRecipients/0/diagnosticCode").asText()).contains("suppression list for your account");
        assertThat(events.getLast().at("/detail/mail/messageId").asText()).isEqualTo(id);
        assertThat(state(to)).isEqualTo("suppressed");
        assertNoMoreEvents();
    }

    @Test
    @Source(Docs.EVENT_CONTENTS)
    void aMailToAnAddressThatComplained_shouldRaiseAComplaintThatSaysSo() {
        String address = freshAddress();
        String set = setWith(EventType.BOUNCE, EventType.COMPLAINT);
        suppress(address, SuppressionListReason.COMPLAINT);

        send(address, request -> request.configurationSetName(set));

        assertThat(events(1)).singleElement().satisfies(event -> {
            assertThat(event.path("detail-type").asText()).isEqualTo("Email Complaint Received");
            assertThat(event.at("/detail/complaint/complaintSubType").asText()).isEqualTo("OnAccountSuppressionList");
        });
        assertThat(state(address)).isEqualTo("suppressed");
    }

    @Test
    @Source(Docs.SUPPRESSION_LIST)
    void otherRecipientsOfTheSameMail_shouldGetIt() {
        String suppressed = freshAddress();
        String other = freshAddress();
        suppress(suppressed, SuppressionListReason.BOUNCE);

        send("", request -> request.destination(destination -> destination.toAddresses(suppressed, other)));

        JsonNode states = inbox(other).path(0).path("states");
        assertThat(states.path(suppressed).asText()).isEqualTo("suppressed");
        assertThat(states.path(other).asText()).isEqualTo("delivered");
    }

    @Test
    @Source(Docs.SUPPRESSION_LIST)
    void aHardBounce_shouldPutTheAddressOnTheList() {
        String address = fresh("person") + "@nowhere.invalid";

        String id = send(address);

        assertThat(state(address)).isEqualTo("bounced");
        var found = ses.getSuppressedDestination(get -> get.emailAddress(address)).suppressedDestination();
        assertThat(found.reason()).isEqualTo(SuppressionListReason.BOUNCE);
        assertThat(found.attributes().messageId()).isEqualTo(id);
        send(address);
        assertThat(state(address)).isEqualTo("suppressed");
    }

    @Test
    @Source(Docs.SUPPRESSION_LIST)
    void aComplaint_shouldPutTheAddressOnTheList() {
        String address = freshAddress();
        String set = setWith(EventType.COMPLAINT);
        send(address, request -> request.configurationSetName(set));
        String mail = inbox(address).path(0).path("id").asText();

        var answer = exchange(HttpRequest.newBuilder(
                        server.endpoint().resolve("/inbox/" + mail + "/complaint"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(events(1)).singleElement().satisfies(event ->
                assertThat(event.at("/detail/complaint/complainedRecipients/0/emailAddress").asText()).isEqualTo(address));
        assertThat(state(address)).isEqualTo("complained");
        assertThat(ses.getSuppressedDestination(get -> get.emailAddress(address)).suppressedDestination().reason())
                .isEqualTo(SuppressionListReason.COMPLAINT);
    }

    @Test
    @Source(Docs.SET_SUPPRESSION)
    void aConfigurationSet_shouldOverrideTheAccountsReasons() {
        String address = fresh("person") + "@nowhere.invalid";
        String none = fresh("none");
        ses.createConfigurationSet(create -> create.configurationSetName(none)
                .suppressionOptions(options -> options.suppressedReasons(List.of())));

        send(address, request -> request.configurationSetName(none));
        assertRefused(NotFoundException.class, () -> ses.getSuppressedDestination(get -> get.emailAddress(address)));

        String person = freshAddress();
        suppress(person, SuppressionListReason.BOUNCE);
        send(person, request -> request.configurationSetName(none));
        assertThat(state(person)).isEqualTo("delivered");
    }

    @Test
    @Source(Docs.SUPPRESSION_LIST)
    void theAccountsReasons_shouldSayWhatIsSuppressed() {
        String address = fresh("person") + "@nowhere.invalid";
        assertThat(ses.getAccount(_ -> {}).suppressionAttributes().suppressedReasons())
                .containsExactlyInAnyOrder(SuppressionListReason.BOUNCE, SuppressionListReason.COMPLAINT);

        ses.putAccountSuppressionAttributes(put -> put.suppressedReasons(SuppressionListReason.COMPLAINT));
        send(address);
        send(address);
        ses.putAccountSuppressionAttributes(put ->
                put.suppressedReasons(SuppressionListReason.BOUNCE, SuppressionListReason.COMPLAINT));

        assertThat(state(address)).isEqualTo("bounced");
    }
}
