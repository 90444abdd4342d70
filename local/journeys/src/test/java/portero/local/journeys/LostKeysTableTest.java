package portero.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.local.journeys.Api.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;

/** Process rows A8 and A9: every cell of the table in {@code docs/lost-keys.md}, against a local cloud whose clock moves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostKeysTableTest {
    private static final String SCHOOL = "0990124-0";
    private static final String OTHER_SCHOOL = "9902156-0";
    private static final String OWN = "cometa ladrillo sopa girasol";
    private static final String NEW = "tambor nube carreta limón";
    private static final Pattern VARIABLE = Pattern.compile("export ([A-Z0-9_]+)='(.*)'");

    private final Path data = TestCloud.folder();
    private RunProcess run;
    private Inbox inbox;
    private Map<String, String> environment;
    private String accounts;
    private Api director;
    private Api ugel;
    private Api elsewhere;
    private Api colleague;
    private int number = 59_500_000;

    @BeforeAll
    void start() throws IOException {
        run = RunProcess.started("--data", data.toString(), "--port", "0", "--at", TestCloud.SCHOOL_DAY);
        environment = RunProcess.output("env", "--data", data.toString())
                .lines()
                .map(VARIABLE::matcher)
                .filter(java.util.regex.Matcher::matches)
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
        inbox = new Inbox(URI.create(environment.get("PORTERO_INBOX_URL")));
        accounts = Files.readString(data.resolve("accounts.json"));
        signIn();
        elsewhere = directorElsewhere();
    }

    @AfterAll
    void stop() {
        if (run != null) {
            run.close();
        }
        TestCloud.delete(data);
    }

    /** One line of the table. */
    private record Row(String email, String state, List<String> cells) {
        String name() {
            return email + ", " + state;
        }

        boolean has(String address) {
            return email.equals(address);
        }
    }

    /** Somebody made for one cell. */
    private record Made(String person, String login, String address, String password) {}

    private static List<Row> rows() throws IOException {
        return Files.readString(House.ROOT.resolve("docs/lost-keys.md"))
                .lines()
                .filter(line -> line.startsWith("|") && !line.startsWith("|---") && !line.startsWith("| E-mail"))
                .map(line -> Stream.of(line.substring(1).split("\\|")).map(String::strip).toList())
                .map(cells -> new Row(cells.get(0), cells.get(1), cells.subList(2, cells.size())))
                .toList();
    }

    @TestFactory
    Stream<DynamicContainer> lostKeys() throws IOException {
        var rows = rows();
        assertThat(rows).hasSize(15).allSatisfy(row -> assertThat(row.cells()).hasSize(6));
        // Expiry takes days: those are made first and all wait together.
        var expired = rows.stream()
                .filter(row -> row.state().equals("expired"))
                .collect(Collectors.toMap(row -> row, this::four));
        move("+8d");
        return rows.stream().map(row -> DynamicContainer.dynamicContainer(row.name(), cells(row, expired.get(row))));
    }

    private List<Made> four(Row row) {
        return Stream.generate(() -> made(row)).limit(4).toList();
    }

    private Stream<DynamicTest> cells(Row row, List<Made> before) {
        var people = new ArrayList<Made>();
        return Stream.of(
                cell("director of another school", () -> {
                    // Tries are counted by the hour, for each address.
                    move("+61m");
                    people.addAll(before == null ? four(row) : before);
                    assertThat(reset(elsewhere, people.get(0), null).code()).isEqualTo(row.cells().get(3));
                    assertThat(mail(elsewhere, people.get(0)).code()).isEqualTo(row.cells().get(3));
                }),
                cell("colleague", () -> {
                    assertThat(reset(colleague, people.get(0), null).code()).isEqualTo(row.cells().get(4));
                    assertThat(mail(colleague, people.get(0)).code()).isEqualTo(row.cells().get(4));
                }),
                cell("own director sends mail", () -> sendsMail(people.get(0), row.cells().get(1))),
                cell("own director resets", () -> resets(director, people.get(1), row.cells().get(0))),
                cell("UGEL specialist resets", () -> resets(ugel, people.get(2), row.cells().get(2))),
                cell("the person recovers", () -> recovers(people.get(3), row.cells().get(5))));
    }

    private static DynamicTest cell(String name, org.junit.jupiter.api.function.Executable check) {
        return DynamicTest.dynamicTest(name, check);
    }

    private void resets(Api by, Made who, String expected) {
        var version = line(who).path("passwordVersion").asLong();
        var answer = reset(by, who, null);
        if (expected.equals("asks why")) {
            assertThat(answer.code()).isEqualTo("recoverable-by-email");
            answer = reset(by, who, "cannot-wait");
        } else if (!expected.equals("new password")) {
            assertThat(answer.code()).isEqualTo(expected);
            assertThat(line(who).path("passwordVersion").asLong()).isEqualTo(version);
            return;
        }
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        var password = answer.json().path("credentials").path("password").asText();
        assertThat(outcome(who, password)).isEqualTo("new-password-required");
        assertThat(outcome(who, who.password())).isIn("wrong-credentials", "too-many-attempts");
    }

    private void sendsMail(Made who, String expected) {
        var answer = mail(director, who);
        if (!expected.equals("code")) {
            assertThat(answer.code()).isEqualTo(expected);
            return;
        }
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        choosesNewPassword(who);
    }

    private void recovers(Made who, String expected) {
        var before = inbox.to(who.address()).size();
        var answer = new Api(run.url()).recover(who.login());
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().path("recovery").asText()).hasSize(26);
        assertThat(answer.json().size()).isEqualTo(1);
        if (expected.equals("code")) {
            choosesNewPassword(who);
            return;
        }
        assertThat(expected).isEqualTo("nothing");
        // Messages are delivered in order: once another's has come, this one's would have.
        var other = made(new Row("verified", "active", List.of()));
        new Api(run.url()).recover(other.login());
        inbox.await(other.address(), "código");
        assertThat(inbox.to(who.address())).hasSize(before);
        var guessed = new Api(run.url()).confirmRecovery(answer.json().path("recovery").asText(), who.login(), "12345678", NEW);
        assertThat(guessed.code()).isEqualTo("code-failed");
    }

    private void choosesNewPassword(Made who) {
        var letter = inbox.await(who.address(), mail -> mail.text().contains("recuperar"));
        var wrong = letter.code().equals("00000000") ? "00000001" : "00000000";
        var api = new Api(run.url());
        assertThat(api.confirmRecovery(letter.recovery(), who.login(), wrong, NEW).code()).isEqualTo("code-failed");
        assertThat(api.confirmRecovery(letter.recovery(), who.login(), letter.code(), NEW).status()).isEqualTo(204);
        assertThat(outcome(who, NEW)).isEqualTo("signed-in");
        assertThat(api.confirmRecovery(letter.recovery(), who.login(), letter.code(), OWN).code()).isEqualTo("code-failed");
        inbox.await(who.address(), "contraseña cambió");
    }

    private String outcome(Made who, String password) {
        var answer = new Api(run.url()).signIn(who.login(), password);
        return answer.status() == 200 ? answer.json().path("outcome").asText() : answer.code();
    }

    private Api.Answer reset(Api by, Made who, String reason) {
        var body = JSON.createObjectNode()
                .put("documentSeen", true)
                .put("passwordVersion", line(who).path("passwordVersion").asLong());
        if (reason != null) {
            body.put("reason", reason);
        }
        return by.resetPassword(SCHOOL, who.person(), body, Api.newKey());
    }

    private Api.Answer mail(Api by, Made who) {
        return by.post("/api/institutions/" + SCHOOL + "/users/" + who.person() + "/recovery-mail", JSON.createObjectNode());
    }

    private JsonNode line(Made who) {
        return director.all("/api/institutions/" + SCHOOL + "/users").stream()
                .filter(user -> user.path("person").asText().equals(who.person()))
                .findFirst()
                .orElseThrow();
    }

    private Made made(Row row) {
        var login = Integer.toString(++number);
        var address = "p" + login + "@example.org";
        var body = JSON.createObjectNode()
                .put("givenNames", "Saturnina")
                .put("paternalSurname", "Ccahuana")
                .put("position", "PROFESOR");
        body.putObject("document").put("type", "DNI").put("number", login);
        if (row.has("unverified")) {
            body.put("email", address);
        }
        var registered = director.post("/api/institutions/" + SCHOOL + "/personnel", body);
        assertThat(registered.status()).as(registered.body()).isEqualTo(201);
        var person = registered.json().path("person").asText();
        var created = director.createUser(SCHOOL, person, "teacher", Api.newKey()).json();
        var first = new Made(person, login, address, created.path("credentials").path("password").asText());
        var temporary = row.state().equals("never signed in") || row.state().equals("expired");
        var made = temporary && !row.has("verified") ? first : active(first);
        if (row.has("verified")) {
            verify(made);
        }
        if (temporary && row.has("verified")) {
            made = new Made(
                    person,
                    login,
                    address,
                    reset(director, made, "cannot-wait").json().path("credentials").path("password").asText());
        }
        state(made, row.state());
        return made;
    }

    private void state(Made made, String state) {
        switch (state) {
            case "locked" -> {
                for (var i = 0; i < 5; i++) {
                    assertThat(outcome(made, "no es la suya " + i)).isEqualTo("wrong-credentials");
                }
                assertThat(outcome(made, made.password())).isEqualTo("too-many-attempts");
                assertThat(line(made).path("lockedUntil").asText()).isNotEmpty();
            }
            case "disabled" -> pool(cognito -> cognito.adminDisableUser(user ->
                    user.userPoolId(environment.get("PORTERO_USER_POOL_ID")).username(made.login())));
            case "never signed in" -> assertThat(line(made).path("state").asText()).isEqualTo("never-signed-in");
            case "active" -> assertThat(line(made).path("state").asText()).isEqualTo("active");
            default -> assertThat(state).isEqualTo("expired");
        }
    }

    private Made active(Made made) {
        var api = new Api(run.url());
        var challenge = api.signIn(made.login(), made.password()).json().path("challenge").asText();
        assertThat(api.answerChallenge(made.login(), challenge, OWN).status()).isEqualTo(200);
        return new Made(made.person(), made.login(), made.address(), OWN);
    }

    private void verify(Made made) {
        var api = new Api(run.url());
        api.signIn(made.login(), made.password());
        var asked = api.put("/api/me/email", JSON.createObjectNode().put("email", made.address()).put("password", made.password()));
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        var letter = inbox.await(made.address(), "código");
        var confirmed = api.post("/api/me/email/confirmation", JSON.createObjectNode().put("code", letter.code()));
        assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(200);
    }

    private void move(String by) {
        RunProcess.output("clock", by, "--data", data.toString());
        // Nobody's session is that long.
        signIn();
        elsewhere = elsewhere == null ? null : directorElsewhere();
    }

    private void signIn() {
        director = Api.signedInAs(run.url(), accounts, "director");
        ugel = Api.signedInAs(run.url(), accounts, "ugel-specialist");
        colleague = Api.signedInAs(run.url(), accounts, "teacher");
    }

    /** The other school's director, whose password nobody was told: their own office gives them one. */
    private Api directorElsewhere() {
        var users = "/api/institutions/" + OTHER_SCHOOL + "/users";
        var other = ugel.all(users).stream()
                .filter(user -> user.path("role").asText().equals("director"))
                .findFirst()
                .orElseThrow();
        var body = JSON.createObjectNode()
                .put("documentSeen", true)
                .put("passwordVersion", other.path("passwordVersion").asLong())
                .put("reason", "cannot-wait");
        var given = ugel.resetPassword(OTHER_SCHOOL, other.path("person").asText(), body, Api.newKey());
        assertThat(given.status()).as(given.body()).isEqualTo(200);
        var login = other.path("login").asText();
        var api = new Api(run.url());
        var password = given.json().path("credentials").path("password").asText();
        var challenge = api.signIn(login, password).json().path("challenge").asText();
        assertThat(api.answerChallenge(login, challenge, OWN).status()).isEqualTo(200);
        return api;
    }

    private void pool(Consumer<CognitoIdentityProviderClient> work) {
        try (var cognito = CognitoIdentityProviderClient.builder()
                .endpointOverride(URI.create(environment.get("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER")))
                .region(Region.of(environment.get("AWS_REGION")))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        environment.get("AWS_ACCESS_KEY_ID"), environment.get("AWS_SECRET_ACCESS_KEY"))))
                .build()) {
            work.accept(cognito);
        }
    }
}
