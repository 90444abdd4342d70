package portero.local.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** YAML and JSON as maps, lists and texts; tags such as {@code !Ref} are left out, so that any template can be read. */
final class Yaml {
    private final Object value;

    private Yaml(Object value) {
        this.value = value;
    }

    static Yaml file(Path file) {
        try {
            return text(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Yaml text(String text) {
        var node = new Compose(LoadSettings.builder().build()).composeString(text);
        return new Yaml(plain(node.orElseThrow()));
    }

    private static Object plain(Node node) {
        return switch (node) {
            case ScalarNode scalar -> scalar.getValue();
            case SequenceNode sequence -> sequence.getValue().stream().map(Yaml::plain).toList();
            case MappingNode mapping -> {
                var map = new LinkedHashMap<String, Object>();
                mapping.getValue().forEach(pair ->
                        map.put(((ScalarNode) pair.getKeyNode()).getValue(), plain(pair.getValueNode())));
                yield map;
            }
            default -> throw new IllegalStateException("Unknown node " + node);
        };
    }

    /** What lies under these names; an empty map where there is nothing. */
    Yaml at(String... names) {
        var here = value;
        for (var name : names) {
            here = here instanceof Map<?, ?> map && map.get(name) instanceof Object found ? found : Map.of();
        }
        return new Yaml(here);
    }

    boolean has(String name) {
        return value instanceof Map<?, ?> map && map.containsKey(name);
    }

    String string() {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalStateException("Not a text: " + value);
    }

    /** A list's entries; none where there is nothing. */
    List<Yaml> list() {
        return value instanceof List<?> entries ? entries.stream().<Yaml>map(Yaml::new).toList() : List.of();
    }

    List<String> strings() {
        return list().stream().map(Yaml::string).toList();
    }

    /** A map's entries in their order; none where there is nothing. */
    Map<String, Yaml> map() {
        var entries = new LinkedHashMap<String, Yaml>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, entry) -> entries.put((String) name, new Yaml(entry)));
        }
        return entries;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
