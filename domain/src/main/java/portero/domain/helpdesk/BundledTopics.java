package portero.domain.helpdesk;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The topics that come with Portero, each at version 1; what the help desk's lead saves takes their place. */
public final class BundledTopics {
    private static final String ORDER = ".order";

    private final Properties topics = read("topics.properties");
    private final Properties spanish = read("topics-es.properties");
    private final Properties english = read("topics-en.properties");

    private BundledTopics() {}

    public static List<Topic> read() {
        var files = new BundledTopics();
        return files.topics.stringPropertyNames().stream()
                .filter(name -> name.endsWith(ORDER))
                .map(name -> files.topic(name.substring(0, name.length() - ORDER.length())))
                .toList();
    }

    private Topic topic(String id) {
        return new Topic(
                new TopicId(id),
                optional(topics, id + ".parent").map(TopicId::new),
                Integer.parseInt(required(topics, id + ORDER)),
                true,
                Integer.parseInt(required(topics, id + ".hours")),
                Priority.valueOf(required(topics, id + ".priority").toUpperCase(Locale.ROOT)),
                optional(topics, id + ".route").map(route -> Route.valueOf(route.toUpperCase(Locale.ROOT))),
                text(spanish, id),
                text(english, id),
                1);
    }

    private static Topic.Text text(Properties words, String id) {
        return new Topic.Text(
                required(words, id + ".title"),
                optional(words, id + ".attach"),
                several(words, id + ".suggestion.", ".question", name ->
                        new Topic.Suggestion(required(words, name + ".question"), required(words, name + ".answer"))),
                several(words, id + ".answer.", ".title", name ->
                        new Topic.CannedAnswer(required(words, name + ".title"), required(words, name + ".text"))));
    }

    /** Those numbered from 1, as long as there are any. */
    private static <T> List<T> several(Properties words, String start, String end, Function<String, T> make) {
        return IntStream.iterate(1, number -> number + 1)
                .takeWhile(number -> words.containsKey(start + number + end))
                .mapToObj(number -> make.apply(start + number))
                .toList();
    }

    private static Optional<String> optional(Properties file, String name) {
        return Optional.ofNullable(file.getProperty(name)).map(String::strip);
    }

    private static String required(Properties file, String name) {
        return optional(file, name).orElseThrow(() -> new IllegalStateException("No " + name));
    }

    private static Properties read(String name) {
        var file = new Properties();
        try (var stream = Objects.requireNonNull(BundledTopics.class.getResourceAsStream(name))) {
            file.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return file;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
