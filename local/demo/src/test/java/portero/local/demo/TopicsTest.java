package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.domain.Refusal.Reason.CHANGED_MEANWHILE;
import static portero.domain.Refusal.Reason.NOT_ALLOWED;
import static portero.local.demo.School.LOS_CEIBOS;
import static portero.local.demo.School.RIO_CLARO;
import static portero.local.demo.School.done;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import portero.adapters.dynamodb.DynamoDbTopics;
import portero.domain.Outcome;
import portero.domain.Refusal.UnknownValue;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Role;
import portero.domain.helpdesk.ListTopics;
import portero.domain.helpdesk.Priority;
import portero.domain.helpdesk.SaveTopic;
import portero.domain.helpdesk.Topic;
import portero.domain.helpdesk.TopicId;
import portero.domain.helpdesk.Topics;
import portero.domain.schools.InstitutionCode;

class TopicsTest {
    private static final TopicId OTHERS = new TopicId("otros");

    private School school;
    private Topics topics;
    private Caller lead;

    @BeforeEach
    void open() {
        school = new School();
        topics = new DynamoDbTopics(school.surroundings().table());
        lead = school.caller(Role.HELPDESK_AGENT, InstitutionCode.COUNTRY);
    }

    @AfterEach
    void close() {
        school.close();
    }

    @Test
    void everybody_sees_the_catalogue_and_only_agents_what_they_often_answer() {
        var list = new ListTopics(topics, school.clock);

        var director = list.run(school.director(LOS_CEIBOS));
        var agent = list.run(school.caller(Role.HELPDESK_AGENT, RIO_CLARO));

        assertThat(director).hasSameSizeAs(agent).hasSizeGreaterThan(14);
        assertThat(director).allMatch(topic -> topic.spanish().answers().isEmpty() && topic.english().answers().isEmpty());
        assertThat(agent).anyMatch(topic -> !topic.spanish().answers().isEmpty());
    }

    @Test
    void whoever_was_an_agent_last_year_is_none() {
        school.clock.move(Duration.ofDays(1));
        var agent = school.caller(Role.HELPDESK_AGENT, InstitutionCode.COUNTRY);
        school.clock.move(Duration.ofDays(365));

        var seen = new ListTopics(topics, school.clock).run(agent);
        var saved = save(agent, topic(OTHERS, Optional.empty(), 1));

        assertThat(seen).allMatch(topic -> topic.spanish().answers().isEmpty());
        assertThat(saved).isEqualTo(Outcome.refused(NOT_ALLOWED));
    }

    @Test
    void the_lead_changes_a_topic_and_adds_another() {
        var changed = done(save(lead, topic(OTHERS, Optional.empty(), 1)));
        var added = done(save(lead, topic(new TopicId("quechua"), Optional.of(new TopicId("correo")), 0)));

        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.spanish().title()).isEqualTo("Otras consultas");
        assertThat(topics.find(OTHERS)).contains(changed);
        assertThat(topics.all().leaf(added.id())).contains(added);
        assertThat(school.surroundings().items("AUDIT#" + lead.person()))
                .extracting(item -> item.get("action").s())
                .containsOnlyOnce("register-person")
                .contains("save-topic");
    }

    @Test
    void nobody_else_changes_any() {
        var callers = List.of(
                school.caller(Role.HELPDESK_AGENT, RIO_CLARO),
                school.caller(Role.MINISTRY_ADMINISTRATOR, InstitutionCode.COUNTRY),
                school.director(LOS_CEIBOS));

        var outcomes = callers.stream().map(caller -> save(caller, topic(OTHERS, Optional.empty(), 1))).toList();

        assertThat(outcomes).allMatch(Outcome.refused(NOT_ALLOWED)::equals);
        assertThat(topics.find(OTHERS).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void a_change_that_was_not_seen_is_not_overwritten() {
        save(lead, topic(OTHERS, Optional.empty(), 1));

        var unseen = save(lead, topic(OTHERS, Optional.empty(), 1));
        var asNew = save(lead, topic(OTHERS, Optional.empty(), 0));
        var neverThere = save(lead, topic(new TopicId("quechua"), Optional.empty(), 3));

        assertThat(List.of(unseen, asNew, neverThere)).allMatch(Outcome.refused(CHANGED_MEANWHILE)::equals);
    }

    @Test
    void a_topic_goes_neither_below_itself_nor_to_a_fourth_level_nor_nowhere() {
        var belowItself = save(lead, topic(new TopicId("correo"), Optional.of(new TopicId("correo-no-llega")), 1));
        var fourth = save(lead, topic(new TopicId("quechua"), Optional.of(new TopicId("no-permite-agregar")), 0));
        var nowhere = save(lead, topic(new TopicId("quechua"), Optional.of(new TopicId("unknown")), 0));

        assertThat(List.of(belowItself, fourth, nowhere)).allMatch(Outcome.refused(new UnknownValue("parent"))::equals);
    }

    @Test
    void several_leads_at_once_save_several_topics_and_one_of_each() throws Exception {
        var outcomes = School.together(6, number -> save(lead, topic(new TopicId("topic-" + number % 3), Optional.empty(), 0)));

        assertThat(outcomes.stream().filter(Outcome.Done.class::isInstance)).hasSizeBetween(1, 3);
        assertThat(outcomes.stream().filter(Outcome.refused(CHANGED_MEANWHILE)::equals)).hasSizeBetween(3, 5);
    }

    private Outcome<Topic> save(Caller caller, Topic topic) {
        return new SaveTopic(topics, school.clock).run(caller, topic);
    }

    private static Topic topic(TopicId id, Optional<TopicId> parent, long version) {
        return new Topic(
                id,
                parent,
                7,
                true,
                14,
                Priority.LOW,
                Optional.empty(),
                new Topic.Text(" Otras\tconsultas ", Optional.empty(), List.of(), List.of()),
                new Topic.Text("Other questions", Optional.empty(), List.of(), List.of()),
                version);
    }
}
