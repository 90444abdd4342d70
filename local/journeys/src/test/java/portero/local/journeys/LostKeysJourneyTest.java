package portero.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.local.journeys.Api.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import portero.local.cloud.Cloud;

/** Process rows A8 and A9 as they happen: a lost password, and what else its loss touches. */
@SharedCloud
class LostKeysJourneyTest {
    private static final String SCHOOL = "0990124-0";
    private static final String USERS = "/api/institutions/" + SCHOOL + "/users";
    private static final String OWN = "cometa ladrillo sopa girasol";
    private static final String NEW = "tambor nube carreta limón";

    private final Cloud cloud = TestCloud.running();
    private final Inbox inbox = new Inbox(cloud.inbox());
    private final Api director = Api.signedInAs(cloud, "director");

    /** A teacher of the school, with a temporary password. */
    private record Teacher(String person, String login, String password) {
        String address() {
            return "p" + login + "@example.org";
        }
    }

    private Teacher teacher(String document, String email) {
        var body = JSON.createObjectNode()
                .put("givenNames", "Saturnina")
                .put("paternalSurname", "Ccahuana")
                .put("position", "PROFESOR");
        body.putObject("document").put("type", "DNI").put("number", document);
        if (!email.isEmpty()) {
            body.put("email", email);
        }
        var person = director.post("/api/institutions/" + SCHOOL + "/personnel", body).json().path("person").asText();
        var created = director.createUser(SCHOOL, person, "teacher", Api.newKey());
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return new Teacher(person, document, created.json().path("credentials").path("password").asText());
    }

    private Api entered(Teacher teacher) {
        var api = new Api(cloud);
        var challenge = api.signIn(teacher.login(), teacher.password()).json().path("challenge").asText();
        assertThat(api.answerChallenge(teacher.login(), challenge, OWN).status()).isEqualTo(200);
        return api;
    }

    /** Registers and verifies an address of the person's own. */
    private void verify(Api api, String password, String address) {
        var asked = api.put("/api/me/email", JSON.createObjectNode().put("email", address).put("password", password));
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        var code = inbox.await(address, "código").code();
        assertThat(api.post("/api/me/email/confirmation", JSON.createObjectNode().put("code", code)).status()).isEqualTo(200);
    }

    private JsonNode line(Teacher teacher) {
        return director.all(USERS).stream()
                .filter(user -> user.path("person").asText().equals(teacher.person()))
                .findFirst()
                .orElseThrow();
    }

    private ObjectNode reset(Teacher teacher) {
        return JSON.createObjectNode()
                .put("documentSeen", true)
                .put("passwordVersion", line(teacher).path("passwordVersion").asLong());
    }

    private String outcome(Teacher teacher, String password) {
        var answer = new Api(cloud).signIn(teacher.login(), password);
        return answer.status() == 200 ? answer.json().path("outcome").asText() : answer.code();
    }

    @Test
    void a8_reset_shouldEndEverySessionAtOnce_andTellThePerson() {
        var teacher = teacher("59200001", "p59200001@example.org");
        var open = entered(teacher);
        assertThat(open.get("/api/me").status()).isEqualTo(200);
        // A session begun within five seconds of a reset may be of either side of it, since clocks differ.
        Waiting.seconds(6);

        var answer = director.resetPassword(SCHOOL, teacher.person(), reset(teacher), Api.newKey());

        var shown = answer.json().path("credentials");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(open.get("/api/me").code()).isEqualTo("session-ended");
        assertThat(open.refresh().code()).isEqualTo("session-ended");
        assertThat(outcome(teacher, OWN)).isEqualTo("wrong-credentials");
        assertThat(outcome(teacher, shown.path("password").asText())).isEqualTo("new-password-required");
        assertThat(answer.json().path("user").path("state").asText()).isEqualTo("never-signed-in");
        var notice = inbox.await(teacher.address(), letter -> true);
        assertThat(notice.text() + notice.html()).doesNotContain(shown.path("password").asText());
    }

    @Test
    void a8_reset_shouldAskForTheDocument_theKeyAndTheVersion() {
        var teacher = teacher("59200002", "");

        var answer = director.post(USERS + "/" + teacher.person() + "/password", JSON.createObjectNode());
        var stale = director.resetPassword(
                SCHOOL,
                teacher.person(),
                JSON.createObjectNode().put("documentSeen", true).put("passwordVersion", 7),
                Api.newKey());

        assertThat(answer.json().path("errors"))
                .extracting(error -> error.path("field").asText())
                .containsExactlyInAnyOrder("documentSeen", "passwordVersion", "Idempotency-Key");
        assertThat(stale.code()).isEqualTo("changed-meanwhile");
        assertThat(outcome(teacher, teacher.password())).isEqualTo("new-password-required");
    }

    @Test
    void a8_reset_shouldGiveOneWorkingPassword_whenItIsClickedTwiceAndByTwoPeopleAtOnce() throws Exception {
        var teacher = teacher("59200003", "");
        var ugel = Api.signedInAs(cloud, "ugel-specialist");
        var body = reset(teacher);
        var key = Api.newKey();
        Callable<Api.Answer> click = () -> director.resetPassword(SCHOOL, teacher.person(), body, key);
        Callable<Api.Answer> other = () -> ugel.resetPassword(SCHOOL, teacher.person(), body, Api.newKey());

        List<Api.Answer> answers;
        try (var threads = Executors.newFixedThreadPool(4)) {
            answers = threads.invokeAll(List.of(click, other, click, other)).stream()
                    .map(future -> future.resultNow())
                    .toList();
        }

        var shown = answers.stream()
                .filter(answer -> answer.status() == 200)
                .map(answer -> answer.json().path("credentials").path("password").asText())
                .toList();
        assertThat(shown).isNotEmpty().doesNotHaveDuplicates();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status() == 200
                        || List.of("operation-in-progress", "changed-meanwhile").contains(answer.code()))
                .as(answer.body())
                .isTrue());
        assertThat(shown.stream().filter(password -> outcome(teacher, password).equals("new-password-required"))).hasSize(1);
        assertThat(outcome(teacher, teacher.password())).isEqualTo("wrong-credentials");
    }

    @Test
    void a8_reset_shouldBeRefused_forOneselfAndForAHigherRoleHereOrElsewhere() {
        var self = director.get("/api/me").json().path("person").asText();
        var body = JSON.createObjectNode().put("documentSeen", true).put("passwordVersion", 1);
        var ugel = Api.signedInAs(cloud, "ugel-specialist");
        var boss = ugel.get("/api/me").json().path("person").asText();
        var teacher = teacher("59200004", "");
        var other = "9904616-0";
        var dre = Api.signedInAs(cloud, "dre-specialist");
        var registration = JSON.createObjectNode()
                .put("givenNames", "Saturnina")
                .put("paternalSurname", "Ccahuana")
                .put("position", "DIRECTOR_IE");
        registration.putObject("document").put("type", "DNI").put("number", "59200004");
        assertThat(dre.post("/api/institutions/" + other + "/personnel", registration).status()).isEqualTo(201);
        assertThat(dre.createUser(other, teacher.person(), "director", Api.newKey()).status()).isEqualTo(201);

        var own = director.resetPassword(SCHOOL, self, body, Api.newKey());
        var above = director.resetPassword(SCHOOL, boss, body, Api.newKey());
        var elsewhere = director.resetPassword(SCHOOL, teacher.person(), reset(teacher), Api.newKey());

        assertThat(own.code()).isEqualTo("cannot-change-own-access");
        assertThat(above.code()).isEqualTo("not-found");
        assertThat(elsewhere.code()).isEqualTo("higher-role-elsewhere");
        assertThat(dre.resetPassword(other, teacher.person(), reset(teacher), Api.newKey()).status()).isEqualTo(200);
    }

    @Test
    void a8_reset_shouldReachUpTheChain() {
        var dre = Api.signedInAs(cloud, "dre-specialist");
        var ugel = Api.signedInAs(cloud, "ugel-specialist").get("/api/me").json().path("person").asText();
        var here = "/api/institutions/990101/users";

        var line = dre.all(here).stream()
                .filter(user -> user.path("person").asText().equals(ugel))
                .findFirst()
                .orElseThrow();

        assertThat(line.path("reset").asText()).isEqualTo("by-email");
        assertThat(director.all(USERS))
                .filteredOn(user -> user.path("isSelf").asBoolean())
                .extracting(user -> user.path("reset").asText())
                .containsExactly("self");
    }

    @Test
    void a9_code_shouldDieWithALaterReset_andAfterFiveWrongOnes() {
        var teacher = teacher("59200005", "");
        verify(entered(teacher), OWN, teacher.address());
        new Api(cloud).recover(teacher.login());
        var first = inbox.await(teacher.address(), letter -> letter.text().contains("recuperar"));
        var reset = director.resetPassword(SCHOOL, teacher.person(), reset(teacher).put("reason", "cannot-wait"), Api.newKey());
        assertThat(reset.status()).as(reset.body()).isEqualTo(200);

        var late = new Api(cloud).confirmRecovery(first.recovery(), teacher.login(), first.code(), NEW);
        new Api(cloud).recover(teacher.login());
        var second = inbox.await(
                teacher.address(),
                letter -> letter.text().contains("recuperar") && !letter.recovery().equals(first.recovery()));
        var weak = new Api(cloud).confirmRecovery(second.recovery(), teacher.login(), second.code(), "corta");
        var wrong = second.code().equals("00000000") ? "00000001" : "00000000";
        for (var i = 0; i < 5; i++) {
            assertThat(new Api(cloud).confirmRecovery(second.recovery(), teacher.login(), wrong, NEW).code())
                    .isEqualTo("code-failed");
        }
        var spent = new Api(cloud).confirmRecovery(second.recovery(), teacher.login(), second.code(), NEW);

        assertThat(late.code()).isEqualTo("code-failed");
        assertThat(weak.json().path("errors").path(0).path("code").asText()).isEqualTo("password-too-short");
        assertThat(spent.code()).isEqualTo("code-failed");
    }

    @Test
    void recover_shouldAnswerStrangersAlike() {
        var known = new Api(cloud).recover("51204418");
        var unknown = new Api(cloud).recover("59999996");
        var nonsense = new Api(cloud).recover("nobody at all");

        assertThat(List.of(known, unknown, nonsense)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body()).matches("\\{\"recovery\":\"[0-9a-hjkmnp-tv-z]{26}\"}");
        });
    }

    @Test
    void director_shouldSeeAndLiftALock() {
        var teacher = teacher("59200006", "");
        for (var i = 0; i < 5; i++) {
            outcome(teacher, "no es la suya " + i);
        }
        assertThat(outcome(teacher, teacher.password())).isEqualTo("too-many-attempts");
        assertThat(line(teacher).path("lockedUntil").asText()).isNotEmpty();
        var colleague = Api.signedInAs(cloud, "teacher");

        var refused = colleague.delete(USERS + "/" + teacher.person() + "/lock");
        var lifted = director.delete(USERS + "/" + teacher.person() + "/lock");

        assertThat(refused.code()).isEqualTo("not-found");
        assertThat(lifted.status()).isEqualTo(204);
        assertThat(line(teacher).has("lockedUntil")).isFalse();
        // The identity service keeps a second's lock of its own, which nobody can lift.
        Waiting.seconds(2);
        assertThat(outcome(teacher, teacher.password())).isEqualTo("new-password-required");
    }

    @Test
    void changedAddress_shouldTellTheFormerOne_andTakeOnlyItsOwnCode() {
        var teacher = teacher("59200007", "");
        var api = entered(teacher);
        verify(api, OWN, teacher.address());
        var next = "q59200007@example.org";

        var wrongPassword = api.put("/api/me/email", JSON.createObjectNode().put("email", next).put("password", "otra cosa"));
        api.put("/api/me/email", JSON.createObjectNode().put("email", next).put("password", OWN));
        var pending = api.get("/api/me").json();
        var code = inbox.await(next, "código").code();
        var wrong = api.post(
                "/api/me/email/confirmation",
                JSON.createObjectNode().put("code", code.equals("00000000") ? "00000001" : "00000000"));
        var confirmed = api.post(
                "/api/me/email/confirmation", JSON.createObjectNode().put("code", code.substring(0, 4) + " " + code.substring(4)));

        assertThat(wrongPassword.code()).isEqualTo("wrong-credentials");
        assertThat(pending.path("email").asText()).isEqualTo(teacher.address());
        assertThat(pending.path("pendingEmail").asText()).isEqualTo(next);
        assertThat(wrong.code()).isEqualTo("code-failed");
        assertThat(confirmed.json().path("emailStanding").asText()).isEqualTo("verified");
        assertThat(api.get("/api/me").json().path("email").asText()).isEqualTo(next);
        var told = inbox.await(teacher.address(), letter -> !letter.subject().contains("código"));
        assertThat(told.text()).doesNotContain(next);
    }

    @Test
    void bouncedMail_shouldTellTheDirector_andStopFurtherMail() {
        var teacher = teacher("59200008", "bounce+59200008@simulator.amazonses.com");
        director.resetPassword(SCHOOL, teacher.person(), reset(teacher), Api.newKey());

        Waiting.until(() -> line(teacher).path("emailStanding").asText().equals("bouncing"));
        var again = director.put(
                "/api/institutions/" + SCHOOL + "/personnel/" + teacher.person() + "/contact",
                JSON.createObjectNode().put("email", "bounce+59200008@simulator.amazonses.com"));
        var mended = director.put(
                "/api/institutions/" + SCHOOL + "/personnel/" + teacher.person() + "/contact",
                JSON.createObjectNode().put("email", teacher.address()));

        assertThat(again.code()).isEqualTo("email-undeliverable");
        assertThat(mended.json().path("emailStanding").asText()).isEqualTo("unverified");
    }
}
