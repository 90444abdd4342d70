package portero.domain.helpdesk;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** All topics at one moment: a tree of up to three levels, of which tickets take the leaves. */
public final class Catalogue {
    private static final int LEVELS = 3;
    private static final Comparator<Topic> SIDE_BY_SIDE =
            Comparator.comparingInt(Topic::order).thenComparing(topic -> topic.id().value());

    private final Map<TopicId, Topic> topics;
    private final long revision;

    /** @param revision counts changes to any topic, so that two of them together cannot make what neither would alone */
    public Catalogue(Collection<Topic> topics, long revision) {
        this.topics = topics.stream().collect(toUnmodifiableMap(Topic::id, Function.identity()));
        this.revision = revision;
    }

    public long revision() {
        return revision;
    }

    public Optional<Topic> find(TopicId id) {
        return Optional.ofNullable(topics.get(id));
    }

    /** The topic, if a ticket can be filed under it: a leaf that is offered, as are those above it. */
    public Optional<Topic> leaf(TopicId id) {
        return find(id).filter(topic -> path(topic).stream().allMatch(Topic::offered)).filter(_ -> below(Optional.of(id)).isEmpty());
    }

    /** From the top down to the topic, which comes last. */
    public List<Topic> path(Topic topic) {
        var path = new ArrayList<Topic>();
        var step = Optional.of(topic);
        while (step.isPresent() && path.size() <= LEVELS) {
            path.addFirst(step.get());
            step = step.get().parent().flatMap(this::find);
        }
        return List.copyOf(path);
    }

    /** In the order in which they are shown: each followed by those below it. */
    public List<Topic> all() {
        var all = new ArrayList<Topic>();
        addBelow(Optional.empty(), all);
        return List.copyOf(all);
    }

    private void addBelow(Optional<TopicId> parent, List<Topic> all) {
        for (var topic : below(parent)) {
            all.add(topic);
            addBelow(Optional.of(topic.id()), all);
        }
    }

    private List<Topic> below(Optional<TopicId> parent) {
        return topics.values().stream()
                .filter(topic -> topic.parent().equals(parent))
                .sorted(SIDE_BY_SIDE)
                .toList();
    }

    /** Whether the topic may stand below that parent: there is such a one, not below the topic itself, and no fourth level comes of it. */
    boolean takes(TopicId id, Optional<TopicId> parent) {
        if (parent.isEmpty()) {
            return true;
        }
        var above = find(parent.get()).map(this::path).orElse(List.of());
        return !above.isEmpty()
                && above.stream().noneMatch(step -> step.id().equals(id))
                && above.size() + height(id) <= LEVELS;
    }

    private int height(TopicId id) {
        return 1 + below(Optional.of(id)).stream().mapToInt(topic -> height(topic.id())).max().orElse(0);
    }
}
