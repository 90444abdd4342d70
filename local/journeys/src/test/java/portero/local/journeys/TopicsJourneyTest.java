package portero.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.local.journeys.Api.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import portero.domain.schools.SchoolYear;
import portero.local.cloud.Cloud;

/** What the help desk is asked about, and the numbers of it, over HTTP; the stream counts what is filed. */
@SharedCloud
class TopicsJourneyTest {
    private static final String SCHOOL = "0990124-0";
    private static final String UGEL = "990101";
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Cloud cloud = TestCloud.running();
    private final Api director = Api.signedInAs(cloud, "director");
    private final Api agent = agentOf(UGEL);
    private final Api lead = agentOf("PE");

    @Test
    void topics_shouldBeShownToAllAndTheirAnswersToAgents() {
        var shown = director.all("/api/topics");
        var toAgents = agent.all("/api/topics");

        assertThat(shown).hasSameSizeAs(toAgents).hasSizeGreaterThan(14);
        assertThat(shown).allSatisfy(topic -> assertThat(topic.path("es").has("answers")).isFalse());
        assertThat(toAgents).anySatisfy(topic -> assertThat(topic.path("es").path("answers")).isNotEmpty());
        assertThat(topic(director, "no-permite-agregar").path("parent").asText()).isEqualTo("actualizar-login");
    }

    @Test
    void topic_shouldBeSavedByTheLeadOnly_asItWasSeen() {
        var before = topic(lead, "datos-equivocados");
        var change = (ObjectNode) before.deepCopy();
        change.remove("topic");
        ((ObjectNode) change.path("es")).put("title", "  Nombres o documento \n equivocados ");

        var refused = put(agent, "datos-equivocados", change);
        var saved = put(lead, "datos-equivocados", change);
        var again = put(lead, "datos-equivocados", change);

        assertThat(refused.code()).isEqualTo("not-allowed");
        assertThat(saved.status()).as(saved.body()).isEqualTo(200);
        assertThat(saved.json().path("version").asInt()).isEqualTo(before.path("version").asInt() + 1);
        assertThat(topic(director, "datos-equivocados").path("es").path("title").asText())
                .isEqualTo("Nombres o documento equivocados");
        assertThat(again.code()).isEqualTo("changed-meanwhile");
    }

    @Test
    void topic_shouldTellAllMistakesAtOnce() {
        var change = JSON.createObjectNode().put("order", -1).put("hours", 201).put("priority", "huge").put("version", 1);
        change.putObject("es").put("title", "").putArray("suggestions").addObject().put("question", "¿Qué?");
        change.putObject("en").put("title", "x".repeat(81)).put("attach", 5);

        var answer = put(lead, "otros", change);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors"))
                .extracting(error -> error.path("field").asText() + ":" + error.path("code").asText())
                .containsExactlyInAnyOrder(
                        "order:malformed",
                        "hours:malformed",
                        "priority:unknown-value",
                        "es.title:missing",
                        "es.suggestions.0.answer:missing",
                        "en.title:too-long",
                        "en.attach:malformed");
    }

    @Test
    void topic_shouldNotGoBelowItself() {
        var before = topic(lead, "correo");
        var change = ((ObjectNode) before.deepCopy()).put("parent", "correo-no-llega");

        var answer = put(lead, "correo", change);

        assertThat(answer.json().path("errors").path(0).path("field").asText()).isEqualTo("parent");
    }

    @Test
    void numbers_shouldFollowWhatIsFiledAndWhatIsAvoided() {
        var before = numbers("no-permite-quitar-acceso");
        var filed = file("no-permite-quitar-acceso");
        var avoided = post(
                director,
                "/api/topics/no-permite-quitar-acceso/avoided",
                JSON.createObjectNode().put("institution", SCHOOL));

        assertThat(filed.status()).as(filed.body()).isEqualTo(201);
        assertThat(avoided.status()).as(avoided.body()).isEqualTo(204);
        assertThat(Waiting.within(SOON, () -> grew(before, "received") && grew(before, "avoided"))).isTrue();
    }

    @Test
    void numbers_shouldBeOfAYearAtMost_andOfOneOwnsOffices() {
        var tooLong = agent.get("/api/institutions/" + UGEL + "/numbers?from=2026-01-01&to=2027-06-30");
        var backwards = agent.get("/api/institutions/" + UGEL + "/numbers?from=2027-06-30&to=2027-01-01");
        var missing = agent.get("/api/institutions/" + UGEL + "/numbers?from=yesterday");
        var above = agent.get("/api/institutions/990000/numbers?from=2027-01-01&to=2027-01-31");

        assertThat(tooLong.json().path("errors").path(0).path("field").asText()).isEqualTo("to");
        assertThat(backwards.json().path("errors").path(0).path("field").asText()).isEqualTo("to");
        assertThat(missing.json().path("errors"))
                .extracting(error -> error.path("field").asText() + ":" + error.path("code").asText())
                .containsExactly("from:malformed", "to:missing");
        assertThat(above.status()).isEqualTo(404);
    }

    @Test
    void agents_shouldSeeWhoElseIsThere_whoCanTakeOver_andWhomItConcerns() {
        var person = director.all("/api/institutions/" + SCHOOL + "/personnel").getFirst();
        var number = file("no-puede-ingresar", person.path("person").asText()).json().path("ticket").asText();
        var looking = JSON.createObjectNode().put("writing", false);

        lead.send("PUT", "/api/tickets/" + number + "/presence", looking.deepCopy().put("writing", true), _ -> {});
        var others = agent.send("PUT", "/api/tickets/" + number + "/presence", looking, _ -> {}).json();
        var agents = agent.all("/api/tickets/" + number + "/agents");
        var concerned = agent.get("/api/tickets/" + number + "/person").json();

        assertThat(others.path("others")).hasSize(1).allSatisfy(other -> assertThat(other.path("writing").asBoolean()).isTrue());
        assertThat(agents).extracting(one -> one.path("institution").path("code").asText()).contains(UGEL, "PE");
        assertThat(concerned.path("login").asText()).isEqualTo(person.path("login").asText());
        assertThat(director.get("/api/tickets/" + number + "/agents").code()).isEqualTo("not-allowed");
        assertThat(director.get("/api/tickets/" + number + "/person").code()).isEqualTo("not-allowed");
    }

    private Api agentOf(String institution) {
        return Api.signedIn(cloud.url(), Api.loginAt(cloud, "helpdesk-agent", institution));
    }

    private static JsonNode topic(Api api, String id) {
        return api.all("/api/topics").stream()
                .filter(topic -> topic.path("topic").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Api.Answer put(Api api, String topic, JsonNode change) {
        return api.send("PUT", "/api/topics/" + topic, change, _ -> {});
    }

    private static Api.Answer post(Api api, String path, JsonNode body) {
        return api.send("POST", path, body, request -> request.header("idempotency-key", UUID.randomUUID().toString()));
    }

    private Api.Answer file(String topic) {
        return post(director, "/api/tickets", form(topic));
    }

    private Api.Answer file(String topic, String person) {
        return post(director, "/api/tickets", form(topic).put("affectedPerson", person));
    }

    private static ObjectNode form(String topic) {
        return JSON.createObjectNode()
                .put("institution", SCHOOL)
                .put("email", "direccion@example.org")
                .put("topic", topic)
                .put("comment", "No permite quitar el acceso de quien ya no trabaja aquí.");
    }

    /** This week's, of the agent's office. */
    private JsonNode numbers(String topic) {
        var day = cloudDay();
        var weeks = agent.get("/api/institutions/" + UGEL + "/numbers?from=" + day + "&to=" + day).json().path("weeks");
        assertThat(weeks).hasSize(1);
        for (var numbers : weeks.path(0).path("topics")) {
            if (numbers.path("topic").asText().equals(topic)) {
                return numbers;
            }
        }
        return JSON.createObjectNode();
    }

    private boolean grew(JsonNode before, String measure) {
        return numbers("no-permite-quitar-acceso").path(measure).asInt() > before.path(measure).asInt();
    }

    private static String cloudDay() {
        return LocalDate.now(SchoolYear.LIMA).toString();
    }
}
