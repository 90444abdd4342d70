package portero.local.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Remembers, across restarts, which resource of a template is which at its service, and how it was described. */
final class StateFile {
    private final Path file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * A resource that was created.
     *
     * @param properties as they were when it was last created or updated, all scalars as text
     */
    record Entry(String type, String id, boolean retained, Map<String, Object> properties) {}

    private StateFile(Path file) {
        this.file = file;
    }

    static StateFile read(Path file) {
        var state = new StateFile(file);
        if (!Files.exists(file)) {
            return state;
        }
        try {
            var loaded = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            if (loaded instanceof Map<?, ?> resources) {
                resources.forEach((path, entry) -> state.entries.put(String.valueOf(path), entry(entry)));
            }
            return state;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (YamlEngineException | IllegalArgumentException damaged) {
            throw new IllegalStateException(
                    file + " is damaged, so it is not known what exists: start with --fresh", damaged);
        }
    }

    @SuppressWarnings("unchecked")
    private static Entry entry(Object loaded) {
        if (loaded instanceof Map<?, ?> map
                && map.get("type") instanceof String type
                && map.get("id") instanceof String id
                && map.get("properties") instanceof Map<?, ?> properties) {
            return new Entry(type, id, "true".equals(map.get("retained")), (Map<String, Object>) properties);
        }
        throw new IllegalArgumentException("not an entry: " + loaded);
    }

    Optional<Entry> get(String path) {
        return Optional.ofNullable(entries.get(path));
    }

    SequencedSet<String> paths() {
        return new LinkedHashSet<>(entries.keySet());
    }

    void put(String path, Entry entry) {
        if (!entry.equals(entries.put(path, entry))) {
            write();
        }
    }

    void remove(String path) {
        entries.remove(path);
        write();
    }

    private void write() {
        var plain = new LinkedHashMap<String, Object>();
        entries.forEach((path, entry) -> plain.put(
                path,
                Map.of(
                        "type", entry.type(),
                        "id", entry.id(),
                        "retained", String.valueOf(entry.retained()),
                        "properties", entry.properties())));
        var dump = new Dump(DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setDefaultScalarStyle(ScalarStyle.DOUBLE_QUOTED)
                .build());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, dump.dumpToString(plain));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
