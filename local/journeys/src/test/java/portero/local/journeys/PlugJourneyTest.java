package portero.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.local.journeys.Api.JSON;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens over days, and when the plug is pulled: the clock, the schedules and mail that must leave once. */
class PlugJourneyTest {
    private final Path data = TestCloud.folder();

    @AfterEach
    void delete() {
        TestCloud.delete(data);
    }

    private RunProcess start() {
        return RunProcess.started("--data", data.toString(), "--port", "0");
    }

    private String run(String... words) {
        var arguments = new String[words.length + 2];
        System.arraycopy(words, 0, arguments, 0, words.length);
        arguments[words.length] = "--data";
        arguments[words.length + 1] = data.toString();
        return RunProcess.output(arguments);
    }

    private Inbox inbox() {
        return new Inbox(URI.create(run("env")
                .lines()
                .filter(line -> line.startsWith("export PORTERO_INBOX_URL="))
                .map(line -> line.substring(line.indexOf('\'') + 1, line.lastIndexOf('\'')))
                .findFirst()
                .orElseThrow()));
    }

    @Test
    void mail_shouldLeaveOnce_thoughThePlugIsPulledRightAfterItWasAskedFor() throws IOException {
        String login;
        try (var running = start()) {
            var accounts = Files.readString(data.resolve("accounts.json"));
            login = Api.login(accounts, "teacher", false).path("login").asText();
            assertThat(new Api(running.url()).recover(login).status()).isEqualTo(202);
            running.kill();
        }

        try (var running = start()) {
            var inbox = inbox();
            var mail = inbox.await("rosa.nahui@example.org", letter -> letter.text().contains("recuperar"));

            assertThat(new Api(running.url())
                            .confirmRecovery(mail.recovery(), login, mail.code(), "tambor nube carreta limón")
                            .status())
                    .isEqualTo(204);
            inbox.await("rosa.nahui@example.org", "contraseña cambió");
            assertThat(inbox.to("rosa.nahui@example.org")).hasSize(2);
        }
    }

    @Test
    void temporaryPassword_shouldBeSeenToExpire_andItsDirectorBeToldOnce() throws IOException {
        try (var running = start()) {
            var accounts = Files.readString(data.resolve("accounts.json"));
            var users = "/api/institutions/0990124-0/users";
            var director = Api.signedInAs(running.url(), accounts, "director");
            var never = Api.login(accounts, "teacher", true);
            assertThat(director.all(users))
                    .filteredOn(user -> user.path("login").asText().equals(never.path("login").asText()))
                    .extracting(user -> user.path("state").asText())
                    .containsExactly("never-signed-in");

            var moved = run("clock", "+8d");
            var fired = run("fire", "send-reminders");
            var again = run("fire", "send-reminders");

            var late = new Api(running.url()).signIn(never.path("login").asText(), never.path("password").asText());
            var after = Api.signedInAs(running.url(), accounts, "director");
            assertThat(moved).contains("+");
            assertThat(fired + again).doesNotContain("fault");
            assertThat(late.code()).isEqualTo("temporary-password-expired");
            assertThat(after.all(users))
                    .filteredOn(user -> user.path("login").asText().equals(never.path("login").asText()))
                    .extracting(user -> user.path("state").asText())
                    .containsExactly("temporary-expired");
            var inbox = inbox();
            var digests = inbox.to("maritza.quispe@example.org");
            // The clock may have landed on a day without school, or after seven, when the schedule itself was first.
            assertThat(digests.size()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void fire_shouldNameTheSchedulesThereAre_whenItIsAskedForAnother() {
        try (var running = start()) {
            var none = run("fire", "nothing-like-it");
            var asked = run("fire", "reconcile");

            assertThat(running.url()).isNotNull();
            assertThat(none).contains("send-reminders", "reconcile");
            assertThat(asked).contains("accountsUndone");
            assertThat(JSON).isNotNull();
        }
    }
}
