package portero.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens over days, and when the plug is pulled: the clock, the schedules and mail that must leave once. */
class PlugJourneyTest {
    private final Path data = TestCloud.folder();

    @AfterEach
    void delete() {
        TestCloud.delete(data);
    }

    private RunProcess startOnASchoolDay() {
        return RunProcess.started("--data", data.toString(), "--port", "0", "--at", TestCloud.SCHOOL_DAY);
    }

    private RunProcess startAgain() {
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
        try (var running = startOnASchoolDay()) {
            var accounts = Files.readString(data.resolve("accounts.json"));
            login = Api.login(accounts, "teacher", false).path("login").asText();
            assertThat(new Api(running.url()).recover(login).status()).isEqualTo(202);
            running.kill();
        }

        try (var running = startAgain()) {
            var inbox = inbox();
            // Whoever died just before sending may have sent, for all that is known: reconcile decides after five minutes.
            if (!Waiting.within(Duration.ofSeconds(20), () -> !inbox.to("rosa.nahui@example.org").isEmpty())) {
                run("clock", "+6m");
                run("fire", "reconcile");
            }
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
        try (var running = startOnASchoolDay()) {
            var accounts = Files.readString(data.resolve("accounts.json"));
            var never = Api.login(accounts, "teacher", true).path("login").asText();
            assertThat(state(running, accounts, never)).isEqualTo("never-signed-in");

            run("clock", "+8d");
            var fired = run("fire", "send-reminders");
            var again = run("fire", "send-reminders");

            var password = Api.login(accounts, "teacher", true).path("password").asText();
            var late = new Api(running.url()).signIn(never, password);
            assertThat(late.code()).isEqualTo("temporary-password-expired");
            assertThat(state(running, accounts, never)).isEqualTo("temporary-expired");
            assertThat(fired + again).contains("digests");
            var inbox = inbox();
            var digest = inbox.await("maritza.quispe@example.org", letter -> letter.text().contains("Wilmer Saúl"));
            assertThat(digest.text()).contains("Los Ceibos del Valle").doesNotContain(password);
            assertThat(inbox.to("maritza.quispe@example.org")).hasSize(1);
        }
    }

    private static String state(RunProcess running, String accounts, String login) {
        return Api.signedInAs(running.url(), accounts, "director").all("/api/institutions/0990124-0/users").stream()
                .filter(user -> user.path("login").asText().equals(login))
                .findFirst()
                .orElseThrow()
                .path("state")
                .asText();
    }

    @Test
    void fire_shouldNameTheSchedulesThereAre_whenItIsAskedForAnother() {
        try (var _ = startOnASchoolDay()) {
            var none = run("fire", "nothing-like-it");
            var asked = run("fire", "reconcile");

            assertThat(none).contains("send-reminders", "reconcile");
            assertThat(asked).contains("accountsUndone");
        }
    }
}
