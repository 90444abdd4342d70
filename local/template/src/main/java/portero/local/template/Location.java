package portero.local.template;

import java.nio.file.Path;

/** A place in a template, for messages; {@code line} counts from 1. */
public record Location(Path file, int line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
