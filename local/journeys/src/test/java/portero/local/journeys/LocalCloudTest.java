package portero.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code ./run} keeps when it stops, tells while it runs, and says when it cannot start. */
class LocalCloudTest {
    private final Path data = TestCloud.folder();
    private final Path other = TestCloud.folder();

    @AfterEach
    void delete() {
        TestCloud.delete(data);
        TestCloud.delete(other);
    }

    private RunProcess start(String... more) {
        var arguments = new String[more.length + 4];
        System.arraycopy(new String[] {"--data", data.toString(), "--port", "0"}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return RunProcess.started(arguments);
    }

    private String accounts() throws IOException {
        return Files.readString(data.resolve("accounts.json"));
    }

    @Test
    void restart_shouldKeepPeoplePasswordsAndSessions() throws IOException {
        Api director;
        String before;
        try (var run = start()) {
            before = accounts();
            director = Api.signedInAs(run.url(), before, "director");
        }

        try (var run = start()) {
            var same = director.at(run.url());

            assertThat(accounts()).isEqualTo(before);
            assertThat(same.refresh().status()).isEqualTo(200);
            assertThat(same.get("/api/me").status()).isEqualTo(200);
            assertThat(Api.signedInAs(run.url(), before, "teacher").get("/api/me").status()).isEqualTo(200);
        }
    }

    @Test
    void fresh_shouldForgetEverything() throws IOException {
        String before;
        try (var run = start()) {
            before = accounts();
            assertThat(run.said()).contains("Maritza Quispe Rojas", Api.login(before, "director", false).path("password").asText());
        }

        try (var run = start("--fresh")) {
            assertThat(accounts()).isNotEqualTo(before);
            assertThat(Api.signedInAs(run.url(), accounts(), "director").get("/api/me").status()).isEqualTo(200);
        }
    }

    @Test
    void words_shouldTellOfTheRunningOne_andSayWhatToDoWithoutOne() throws IOException {
        var stopped = RunProcess.output("env", "--data", data.toString());
        try (var run = start()) {
            var env = RunProcess.output("env", "--data", data.toString());
            var function = RunProcess.output("env", "--function", "CreateUserFunction", "--data", data.toString());
            var invoked = RunProcess.output("invoke", "issue-captcha", "--data", data.toString());

            assertThat(env)
                    .contains("export AWS_ENDPOINT_URL_DYNAMODB='http://127.0.0.1:")
                    .contains("export AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER='http://127.0.0.1:")
                    .contains("export AWS_ENDPOINT_URL_S3='http://127.0.0.1:", "export PORTERO_BUCKET='portero-files-attachments'")
                    .contains("export AWS_REGION=", "export AWS_ACCESS_KEY_ID=", "export AWS_SECRET_ACCESS_KEY=")
                    .contains("export PORTERO_URL='" + run.url(), "export PORTERO_USER_POOL_ID=", "export PORTERO_CLIENT_ID=")
                    .contains("/.well-known/jwks.json'");
            assertThat(function).contains("export TABLE=", "export TEMPORARY_PASSWORD_DAYS='7'");
            assertThat(invoked).contains("REPORT RequestId:", "Init Duration:", "\"statusCode\":200");
            assertThat(RunProcess.output("accounts", "--json", "--data", data.toString())).isEqualTo(accounts().strip());
        }

        assertThat(stopped).contains("Nothing is running").contains("./run");
    }

    @Test
    void clock_shouldEndSessions_whenItPassesThem() throws IOException {
        try (var run = start()) {
            var director = Api.signedInAs(run.url(), accounts(), "director");
            assertThat(director.get("/api/me").status()).isEqualTo(200);

            RunProcess.output("clock", "+2d", "--data", data.toString());

            assertThat(director.get("/api/me").status()).isEqualTo(401);
        }
    }

    @Test
    void start_shouldSayWhatToDo_whenPortOrFolderAreTaken() throws IOException {
        try (var run = start()) {
            var port = RunProcess.output("--data", other.toString(), "--port", Integer.toString(run.url().getPort()));
            var folder = RunProcess.output("--data", data.toString(), "--port", "0");

            assertThat(port).contains("is taken", "--port 0");
            assertThat(folder).contains("Another ./run uses", "--data");
        }

        assertThat(RunProcess.output("--colour")).contains("There is no --colour", "./run env");
    }

    @Test
    void fresh_shouldNeverEmptyAFolderThatHoldsSomethingElse() throws IOException {
        Files.writeString(other.resolve("thesis.txt"), "not ours");

        assertThat(RunProcess.output("--fresh", "--data", other.toString(), "--port", "0")).contains("holds something else");
        assertThat(other.resolve("thesis.txt")).exists();
    }

    @Test
    void dataFolder_shouldBeReadableByItsOwnerOnly() throws IOException {
        try (var run = start()) {
            assertThat(run.url()).hasScheme("http").hasHost("127.0.0.1");
            for (var name : Set.of("accounts.json", "credentials", "running.json")) {
                assertThat(Files.getPosixFilePermissions(data.resolve(name))).as(name).hasSize(2);
            }
        }
        assertThat(data.resolve("running.json")).doesNotExist();
    }

    @Test
    void isolated_shouldServeTheSameJourney() throws IOException {
        try (var run = start("--isolated")) {
            var director = Api.signedInAs(run.url(), accounts(), "director");

            var users = director.get("/api/institutions/0990124-0/users");

            assertThat(users.status()).isEqualTo(200);
            assertThat(users.json().path("items")).isNotEmpty();
        }
    }

    @Test
    void page_shouldBeServedWithItsHeaders_onTheSameOrigin() {
        URI url;
        try (var run = start()) {
            url = run.url();
            var page = new Api(url).get("/usuarios");

            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body()).contains("<html");
            assertThat(page.headers().get("content-security-policy"))
                    .contains("default-src 'none'", "require-trusted-types-for 'script'");
        }
    }

    @Test
    void page_shouldReachTheBucketAlone_andNoOtherPageTheBucket() throws IOException, InterruptedException {
        try (var run = start();
                var browser = HttpClient.newHttpClient()) {
            var bucket = endpoint("AWS_ENDPOINT_URL_S3") + "/portero-files-attachments/";

            assertThat(new Api(run.url()).get("/").headers().get("content-security-policy"))
                    .contains("connect-src 'self' " + bucket + ";");
            assertThat(preflight(browser, bucket, run.url().toString())).isEqualTo(200);
            assertThat(preflight(browser, bucket, "https://elsewhere.example")).isEqualTo(403);
            assertThat(preflight(browser, bucket, "http://127.0.0.1:1")).isEqualTo(403);
        }
    }

    private String endpoint(String name) throws IOException {
        return new JsonMapper()
                .readTree(data.resolve("running.json").toFile())
                .path("environment")
                .path(name)
                .asText();
    }

    private static int preflight(HttpClient browser, String bucket, String origin)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(bucket + "quarantine/one"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "PUT")
                .header("Access-Control-Request-Headers", "content-type,if-none-match,x-amz-checksum-sha256")
                .build();
        return browser.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
