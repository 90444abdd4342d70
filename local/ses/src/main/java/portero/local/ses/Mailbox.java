package portero.local.ses;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import portero.local.wire.Json;
import portero.local.wire.WholeFile;

/** The newest 1,000 mails, or fewer if they exceed 64 MB; each in a file of its own, written as a whole. */
final class Mailbox {
    static final int MOST = 1_000;
    private static final long MOST_BYTES = 64L << 20;
    private static final String SUFFIX = ".json";

    private final Optional<Path> folder;
    private final TreeMap<Long, Mail> mails = new TreeMap<>();
    private long bytes;
    private long changes;
    private long last;

    /** @throws UncheckedIOException if the folder can not be read */
    Mailbox(Optional<Path> dataFolder) {
        folder = dataFolder.map(data -> data.resolve("mails"));
        folder.ifPresent(path -> {
            try {
                Files.createDirectories(path);
                try (Stream<Path> files = Files.list(path)) {
                    // What else lies there is a mail that a crash kept from being written: it was never answered.
                    for (Path file : files.filter(each -> each.toString().endsWith(SUFFIX)).toList()) {
                        keep(Json.MAPPER.readValue(file.toFile(), Mail.class));
                    }
                }
                trim();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    /** The mail is on disk when this returns. */
    synchronized Mail add(LongFunction<Mail> mail) {
        Mail added = mail.apply(last + 1);
        write(added);
        keep(added);
        trim();
        return added;
    }

    synchronized Optional<Mail> change(long id, UnaryOperator<Mail> change) {
        return find(id).map(mail -> {
            Mail changed = change.apply(mail);
            write(changed);
            keep(changed);
            return changed;
        });
    }

    synchronized List<Mail> newestFirst() {
        return List.copyOf(mails.descendingMap().values());
    }

    synchronized Optional<Mail> find(long id) {
        return Optional.ofNullable(mails.get(id));
    }

    /** Differs once a mail has come or its state has changed; starts anew with the service. */
    synchronized String version() {
        return last + "." + changes;
    }

    private void keep(Mail mail) {
        Mail before = mails.put(mail.id(), mail);
        bytes += mail.size() - (before == null ? 0 : before.size());
        last = Math.max(last, mail.id());
        changes++;
    }

    private void trim() {
        while (mails.size() > MOST || bytes > MOST_BYTES && mails.size() > 1) {
            Mail oldest = mails.pollFirstEntry().getValue();
            bytes -= oldest.size();
            file(oldest.id()).ifPresent(path -> {
                try {
                    WholeFile.delete(path);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
        }
    }

    private void write(Mail mail) {
        file(mail.id()).ifPresent(path -> {
            try {
                WholeFile.write(path, Json.MAPPER.writeValueAsBytes(mail));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    private Optional<Path> file(long id) {
        return folder.map(path -> path.resolve(id + SUFFIX));
    }
}
