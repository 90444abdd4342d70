package portero.lambda;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A look into an event, which is made of maps, lists and texts. */
public record Tree(@Nullable Object node) {
    public Tree at(String... path) {
        var found = node;
        for (var name : path) {
            found = found instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return new Tree(found);
    }

    public List<Tree> list() {
        return node instanceof List<?> list ? list.stream().map(Tree::new).toList() : List.of();
    }

    public Optional<String> text() {
        return node instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** @throws IllegalArgumentException if there is no text */
    public String requiredText() {
        return text().orElseThrow(() -> new IllegalArgumentException("An event lacks a text"));
    }
}
