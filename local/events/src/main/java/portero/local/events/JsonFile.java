package portero.local.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A small file of state that is replaced in one step. */
record JsonFile(Path path) {
    static final JsonMapper JSON = new JsonMapper();

    Optional<ObjectNode> read() {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            if (JSON.readTree(Files.readString(path)) instanceof ObjectNode object) {
                return Optional.of(object);
            }
            throw damaged();
        } catch (JsonProcessingException _) {
            throw damaged();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void write(ObjectNode state) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            var half = path.resolveSibling(path.getFileName() + ".half");
            Files.writeString(half, state.toString());
            Files.move(half, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private IllegalStateException damaged() {
        return new IllegalStateException(path + " is damaged: delete it, and what it kept begins anew");
    }
}
