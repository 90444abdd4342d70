package portero.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import portero.domain.accounts.Change;
import portero.domain.helpdesk.BundledTopics;
import portero.domain.helpdesk.Priority;
import portero.domain.helpdesk.Route;
import portero.domain.helpdesk.Topic;
import portero.domain.helpdesk.TopicId;
import portero.domain.helpdesk.Topics;
import portero.domain.schools.InstitutionCode;

class DynamoDbTopicsTest {
    private static final TopicId OTHERS = new TopicId("otros");

    private final TestTable surroundings = new TestTable();
    private final Topics topics = new DynamoDbTopics(surroundings.table());

    @AfterEach
    void close() {
        surroundings.close();
    }

    @Test
    void an_empty_table_has_the_topics_that_come_with_portero() {
        var catalogue = topics.all();

        assertThat(catalogue.all()).containsExactlyInAnyOrderElementsOf(BundledTopics.read());
    }

    @Test
    void what_is_saved_takes_the_place_of_what_came() {
        var changed = topic(OTHERS, Optional.empty(), 2);

        var saved = topics.save(changed, topics.all(), change());

        assertThat(saved).isTrue();
        assertThat(topics.find(OTHERS)).contains(changed);
        assertThat(topics.all().all()).hasSameSizeAs(BundledTopics.read());
    }

    @Test
    void a_new_topic_comes_to_the_others() {
        var added = topic(new TopicId("quechua"), Optional.of(new TopicId("correo")), 1);

        topics.save(added, topics.all(), change());

        assertThat(topics.find(added.id())).contains(added);
        assertThat(topics.all().leaf(added.id())).isPresent();
        assertThat(topics.all().all()).hasSize(BundledTopics.read().size() + 1);
    }

    /** Two that each hang themselves below the other would make a circle that neither of them sees. */
    @Test
    void of_several_saved_at_once_one_is_and_the_others_look_again() throws Exception {
        topics.save(topic(OTHERS, Optional.empty(), 2), topics.all(), change());
        var seen = topics.all();

        var saved = Together.run(
                6, number -> topics.save(topic(new TopicId("topic-" + number), Optional.empty(), 1), seen, change()));

        assertThat(saved).containsOnlyOnce(true);
        assertThat(topics.all().all()).hasSize(BundledTopics.read().size() + 1);
        assertThat(topics.all().revision()).isEqualTo(seen.revision() + 1);
    }

    @Test
    void whoever_saves_is_remembered() {
        topics.save(topic(OTHERS, Optional.empty(), 2), topics.all(), change());

        assertThat(surroundings.items(Keys.audit(Samples.DIRECTOR)))
                .extracting(item -> item.get("action").s())
                .containsExactly("save-topic");
    }

    private static Topic topic(TopicId id, Optional<TopicId> parent, long version) {
        return new Topic(
                id,
                parent,
                7,
                true,
                14,
                Priority.URGENT,
                Optional.of(Route.DRE),
                new Topic.Text(
                        "Otros",
                        Optional.of("Una captura."),
                        List.of(new Topic.Suggestion("¿Qué?", "Así.")),
                        List.of(new Topic.CannedAnswer("Saludo", "Hola {solicitante}\n\n{agente}"))),
                new Topic.Text("Others", Optional.empty(), List.of(), List.of()),
                version);
    }

    private static Change change() {
        return new Change(
                Samples.DIRECTOR,
                "save-topic",
                Samples.DIRECTOR,
                Optional.of(InstitutionCode.COUNTRY),
                Samples.NOW,
                "request",
                Map.of("topic", "otros"));
    }
}
