package portero.local.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import portero.local.template.Value.Fields;
import portero.local.template.Value.Items;

/** Finds the property that a service's refusal speaks of: services know names, but no lines. */
final class Blame {
    private Blame() {}

    private record Named(String name, Location at) {}

    /** Where the longest name that the message has is written, or {@code otherwise}. */
    static Location find(Fields properties, Location otherwise, String message) {
        var named = new ArrayList<Named>();
        collect(properties, named);
        var letters = letters(message);
        return named.stream()
                .filter(each -> letters.contains(letters(each.name())))
                .max(Comparator.comparingInt(each -> each.name().length()))
                .map(Named::at)
                .orElse(otherwise);
    }

    /** Services write a name as one word or as several. */
    private static String letters(String text) {
        return text.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
    }

    private static void collect(Value value, List<Named> named) {
        if (value instanceof Fields(var fields, var _)) {
            fields.forEach((name, field) -> {
                named.add(new Named(name, field.at()));
                collect(field.value(), named);
            });
        } else if (value instanceof Items(var items, var _)) {
            items.forEach(item -> collect(item, named));
        }
    }
}
