package portero.domain.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import portero.domain.mail.Language;

class BundledTopicsTest {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");
    private static final Set<String> VARIABLES = Set.of("persona", "solicitante", "institucion", "numero", "agente");

    private final List<Topic> topics = BundledTopics.read();

    @Test
    void make_a_tree_of_up_to_three_levels() {
        var catalogue = new Catalogue(topics, 0);

        assertThat(catalogue.all()).hasSameSizeAs(topics);
        assertThat(topics).allSatisfy(topic -> {
            assertThat(TopicId.parse(topic.id().value())).contains(topic.id());
            assertThat(topic.parent().flatMap(catalogue::find)).isEqualTo(topic.parent().map(id -> catalogue.find(id).orElseThrow()));
            assertThat(catalogue.path(topic)).hasSizeBetween(1, 3);
        });
    }

    @Test
    void tell_of_every_leaf_what_people_ask_and_agents_answer() {
        var catalogue = new Catalogue(topics, 0);

        var leaves = topics.stream().filter(topic -> catalogue.leaf(topic.id()).isPresent()).toList();

        assertThat(leaves).hasSizeGreaterThanOrEqualTo(14).allSatisfy(leaf -> {
            assertThat(leaf.spanish().suggestions()).isNotEmpty();
            assertThat(leaf.spanish().answers()).isNotEmpty();
        });
    }

    @Test
    void keep_to_the_limits_that_hold_for_those_who_edit_them() {
        var texts = topics.stream().flatMap(topic -> Stream.of(Language.values()).map(topic::in)).toList();

        assertThat(texts).allSatisfy(text -> {
            assertThat(text.title()).hasSizeLessThanOrEqualTo(80);
            assertThat(text.attach().orElse("")).hasSizeLessThanOrEqualTo(200);
            assertThat(text.suggestions()).hasSizeLessThanOrEqualTo(5);
            assertThat(text.suggestions()).allMatch(one -> one.question().length() <= 120 && one.answer().length() <= 1000);
            assertThat(text.answers()).hasSizeLessThanOrEqualTo(20);
            assertThat(text.answers()).allMatch(one -> one.title().length() <= 80 && one.text().length() <= 2000);
            assertThat(text).isEqualTo(text.cleaned());
        });
        assertThat(topics).allMatch(topic -> topic.hours() >= 1 && topic.hours() <= 200);
    }

    @Test
    void name_only_variables_that_are_filled_in() {
        var answers = topics.stream()
                .flatMap(topic -> Stream.of(Language.values()).flatMap(language -> topic.in(language).answers().stream()))
                .toList();

        var named = new TreeSet<String>();
        answers.forEach(answer -> VARIABLE.matcher(answer.text()).results().forEach(found -> named.add(found.group(1))));

        assertThat(VARIABLES).containsAll(named);
    }

    @Test
    void say_the_same_things_in_both_languages() throws IOException {
        var spanish = keys("topics-es.properties");
        var english = keys("topics-en.properties");

        assertThat(english).isEqualTo(spanish);
        assertThat(spanish).allSatisfy(key -> assertThat(topics)
                .extracting(topic -> topic.id().value())
                .contains(key.substring(0, key.indexOf('.'))));
    }

    @Test
    void promise_answers_to_urgent_ones_first() {
        var slowestUrgent = hours(Priority.URGENT).max(Integer::compare);
        var quickestLow = hours(Priority.LOW).min(Integer::compare);

        assertThat(slowestUrgent.orElseThrow()).isLessThan(quickestLow.orElseThrow());
    }

    private Stream<Integer> hours(Priority priority) {
        return topics.stream().filter(topic -> topic.priority() == priority).map(Topic::hours);
    }

    private static Set<String> keys(String name) throws IOException {
        var file = new Properties();
        try (var stream = Objects.requireNonNull(BundledTopics.class.getResourceAsStream(name))) {
            file.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        }
        return new TreeSet<>(file.stringPropertyNames());
    }
}
