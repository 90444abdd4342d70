package portero.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import portero.local.cloud.Cloud;

/** What the local cloud keeps when it stops, and what it says when it cannot start. */
class LocalCloudTest {
    private final Path data = TestCloud.folder();

    @AfterEach
    void delete() {
        TestCloud.delete(data);
    }

    private Cloud start(String... more) {
        var arguments = new String[more.length + 2];
        arguments[0] = "--data";
        arguments[1] = data.toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return Cloud.start(TestCloud.HOME, arguments);
    }

    @Test
    void restart_shouldKeepPeoplePasswordsAndSessions() {
        Api director;
        String accounts;
        try (var cloud = start("--port", "0")) {
            director = Api.signedInAs(cloud, "director");
            accounts = cloud.accounts().orElseThrow();
        }

        try (var cloud = start("--port", "0")) {
            var refreshed = director.at(cloud).refresh();

            assertThat(cloud.accounts()).contains(accounts);
            assertThat(refreshed.status()).isEqualTo(200);
            assertThat(director.at(cloud).get("/api/me").status()).isEqualTo(200);
            assertThat(Api.signedInAs(cloud, "teacher").get("/api/me").status()).isEqualTo(200);
        }
    }

    @Test
    void fresh_shouldForgetEverything() {
        String before;
        try (var cloud = start("--port", "0")) {
            before = cloud.accounts().orElseThrow();
        }

        try (var cloud = start("--port", "0", "--fresh")) {
            assertThat(cloud.accounts().orElseThrow()).isNotEqualTo(before);
            assertThat(Api.signedInAs(cloud, "director").get("/api/me").status()).isEqualTo(200);
        }
    }

    @Test
    void start_shouldSayWhatToDo_whenThePortIsTaken() {
        try (var cloud = start("--port", "0")) {
            var other = TestCloud.folder();

            assertThatThrownBy(() -> Cloud.start(
                            TestCloud.HOME, "--data", other.toString(), "--port", Integer.toString(cloud.url().getPort())))
                    .hasMessageContaining("is taken")
                    .hasMessageContaining("--port");

            TestCloud.delete(other);
        }
    }

    @Test
    void start_shouldRefuseAFolderInUse_andOneThatHoldsSomethingElse() throws IOException {
        try (var cloud = start("--port", "0")) {
            assertThat(cloud.url().getHost()).isEqualTo("127.0.0.1");
            assertThatThrownBy(() -> start("--port", "0")).hasMessageContaining("Another ./run uses");
        }
        var other = TestCloud.folder();
        Files.writeString(other.resolve("thesis.txt"), "not ours");

        assertThatThrownBy(() -> Cloud.start(TestCloud.HOME, "--fresh", "--data", other.toString()))
                .hasMessageContaining("holds something else");
        assertThat(other.resolve("thesis.txt")).exists();
        TestCloud.delete(other);
    }

    @Test
    void dataFolder_shouldBeReadableByItsOwnerOnly() throws IOException {
        try (var cloud = start("--port", "0")) {
            if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
                for (var name : Set.of("accounts.json", "credentials", "running.json")) {
                    assertThat(Files.getPosixFilePermissions(cloud.dataFolder().resolve(name))).hasSize(2);
                }
            }
        }
        assertThat(data.resolve("running.json")).doesNotExist();
    }

    @Test
    void isolated_shouldServeTheSameJourney() {
        try (var cloud = start("--port", "0", "--isolated")) {
            var director = Api.signedInAs(cloud, "director");

            var users = director.get("/api/institutions/0990124-0/users");

            assertThat(users.status()).isEqualTo(200);
            assertThat(users.json().path("items")).isNotEmpty();
        }
    }
}
