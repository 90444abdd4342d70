package portero.domain.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    @Test
    void lists_each_topic_after_its_parent_in_the_order_of_their_places() {
        var catalogue = of(topic("b", "", 2), topic("a", "", 1), topic("b2", "b", 2), topic("b1", "b", 1), topic("c", "", 2));

        var all = catalogue.all();

        assertThat(all).extracting(topic -> topic.id().value()).containsExactly("a", "b", "b1", "b2", "c");
    }

    @Test
    void takes_tickets_only_for_leaves_that_are_offered_with_all_above_them() {
        var catalogue = of(
                topic("heading", "", 1),
                topic("leaf", "heading", 1),
                withdrawn(topic("old-leaf", "heading", 2)),
                withdrawn(topic("old-heading", "", 2)),
                topic("below-old", "old-heading", 1));

        var taken = List.of("heading", "leaf", "old-leaf", "old-heading", "below-old", "unknown").stream()
                .filter(id -> catalogue.leaf(new TopicId(id)).isPresent())
                .toList();

        assertThat(taken).containsExactly("leaf");
    }

    @Test
    void grows_no_fourth_level() {
        var catalogue = of(
                topic("one", "", 1), topic("two", "one", 1), topic("three", "two", 1),
                topic("pair", "", 2), topic("pair-leaf", "pair", 1));

        assertThat(takes(catalogue, "new", "two")).isTrue();
        assertThat(takes(catalogue, "new", "three")).isFalse();
        assertThat(takes(catalogue, "pair-leaf", "two")).isTrue();
        assertThat(takes(catalogue, "pair", "one")).isTrue();
        assertThat(takes(catalogue, "pair", "two")).isFalse();
    }

    @Test
    void grows_no_circle() {
        var catalogue = of(topic("one", "", 1), topic("two", "one", 1), topic("three", "two", 1));

        assertThat(takes(catalogue, "one", "one")).isFalse();
        assertThat(takes(catalogue, "one", "two")).isFalse();
        assertThat(takes(catalogue, "one", "three")).isFalse();
        assertThat(takes(catalogue, "three", "one")).isTrue();
    }

    @Test
    void hangs_nothing_below_a_topic_that_there_is_not() {
        var catalogue = of(topic("one", "", 1));

        assertThat(takes(catalogue, "two", "unknown")).isFalse();
    }

    private static boolean takes(Catalogue catalogue, String id, String parent) {
        return catalogue.takes(new TopicId(id), Optional.of(new TopicId(parent)));
    }

    private static Catalogue of(Topic... topics) {
        return new Catalogue(Arrays.asList(topics), 0);
    }

    private static Topic topic(String id, String parent, int order) {
        var text = new Topic.Text(id, Optional.empty(), List.of(), List.of());
        return new Topic(
                new TopicId(id),
                Optional.of(parent).filter(name -> !name.isEmpty()).map(TopicId::new),
                order,
                true,
                7,
                Priority.NORMAL,
                Optional.empty(),
                text,
                text,
                1);
    }

    private static Topic withdrawn(Topic topic) {
        return new Topic(
                topic.id(),
                topic.parent(),
                topic.order(),
                false,
                topic.hours(),
                topic.priority(),
                topic.route(),
                topic.spanish(),
                topic.english(),
                topic.version());
    }
}
