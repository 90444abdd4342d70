package portero.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.local.journeys.Api.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import portero.domain.accounts.CreateUser;
import portero.local.cloud.Cloud;

/** Process rows A1 to A7: a director gives a member of staff a user and a password. */
@SharedCloud
class AccessJourneyTest {
    private static final String SCHOOL = "0990124-0";
    private static final String USERS = "/api/institutions/" + SCHOOL + "/users";
    private static final String PERSONNEL = "/api/institutions/" + SCHOOL + "/personnel";

    private final Cloud cloud = TestCloud.running();
    private final Api director = Api.signedInAs(cloud, "director");

    /** Somebody new in the director's personnel register, with a document that no other journey uses. */
    private JsonNode newPerson(Api api, String institution, String document, String position) {
        var body = JSON.createObjectNode()
                .put("givenNames", "Nélida")
                .put("paternalSurname", "Ccahuana")
                .put("maternalSurname", "Ñaupari")
                .put("position", position);
        body.putObject("document").put("type", "DNI").put("number", document);
        var answer = api.post("/api/institutions/" + institution + "/personnel", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    private JsonNode line(String person) {
        for (var user : director.all(USERS)) {
            if (user.path("person").asText().equals(person)) {
                return user;
            }
        }
        return JSON.missingNode();
    }

    @Test
    void a1_listUsers_shouldShowWhoHasAccessInTheDirectorsSchool() {
        var answer = director.get(USERS).json();

        assertThat(answer.path("institution").path("name").asText()).isEqualTo("I.E. N.º 99012 Los Ceibos del Valle");
        assertThat(director.all(USERS))
                .extracting(user -> user.path("fullName").asText())
                .contains("Rosa Elvira Ñahui Condezo", "Maritza Quispe Rojas");
        assertThat(director.all(USERS)).extracting(user -> user.path("state").asText()).contains("ended");
    }

    @Test
    void a3_a4_listPersonnel_shouldShowOnlyThisSchoolsPeople_withTheirLogin() {
        var people = director.all(PERSONNEL);

        assertThat(people).extracting(person -> person.path("fullName").asText()).contains("Yésica Maribel Huamanñahui Pezo");
        assertThat(people).allSatisfy(person -> assertThat(person.path("login").asText()).isNotEmpty());
        var yesica = people.stream()
                .filter(person -> person.path("login").asText().equals("51877203"))
                .findFirst()
                .orElseThrow();
        assertThat(yesica.path("hasAccount").asBoolean()).isFalse();
        assertThat(yesica.path("roles").get(0).asText()).isEqualTo("education-assistant");
        assertThat(yesica.path("roles")).extracting(JsonNode::asText).doesNotContain("director", "teacher");
    }

    @Test
    void a5_a6_createUser_shouldShowUserAndPasswordOnce_whenThePersonIsNew() {
        var person = newPerson(director, SCHOOL, "59000001", "PROFESOR");

        var created = director.createUser(SCHOOL, person.path("person").asText(), "teacher", Api.newKey());

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("outcome").asText()).isEqualTo("created");
        var credentials = created.json().path("credentials");
        assertThat(credentials.path("login").asText()).isEqualTo("59000001");
        assertThat(credentials.path("password").asText()).hasSize(16);
        assertThat(line(person.path("person").asText()).path("state").asText()).isEqualTo("never-signed-in");
        assertThat(director.all(USERS).toString()).doesNotContain(credentials.path("password").asText());
        var teacher = new Api(cloud);
        var entered = teacher.signIn("59000001", credentials.path("password").asText()).json();
        assertThat(entered.path("outcome").asText()).isEqualTo("new-password-required");
        teacher.answerChallenge("59000001", entered.path("challenge").asText(), "puente girasol mochila trigo");
        assertThat(teacher.get("/api/me").json().path("grants").get(0).path("role").asText()).isEqualTo("teacher");
        assertThat(line(person.path("person").asText()).path("state").asText()).isEqualTo("active");
    }

    @Test
    void a7_createUser_shouldShowNoCredentials_whenThePersonHasAccessElsewhere() {
        var ugel = Api.signedInAs(cloud, "ugel-specialist");
        var other = anotherSchool(ugel);
        var person = newPerson(director, SCHOOL, "59000002", "PROFESOR");
        director.createUser(SCHOOL, person.path("person").asText(), "teacher", Api.newKey());
        var same = newPerson(ugel, other, "59000002", "PROFESOR");

        var granted = ugel.createUser(other, same.path("person").asText(), "teacher", Api.newKey());

        assertThat(same.path("person")).isEqualTo(person.path("person"));
        assertThat(same.path("hasAccount").asBoolean()).isTrue();
        assertThat(granted.status()).isEqualTo(201);
        assertThat(granted.json().path("outcome").asText()).isEqualTo("granted");
        assertThat(granted.json().has("credentials")).isFalse();
    }

    private static String anotherSchool(Api ugel) {
        for (var school : ugel.get("/api/institutions/990101/institutions").json().path("items")) {
            if (!school.path("code").asText().equals(SCHOOL)) {
                return school.path("code").asText();
            }
        }
        throw new IllegalStateException("The UGEL has no other school");
    }

    @Test
    void createUser_shouldSaySo_andChangeNothing_whenThePersonHasThatVeryRole() {
        var person = newPerson(director, SCHOOL, "59000003", "PROFESOR").path("person").asText();
        director.createUser(SCHOOL, person, "teacher", Api.newKey());

        var again = director.createUser(SCHOOL, person, "teacher", Api.newKey());
        var other = director.createUser(SCHOOL, person, "tutor", Api.newKey());

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("outcome").asText()).isEqualTo("unchanged");
        assertThat(other.code()).isEqualTo("has-another-role");
    }

    @Test
    void createUser_shouldNeverRepeatAPassword_whenTheAnswerWasLostAndTheSaveIsRetried() {
        var person = newPerson(director, SCHOOL, "59000004", "PROFESOR").path("person").asText();
        var key = Api.newKey();
        var lost = director.createUser(SCHOOL, person, "teacher", key).json().path("credentials");

        var retried = director.createUser(SCHOOL, person, "teacher", key);

        var shown = retried.json().path("credentials");
        assertThat(retried.status()).isEqualTo(201);
        assertThat(shown.path("password").asText()).isNotEqualTo(lost.path("password").asText());
        assertThat(new Api(cloud).signIn("59000004", lost.path("password").asText()).code()).isEqualTo("wrong-credentials");
        assertThat(new Api(cloud).signIn("59000004", shown.path("password").asText()).json().path("outcome").asText())
                .isEqualTo("new-password-required");
        assertThat(director.createUser(SCHOOL, person, "tutor", key).code()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void createUser_shouldMakeOneIdentity_whenTwoWindowsSaveAtOnce() throws Exception {
        var person = newPerson(director, SCHOOL, "59000005", "PROFESOR").path("person").asText();
        Callable<Api.Answer> save = () -> director.createUser(SCHOOL, person, "teacher", Api.newKey());

        List<Api.Answer> answers;
        try (var threads = Executors.newFixedThreadPool(4)) {
            answers = threads.invokeAll(List.of(save, save, save, save)).stream()
                    .map(future -> future.resultNow())
                    .toList();
        }

        var created = answers.stream()
                .filter(answer -> answer.status() == 201 && answer.json().has("credentials"))
                .toList();
        assertThat(created).hasSize(1);
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 201, 409));
        assertThat(new Api(cloud)
                        .signIn("59000005", created.getFirst().json().path("credentials").path("password").asText())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void assignRole_shouldTakeEffectOnTheNextRequest_andRefuseAStaleVersion() {
        var person = newPerson(director, SCHOOL, "59000006", "PROFESOR").path("person").asText();
        var password = director.createUser(SCHOOL, person, "teacher", Api.newKey())
                .json()
                .path("credentials")
                .path("password")
                .asText();
        var teacher = new Api(cloud);
        var challenge = teacher.signIn("59000006", password).json().path("challenge").asText();
        teacher.answerChallenge("59000006", challenge, "puente girasol mochila avena");
        var change = JSON.createObjectNode().put("role", "tutor").put("version", 1);

        var changed = director.put(USERS + "/" + person + "/role", change);
        var stale = director.put(USERS + "/" + person + "/role", JSON.createObjectNode().put("role", "teacher").put("version", 1));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("version").asInt()).isEqualTo(2);
        assertThat(stale.code()).isEqualTo("changed-meanwhile");
        assertThat(teacher.get("/api/me").json().path("grants").get(0).path("role").asText()).isEqualTo("tutor");
    }

    @Test
    void revokeAccess_shouldTakeEffectOnTheNextRequest_andKeepTheAccount() {
        var person = newPerson(director, SCHOOL, "59000007", "PROFESOR").path("person").asText();
        var password = director.createUser(SCHOOL, person, "teacher", Api.newKey())
                .json()
                .path("credentials")
                .path("password")
                .asText();
        var teacher = new Api(cloud);
        var challenge = teacher.signIn("59000007", password).json().path("challenge").asText();
        teacher.answerChallenge("59000007", challenge, "puente girasol mochila cebada");

        var revoked = director.delete(USERS + "/" + person);
        var again = director.delete(USERS + "/" + person);

        assertThat(revoked.status()).isEqualTo(204);
        assertThat(again.code()).isEqualTo("not-found");
        assertThat(teacher.get("/api/me").json().path("grants")).isEmpty();
        assertThat(line(person).isMissingNode()).isTrue();
        assertThat(director.createUser(SCHOOL, person, "teacher", Api.newKey()).json().path("outcome").asText())
                .isEqualTo("granted");
    }

    @Test
    void nobody_shouldChangeTheirOwnAccess() {
        var self = director.get("/api/me").json().path("person").asText();

        var revoked = director.delete(USERS + "/" + self);
        var changed = director.put(USERS + "/" + self + "/role", JSON.createObjectNode().put("role", "teacher").put("version", 1));
        var created = director.createUser(SCHOOL, self, "teacher", Api.newKey());

        assertThat(List.of(revoked, changed, created)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("cannot-change-own-access");
        });
    }

    @Test
    void director_shouldNeitherMakeNorTouchADirector() {
        var person = newPerson(director, SCHOOL, "59000008", "DIRECTOR_IE").path("person").asText();
        var ugel = Api.signedInAs(cloud, "ugel-specialist");

        var tooHigh = director.createUser(SCHOOL, person, "director", Api.newKey());
        var fromAbove = ugel.createUser(SCHOOL, person, "director", Api.newKey());
        var touched = director.delete(USERS + "/" + person);

        assertThat(tooHigh.code()).isEqualTo("not-allowed");
        assertThat(fromAbove.status()).isEqualTo(201);
        assertThat(touched.code()).isEqualTo("not-allowed");
    }

    @Test
    void createUser_shouldRefuseARoleThatDoesNotFitThePosition() {
        var person = newPerson(director, SCHOOL, "59000009", "PERSONAL_ADMINISTRATIVO").path("person").asText();

        var answer = director.createUser(SCHOOL, person, "teacher", Api.newKey());

        assertThat(answer.code()).isEqualTo("role-does-not-fit");
    }

    @Test
    void scope_shouldEndAtTheSchool_evenForSomebodyWhoGuessesIds() {
        var ugel = Api.signedInAs(cloud, "ugel-specialist");
        var other = anotherSchool(ugel);
        var foreign = newPerson(ugel, other, "59000010", "PROFESOR").path("person").asText();
        var teacher = Api.signedInAs(cloud, "teacher");

        var answers = List.of(
                director.get("/api/institutions/" + other + "/users"),
                director.get("/api/institutions/" + other + "/personnel"),
                director.get("/api/institutions/990101/institutions"),
                director.get("/api/institutions/PE/users"),
                director.get("/api/institutions/1234567-0/users"),
                director.get("/api/institutions/nowhere/users"),
                director.createUser(SCHOOL, foreign, "teacher", Api.newKey()),
                director.createUser(other, foreign, "teacher", Api.newKey()),
                director.delete(USERS + "/" + foreign),
                ugel.get("/api/institutions/990102/users"),
                ugel.get("/api/institutions/PE/users"),
                teacher.get(USERS),
                teacher.get(PERSONNEL));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.body()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("not-found");
        });
    }

    @Test
    void registerPerson_shouldRefuseADocumentUnderOtherNames_withoutTellingWhose() {
        newPerson(director, SCHOOL, "59000011", "PROFESOR");
        var body = JSON.createObjectNode().put("givenNames", "Otra").put("paternalSurname", "Persona").put("position", "PROFESOR");
        body.putObject("document").put("type", "DNI").put("number", "59000011");
        var ugel = Api.signedInAs(cloud, "ugel-specialist");

        var answer = ugel.post("/api/institutions/" + anotherSchool(ugel) + "/personnel", body);
        body.put("givenNames", "NELIDA").put("paternalSurname", "ccahuana").put("maternalSurname", "Naupari");
        var twice = director.post(PERSONNEL, body);

        assertThat(answer.code()).isEqualTo("document-has-other-names");
        assertThat(answer.body()).doesNotContain("Ccahuana", "Nélida");
        assertThat(twice.code()).isEqualTo("already-registered");
    }

    @Test
    void createUsersTimeout_shouldBeShorterThanItsLease_soThatOnlyADeadTryIsTakenOver() {
        var function = cloud.deployed().application().functions().get("CreateUserFunction");

        assertThat(function.timeout()).isLessThan(CreateUser.LEASE);
    }
}
