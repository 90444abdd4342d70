package portero.local.events;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How far each shard of a stream has been dealt with; kept across restarts, and forgotten with the stream. */
final class Checkpoint {
    /** Nothing has been dealt with yet. */
    static final String START = "TRIM_HORIZON";

    /** The shard takes no more records, and all were dealt with. */
    static final String END = "SHARD_END";

    private final JsonFile file;
    private final String stream;
    private final Map<String, String> positions = new LinkedHashMap<>();
    private boolean known;

    private Checkpoint(JsonFile file, String stream) {
        this.file = file;
        this.stream = stream;
    }

    static Checkpoint read(Path path, String stream) {
        var checkpoint = new Checkpoint(new JsonFile(path), stream);
        checkpoint.file
                .read()
                .filter(state -> state.path("stream").asText().equals(stream))
                .ifPresent(state -> {
                    checkpoint.known = true;
                    state.path("shards").properties().forEach(shard ->
                            checkpoint.positions.put(shard.getKey(), shard.getValue().asText()));
                });
        return checkpoint;
    }

    /** Whether this stream was read before. */
    boolean isKnown() {
        return known;
    }

    /** {@link #START}, {@link #END}, or the sequence number of the last record that was dealt with. */
    Optional<String> position(String shard) {
        return Optional.ofNullable(positions.get(shard));
    }

    void put(String shard, String position) {
        if (!position.equals(positions.put(shard, position))) {
            write();
        }
    }

    /** Forgets shards that the stream no longer keeps, and remembers that it has been read. */
    void keep(Set<String> shards) {
        if (positions.keySet().retainAll(shards) || !known) {
            write();
        }
    }

    private void write() {
        var state = JsonFile.JSON.createObjectNode().put("stream", stream);
        var shards = state.putObject("shards");
        positions.forEach(shards::put);
        file.write(state);
        known = true;
    }
}
