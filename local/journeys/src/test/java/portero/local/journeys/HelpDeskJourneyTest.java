package portero.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.local.journeys.Api.JSON;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import portero.local.cloud.Cloud;

/** Process rows A10 and B1 to B4 as they happen: somebody asks for help, with a file, and is answered. */
@SharedCloud
class HelpDeskJourneyTest {
    private static final String SCHOOL = "0990124-0";
    private static final String UGEL = "990101";
    private static final Pattern RATING = Pattern.compile("/calificar#(\\d{4}-\\d{7}-\\d)\\.([\\w-]+)");

    private final Cloud cloud = TestCloud.running();
    private final Inbox inbox = new Inbox(cloud.inbox());
    private final Api director = Api.signedInAs(cloud, "director");
    private final Desk asking = new Desk(director);
    private final Desk answering = new Desk(Api.signedIn(cloud.url(), Api.loginAt(cloud, "helpdesk-agent", UGEL)));

    private static byte[] photo() {
        var picture = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
        picture.createGraphics().fillRect(20, 20, 200, 100);
        picture.setRGB(5, 5, Color.RED.getRGB());
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpg", bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }

    /** A topic that can be chosen and has none below it. */
    private String topic() {
        var topics = director.all("/api/topics");
        return topics.stream()
                .filter(topic -> topic.path("offered").asBoolean())
                .map(topic -> topic.path("topic").asText())
                .filter(topic -> topics.stream().noneMatch(below -> below.path("parent").asText().equals(topic)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a10_b4_aRequestWithAPhoto_shouldGetANumber_aMailAndAnAnswer() {
        var address = "a10@example.org";
        var photo = asking.uploaded("Resolución de la profesora.jpg", photo());
        var request = Desk.request(SCHOOL, topic(), address);
        request.withArray("attachments").add(photo.path("attachment").asText());

        var number = asking.submitted(request);
        var taken = answering.api().put(
                "/api/tickets/" + number + "/assignee",
                JSON.createObjectNode()
                        .put("assignee", answering.api().get("/api/me").json().path("person").asText())
                        .put("version", answering.ticket(number).path("version").asLong()));
        var answer = answering.say(number, "solution", "Regístrela en «Personal de la IE» y luego dele acceso.");

        assertThat(photo.path("state").asText()).isEqualTo("clean");
        assertThat(number).matches("\\d{4}-\\d{7}-\\d");
        assertThat(taken.status()).as(taken.body()).isEqualTo(200);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(inbox.await(address, letter -> letter.subject().contains(number)).text()).contains(number);
        var solved = inbox.await(address, letter -> letter.text().contains("Regístrela en «Personal de la IE»"));
        assertThat(asking.ticket(number).path("status").asText()).isEqualTo("resolved");
        var rating = RATING.matcher(solved.text());
        assertThat(rating.find()).isTrue();
        var rate = JSON.createObjectNode().put("ticket", rating.group(1)).put("token", rating.group(2)).put("rating", 5);
        assertThat(new Api(cloud).post("/api/ratings", rate).status()).isEqualTo(204);
        assertThat(new Api(cloud).post("/api/ratings", rate).code()).isEqualTo("rating-failed");
        assertThat(asking.ticket(number).path("rating").asInt()).isEqualTo(5);
    }

    @Test
    void b4_thePhoto_shouldComeBackToThoseWhoMaySeeTheTicket_andToNobodyElse() {
        var bytes = photo();
        var photo = asking.uploaded("foto.jpg", bytes).path("attachment").asText();
        var request = Desk.request(SCHOOL, topic(), "b4@example.org");
        request.withArray("attachments").add(photo);
        var number = asking.submitted(request);
        var path = "/api/tickets/" + number + "/attachments/" + photo;

        var agents = answering.api().get(path);
        var teacher = Api.signedInAs(cloud, "teacher");

        var got = Desk.download(agents.json().path("url").asText());
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.body()).isEqualTo(bytes);
        assertThat(got.headers().firstValue("content-disposition")).hasValueSatisfying(value -> assertThat(value)
                .startsWith("attachment")
                .contains("foto.jpg"));
        assertThat(teacher.get(path).code()).isEqualTo("not-found");
        assertThat(teacher.get("/api/tickets/" + number).code()).isEqualTo("not-found");
        assertThat(new Api(cloud).get(path).status()).isEqualTo(401);
    }

    @Test
    void b4_aFileThatIsNotWhatItsNameSays_shouldBeRefused_andKeptFromTheTicket() {
        var hostile = "MZ this program cannot be run in DOS mode".getBytes(StandardCharsets.US_ASCII);

        var refused = asking.uploaded("foto.jpg", hostile);

        assertThat(refused.path("state").asText()).isEqualTo("refused");
        assertThat(refused.path("reason").asText()).isIn("type-not-allowed", "type-differs");
        var request = Desk.request(SCHOOL, topic(), "hostile@example.org");
        request.withArray("attachments").add(refused.path("attachment").asText());
        assertThat(asking.submit(request, Api.newKey()).code()).isEqualTo("attachment-not-usable");
    }

    @Test
    void b4_sendingTwice_shouldMakeOneTicket_andOneMail() throws Exception {
        var address = "twice@example.org";
        var request = Desk.request(SCHOOL, topic(), address);
        var key = Api.newKey();
        Callable<Api.Answer> send = () -> asking.submit(request, key);

        List<Api.Answer> answers;
        try (var threads = Executors.newFixedThreadPool(4)) {
            answers = threads.invokeAll(List.of(send, send, send, send)).stream()
                    .map(future -> future.resultNow())
                    .toList();
        }
        var again = asking.submit(request, key);

        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 201)
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer.json().path("ticket")).isEqualTo(again.json().path("ticket")));
        inbox.await(address, letter -> true);
        Waiting.seconds(3);
        assertThat(inbox.to(address)).hasSize(1);
        request.put("comment", "Otra consulta");
        assertThat(asking.submit(request, key).code()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void b3_fieldsThatAreWrong_shouldBeNamedTogether() {
        var request = Desk.request(SCHOOL, "no-such-topic", "no es un correo").put("mobile", "12345").put("comment", "x".repeat(501));

        var answer = asking.submit(request, Api.newKey());

        assertThat(answer.code()).isEqualTo("invalid-fields");
        assertThat(answer.json().path("errors"))
                .extracting(error -> error.path("field").asText())
                .contains("email", "mobile", "comment");
    }

    @Test
    void thread_shouldGoBackAndForth_andHideNotesFromTheRequester() {
        var address = "thread@example.org";
        var number = asking.submitted(Desk.request(SCHOOL, topic(), address));

        var note = answering.say(number, "note", "Parece un caso de registro de personal.");
        var question = answering.say(number, "question", "¿Cuál es el documento de la profesora?");
        inbox.await(address, letter -> letter.text().contains("¿Cuál es el documento"));
        var waiting = asking.ticket(number).path("status").asText();
        var reply = asking.say(number, "reply", "Es 51877203.");

        assertThat(List.of(note.status(), question.status(), reply.status())).containsOnly(201);
        assertThat(waiting).isEqualTo("waiting");
        assertThat(asking.ticket(number).path("status").asText()).isEqualTo("in-progress");
        assertThat(asking.entry(number, "note")).isEmpty();
        assertThat(answering.entry(number, "note")).isPresent();
        assertThat(inbox.to(address)).noneMatch(letter -> letter.text().contains("registro de personal"));
        assertThat(asking.say(number, "note", "¿Puedo?").code()).isEqualTo("not-allowed");
    }

    @Test
    void twoAgents_shouldNeverOverwriteEachOther() {
        var number = asking.submitted(Desk.request(SCHOOL, topic(), "agents@example.org"));
        var version = answering.ticket(number).path("version").asLong();

        var first = answering.say(number, "reply", "Lo estamos viendo.", version, Api.newKey());
        var second = answering.say(number, "reply", "Yo también.", version, Api.newKey());

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.code()).isEqualTo("changed-meanwhile");
    }

    @Test
    void reopening_shouldBringATicketBack() {
        var number = asking.submitted(Desk.request(SCHOOL, topic(), "reopen@example.org"));
        answering.say(number, "solution", "Ya está.");
        var version = asking.ticket(number).path("version").asLong();

        var reopened = director.post(
                "/api/tickets/" + number + "/reopening",
                JSON.createObjectNode().put("text", "Sigue igual.").put("version", version));

        assertThat(reopened.status()).as(reopened.body()).isEqualTo(200);
        assertThat(reopened.json().path("status").asText()).isEqualTo("in-progress");
    }

    @Test
    void queue_shouldShowAgentsWhatIsTheirs_andNobodyElse() {
        var number = asking.submitted(Desk.request(SCHOOL, topic(), "queue@example.org"));
        var queue = "/api/institutions/" + UGEL + "/tickets";

        Waiting.until(() -> answering.api().all(queue).stream().anyMatch(line -> line.path("ticket").asText().equals(number)));

        assertThat(director.get(queue).code()).isEqualTo("not-found");
        assertThat(answering.api().get("/api/institutions/PE/tickets").code()).isEqualTo("not-found");
        assertThat(answering.api().get(queue + "?status=resolved").json().path("items"))
                .noneMatch(line -> line.path("ticket").asText().equals(number));
    }

    @Test
    void merging_shouldCloseTheDuplicate() {
        var kept = asking.submitted(Desk.request(SCHOOL, topic(), "kept@example.org"));
        var duplicate = asking.submitted(Desk.request(SCHOOL, topic(), "duplicate@example.org"));

        var merged = answering.api().post(
                "/api/tickets/" + duplicate + "/merge",
                JSON.createObjectNode()
                        .put("into", kept)
                        .put("version", answering.ticket(duplicate).path("version").asLong()));

        assertThat(merged.status()).as(merged.body()).isEqualTo(200);
        assertThat(asking.ticket(duplicate).path("status").asText()).isEqualTo("closed");
        assertThat(asking.ticket(duplicate).path("mergedInto").asText()).isEqualTo(kept);
        assertThat(asking.say(duplicate, "reply", "¿Y ahora?").code()).isEqualTo("ticket-closed");
    }

    @Test
    void numbers_shouldCountWhatHappened() {
        var today = java.time.LocalDate.now(portero.domain.schools.SchoolYear.LIMA);
        var numbers = "/api/institutions/" + UGEL + "/numbers?from=" + today + "&to=" + today;
        var before = received(numbers);

        asking.submitted(Desk.request(SCHOOL, topic(), "numbers@example.org"));

        Waiting.until(() -> received(numbers) > before);
        assertThat(director.get(numbers).code()).isEqualTo("not-found");
    }

    private int received(String path) {
        var answer = answering.api().get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("weeks").valueStream()
                .flatMap(week -> week.path("topics").valueStream())
                .mapToInt(topic -> topic.path("received").asInt())
                .sum();
    }
}
