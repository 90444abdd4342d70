package portero.local.cognito;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import portero.local.wire.WholeFile;

/**
 * Keeps one pool in a folder: {@code pool.json}, replaced atomically, and {@code journal.jsonl}, to which each change of
 * a user or grant adds one line; a line torn by a crash is dropped when the journal is read.
 *
 * <p>Not safe for concurrent use; its pool calls it under the pool's lock.
 */
final class PoolStore implements AutoCloseable {
    private static final String POOL_FILE = "pool.json";
    private static final String JOURNAL = "journal.jsonl";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new InstantWriter())
                    .addDeserializer(Instant.class, new InstantReader()))
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    /** One line: exactly one member is present. */
    record Entry(@Nullable User user, @Nullable String removed, @Nullable Grant grant) {
        static Entry of(User user) {
            return new Entry(user, null, null);
        }

        /** @param sub of the user that is gone */
        static Entry removed(String sub) {
            return new Entry(null, sub, null);
        }

        static Entry of(Grant grant) {
            return new Entry(null, null, grant);
        }
    }

    private final Optional<Path> folder;
    private @Nullable FileChannel journal;
    private long lines;
    private boolean deleted;

    PoolStore(Optional<Path> dataFolder, String poolId) {
        folder = dataFolder.map(data -> data.resolve(poolId));
    }

    /** Where to write; nowhere once deleted, as a call that overlaps the deletion must not bring the pool back. */
    private Optional<Path> target() {
        return deleted ? Optional.empty() : folder;
    }

    /** The ids of all pools that a data folder holds. */
    static List<String> poolIds(Path dataFolder) {
        if (!Files.isDirectory(dataFolder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(dataFolder)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(POOL_FILE)))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    PoolFile readPool() {
        try {
            return MAPPER.readValue(folder.orElseThrow().resolve(POOL_FILE).toFile(), PoolFile.class);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    List<Entry> readJournal() {
        Path file = folder.orElseThrow().resolve(JOURNAL);
        if (!Files.exists(file)) {
            return List.of();
        }
        // Split as bytes: a crash may tear a character, and only the last line may be forgiven for it.
        try (Stream<String> text = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            var entries = new ArrayList<Entry>();
            for (var each = text.iterator(); each.hasNext(); ) {
                byte[] line = each.next().getBytes(StandardCharsets.ISO_8859_1);
                try {
                    entries.add(MAPPER.readValue(line, Entry.class));
                } catch (JacksonException | CharConversionException torn) {
                    if (each.hasNext()) {
                        throw new IllegalStateException(file + " is damaged at line " + (entries.size() + 1), torn);
                    }
                }
            }
            return entries;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void writePool(PoolFile pool) {
        target().ifPresent(path -> {
            try {
                Files.createDirectories(path);
                WholeFile.write(path.resolve(POOL_FILE), MAPPER.writeValueAsBytes(pool));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    void append(Entry entry) {
        lines++;
        target().ifPresent(path -> {
            try {
                if (journal == null) {
                    journal = FileChannel.open(path.resolve(JOURNAL), StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND, StandardOpenOption.WRITE);
                }
                ByteBuffer line = ByteBuffer.wrap(line(entry));
                while (line.hasRemaining()) {
                    journal.write(line);
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    /** Whether the journal has grown far beyond what it says. */
    boolean wantsCompaction(int live) {
        return lines > 10_000 + 4L * live;
    }

    /** Replaces the journal by the shortest one that says the same. */
    void compact(Stream<Entry> live) {
        target().ifPresent(path -> {
            try {
                close();
                Path fresh = WholeFile.fresh(path.resolve(JOURNAL));
                lines = 0;
                try (var out = Files.newOutputStream(fresh)) {
                    for (var each = live.iterator(); each.hasNext(); lines++) {
                        out.write(line(each.next()));
                    }
                }
                WholeFile.putInPlace(fresh, path.resolve(JOURNAL));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    void delete() {
        target().ifPresent(path -> {
            try {
                close();
                // The pool file goes first: without it, what a crash leaves behind is no pool.
                WholeFile.delete(path.resolve(POOL_FILE));
                WholeFile.delete(path.resolve(JOURNAL));
                Files.deleteIfExists(path);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        deleted = true;
    }

    @Override
    public void close() {
        if (journal != null) {
            try {
                journal.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            journal = null;
        }
    }

    private static byte[] line(Entry entry) throws JacksonException {
        return (MAPPER.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static final class InstantWriter extends StdSerializer<Instant> {
        InstantWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(instant.toString());
        }
    }

    private static final class InstantReader extends StdDeserializer<Instant> {
        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return Instant.parse(json.getText());
        }
    }
}
