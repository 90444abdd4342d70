package portero.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Part of a list; {@code next} asks for what follows and is empty at the end. */
public record Page<T>(List<T> items, Optional<String> next) {
    public Page {
        items = List.copyOf(items);
    }

    /** All parts of a list, page after page. */
    public static <T> List<T> all(Function<Optional<String>, Page<T>> pages) {
        var all = new ArrayList<T>();
        Optional<String> cursor = Optional.empty();
        do {
            var page = pages.apply(cursor);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());
        return all;
    }

    public <R> Page<R> map(Function<T, R> change) {
        return new Page<>(items.stream().map(change).toList(), next);
    }
}
