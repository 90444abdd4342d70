package portero.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.local.journeys.Api.JSON;

import java.util.ArrayList;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Process row B1 and its refusals, from the verification code to the end of the session. */
@SharedCloud
class SignInJourneyTest {
    private static final String SCHOOL = "0990124-0";

    private final portero.local.cloud.Cloud cloud = TestCloud.running();

    @Test
    void signIn_shouldOpenASession_whenUserPasswordAndCodeAreRight() {
        var login = Api.login(cloud, "director", false);
        var api = new Api(cloud);

        var answer = api.signIn(login.path("login").asText(), login.path("password").asText());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("expiresInSeconds").asInt()).isEqualTo(900);
        assertThat(answer.cookie().orElseThrow())
                .startsWith("__Host-portero=")
                .contains("; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/")
                .doesNotContain("Domain");
        assertThat(answer.headers().get("cache-control")).isEqualTo("no-store");
        var me = api.get("/api/me").json();
        assertThat(me.path("fullName").asText()).isEqualTo("Maritza Quispe Rojas");
        assertThat(me.path("grants").get(0).path("institution").path("code").asText()).isEqualTo(SCHOOL);
        assertThat(me.path("grants").get(0).path("maintainsUsers").asBoolean()).isTrue();
    }

    @Test
    void signIn_shouldForgiveSpacesInTheUser_becausePeopleCopyDocumentsAsPrinted() {
        var login = Api.login(cloud, "director", false);
        var document = login.path("login").asText();

        var answer = new Api(cloud).signIn(" " + document.substring(0, 2) + " " + document.substring(2), login.path("password").asText());

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void signIn_shouldAnswerTheSame_forUnknownUserAndWrongPassword() {
        var known = Api.login(cloud, "tutor", false).path("login").asText();

        var wrong = new Api(cloud).signIn(known, "una frase que no es la suya");
        var unknown = new Api(cloud).signIn("59999999", "una frase que no es la suya");
        var malformed = new Api(cloud).signIn("no es un usuario", "una frase que no es la suya");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("wrong-credentials");
        assertThat(withoutRequest(unknown)).isEqualTo(withoutRequest(wrong));
        assertThat(withoutRequest(malformed)).isEqualTo(withoutRequest(wrong));
    }

    private static String withoutRequest(Api.Answer answer) {
        return answer.status() + answer.body().replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    @Test
    void signIn_shouldRefuseTheSameCodeTwice() {
        var login = Api.login(cloud, "director", false);
        var api = new Api(cloud);
        var captcha = api.solved();
        api.signIn(login.path("login").asText(), login.path("password").asText(), captcha);

        var again = api.signIn(login.path("login").asText(), login.path("password").asText(), captcha);

        assertThat(again.status()).isEqualTo(403);
        assertThat(again.code()).isEqualTo("captcha-failed");
    }

    @Test
    void signIn_shouldRefuseAnUnsolvedCode() {
        var login = Api.login(cloud, "director", false);
        var api = new Api(cloud);
        var issued = api.post("/api/captcha", JSON.createObjectNode().put("action", "sign-in").put("kind", "visible-code"))
                .json();
        var guess = JSON.createObjectNode().put("id", issued.path("id").asText()).put("answer", "QQQQQ");

        var answer = api.signIn(login.path("login").asText(), login.path("password").asText(), guess);

        assertThat(answer.code()).isEqualTo("captcha-failed");
    }

    @Test
    void issueCaptcha_shouldGivePictureAndSound_whenAskedForAVisibleCode() {
        var body = JSON.createObjectNode().put("action", "sign-in").put("kind", "visible-code").put("sound", true);

        var captcha = new Api(cloud).post("/api/captcha", body).json();

        assertThat(captcha.path("picture").asText()).startsWith("<svg").doesNotContain("<text");
        assertThat(Base64.getDecoder().decode(captcha.path("sound").asText())).startsWith("RIFF".getBytes());
    }

    @Test
    void signIn_shouldMakeOneWait_whenThePasswordIsGuessed() {
        // An account of its own, so that no other journey finds it locked.
        var login = "59999998";
        var statuses = new ArrayList<Integer>();

        Api.Answer last = new Api(cloud).signIn(login, "a wrong password, again and again");
        for (var attempt = 0; attempt < 5; attempt++) {
            statuses.add(last.status());
            last = new Api(cloud).signIn(login, "a wrong password, again and again");
        }

        assertThat(statuses).containsOnly(401);
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.code()).isEqualTo("too-many-attempts");
        assertThat(Integer.parseInt(last.headers().get("retry-after"))).isBetween(1, 30);
        assertThat(last.json().path("retryAfterSeconds").asInt()).isBetween(1, 30);
    }

    @Test
    void firstSignIn_shouldAskForAnOwnPassword_andRefuseAWeakOneWithoutSpendingTheChallenge() {
        var login = Api.login(cloud, "teacher", true);
        var user = login.path("login").asText();
        var api = new Api(cloud);
        var entered = api.signIn(user, login.path("password").asText()).json();
        var challenge = entered.path("challenge").asText();

        var weak = api.answerChallenge(user, challenge, "contraseña123456");
        var chosen = api.answerChallenge(user, challenge, "lluvia cometa ladrillo sopa");

        assertThat(entered.path("outcome").asText()).isEqualTo("new-password-required");
        assertThat(entered.path("minimumLength").asInt()).isEqualTo(15);
        assertThat(weak.status()).isEqualTo(400);
        assertThat(weak.json().path("errors").get(0).path("field").asText()).isEqualTo("newPassword");
        assertThat(chosen.status()).isEqualTo(200);
        assertThat(api.get("/api/me").status()).isEqualTo(200);
        assertThat(new Api(cloud).signIn(user, login.path("password").asText()).code()).isEqualTo("wrong-credentials");
        assertThat(api.answerChallenge(user, challenge, "lluvia cometa ladrillo sal").code()).isEqualTo("session-ended");
    }

    @Test
    void session_shouldGoOnAfterARefresh_andEndWithSignOut() {
        var api = Api.signedInAs(cloud, "director");

        var refreshed = api.refresh();
        var ended = api.signOut();
        var afterwards = api.refresh();

        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(ended.status()).isEqualTo(204);
        assertThat(ended.cookie().orElseThrow()).contains("Max-Age=0");
        assertThat(afterwards.status()).isEqualTo(401);
        assertThat(afterwards.code()).isEqualTo("session-ended");
    }

    @Test
    void changePassword_shouldEndEveryOtherSession() {
        var login = Api.login(cloud, "administrative-staff", false);
        var user = login.path("login").asText();
        var here = Api.signedInAs(cloud, "administrative-staff");
        var elsewhere = Api.signedInAs(cloud, "administrative-staff");
        var replacement = "tambor naranja escalera " + Api.newKey();

        var wrong = here.post("/api/me/password", change("no es esta, seguro que no", replacement));
        var same = here.post("/api/me/password", change(replacement, replacement));
        var changed = here.post("/api/me/password", change(login.path("password").asText(), replacement));
        var other = elsewhere.refresh();

        assertThat(wrong.code()).isEqualTo("wrong-credentials");
        assertThat(same.json().path("errors").get(0).path("code").asText()).isEqualTo("password-same");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(other.code()).isEqualTo("session-ended");
        assertThat(new Api(cloud).signIn(user, replacement).status()).isEqualTo(200);
        assertThat(new Api(cloud).signIn(user, login.path("password").asText()).code()).isEqualTo("wrong-credentials");
    }

    private static com.fasterxml.jackson.databind.JsonNode change(String current, String replacement) {
        return JSON.createObjectNode().put("currentPassword", current).put("newPassword", replacement);
    }
}
