package portero.local.ses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sesv2.model.EventType;
import software.amazon.awssdk.services.sesv2.model.SuppressionListReason;
import software.amazon.awssdk.services.sesv2.model.TooManyRequestsException;

/** What survives a restart and a crash. */
class PersistenceTest {
    @TempDir
    private Path folder;

    private SesSettings settings() {
        return SesSettings.inMemory().withIdentitiesVerifiedAtOnce(true).withDataFolder(folder);
    }

    @Test
    void restart_shouldKeepIdentitiesSetsSuppressedAddressesAndMails() {
        JsonNode before;
        String source;
        try (var server = SesServer.start(settings()); var ses = MailContract.client(server)) {
            ses.createEmailIdentity(create -> create.emailIdentity("school.pe"));
            ses.createConfigurationSet(create -> create.configurationSetName("mails"));
            ses.createConfigurationSetEventDestination(create -> create.configurationSetName("mails")
                    .eventDestinationName("bus")
                    .eventDestination(destination -> destination.enabled(true)
                            .matchingEventTypes(EventType.BOUNCE)
                            .eventBridgeDestination(bridge ->
                                    bridge.eventBusArn("arn:aws:events:us-east-1:000000000000:event-bus/default"))));
            ses.putSuppressedDestination(put ->
                    put.emailAddress("gone@example.pe").reason(SuppressionListReason.BOUNCE));
            MailContract.send(ses, "one@example.pe", request -> request.configurationSetName("mails"));
            MailContract.send(ses, "gone@example.pe", _ -> {});
            before = MailContract.inbox(server, "");
            source = MailContract.get(server, "/inbox/1/source").body();
        }

        try (var server = SesServer.start(settings()); var ses = MailContract.client(server)) {
            assertThat(MailContract.inbox(server, "")).isEqualTo(before).hasSize(2);
            assertThat(MailContract.get(server, "/inbox/1/source").body()).isEqualTo(source);
            assertThat(ses.getEmailIdentity(get -> get.emailIdentity("school.pe")).verifiedForSendingStatus()).isTrue();
            assertThat(ses.getConfigurationSetEventDestinations(get -> get.configurationSetName("mails"))
                            .eventDestinations())
                    .hasSize(1);
            assertThat(ses.getSuppressedDestination(get -> get.emailAddress("gone@example.pe"))
                            .suppressedDestination()
                            .reason())
                    .isEqualTo(SuppressionListReason.BOUNCE);
            MailContract.send(ses, "three@example.pe", _ -> {});
            assertThat(MailContract.inbox(server, "three@example.pe").path(0).path("id").asText()).isEqualTo("3");
        }
    }

    @Test
    void restart_shouldRememberWhatWasSentThatDay() {
        var quota = settings().withQuotas(1000, 2);
        try (var server = SesServer.start(quota); var ses = MailContract.client(server)) {
            ses.createEmailIdentity(create -> create.emailIdentity("school.pe"));
            MailContract.send(ses, "one@example.pe", _ -> {});
            MailContract.send(ses, "two@example.pe", _ -> {});
        }

        try (var server = SesServer.start(quota); var ses = MailContract.client(server)) {
            assertThatThrownBy(() -> MailContract.send(ses, "three@example.pe", _ -> {}))
                    .isInstanceOf(TooManyRequestsException.class);
        }
    }

    @Test
    void restart_shouldForgiveHalfWrittenFiles() throws IOException {
        try (var server = SesServer.start(settings()); var ses = MailContract.client(server)) {
            ses.createEmailIdentity(create -> create.emailIdentity("school.pe"));
            MailContract.send(ses, "one@example.pe", _ -> {});
        }
        Files.writeString(folder.resolve("account.json.new"), "{\"sendingEna");
        Files.writeString(folder.resolve("mails/2.json.new"), "{\"id\":2,");

        try (var server = SesServer.start(settings()); var ses = MailContract.client(server)) {
            assertThat(MailContract.inbox(server, "")).hasSize(1);
            MailContract.send(ses, "two@example.pe", _ -> {});
            assertThat(MailContract.inbox(server, "two@example.pe").path(0).path("id").asText()).isEqualTo("2");
        }
    }

    @Test
    void theNewestThousandMails_shouldBeKept() throws IOException {
        try (var server = SesServer.start(settings()); var ses = MailContract.client(server)) {
            ses.createEmailIdentity(create -> create.emailIdentity("school.pe"));
            for (int sent = 1; sent <= Mailbox.MOST + 2; sent++) {
                String to = "p" + sent + "@example.pe";
                MailContract.send(ses, to, _ -> {});
            }
            JsonNode kept = MailContract.inbox(server, "");
            assertThat(kept).hasSize(Mailbox.MOST);
            assertThat(kept.path(Mailbox.MOST - 1).path("id").asText()).isEqualTo("3");
        }
        try (Stream<Path> files = Files.list(folder.resolve("mails"))) {
            assertThat(files).hasSize(Mailbox.MOST);
        }
    }

    @Test
    void aSecondService_shouldNotUseTheSameFolder() {
        try (var first = SesServer.start(settings())) {
            assertThatThrownBy(() -> SesServer.start(settings()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("Another service uses the data folder");
            assertThat(MailContract.get(first, "/inbox").statusCode()).isEqualTo(200);
        }
    }
}
