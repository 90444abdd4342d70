package portero.domain;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Part of a list; {@code next} asks for what follows and is empty at the end. */
public record Page<T>(List<T> items, Optional<String> next) {
    public Page {
        items = List.copyOf(items);
    }

    public <R> Page<R> map(Function<T, R> change) {
        return new Page<>(items.stream().map(change).toList(), next);
    }
}
