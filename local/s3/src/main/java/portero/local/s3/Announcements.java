package portero.local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells of created objects, at least once: what will be told is noted before the object is stored, and noted no more
 * once it was told.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">EventBridge event message
 *     structure</a>
 */
final class Announcements implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path folder;
    private final BlobStore store;
    private final S3Settings settings;
    private final BlockingQueue<Announcement> queue = new LinkedBlockingQueue<>();
    private final AtomicLong lastSequence = new AtomicLong();
    private final Thread thread = Thread.ofPlatform().name("s3 events").daemon().unstarted(this::run);

    enum Reason {
        PUT("PutObject"),
        COPY("CopyObject"),
        MULTIPART("CompleteMultipartUpload");

        private final String word;

        Reason(String word) {
            this.word = word;
        }
    }

    /**
     * A creation to be told.
     *
     * @param sequencer 16 hexadecimal digits; the later of two creations has the greater
     */
    record Announcement(String sequencer, String bucket, String key, Reason reason, String requestId) {}

    private Announcements(Path folder, BlobStore store, S3Settings settings) {
        this.folder = folder;
        this.store = store;
        this.settings = settings;
    }

    /** Finds what a process that was killed had noted and perhaps not told. */
    static Announcements in(Path folder, BlobStore store, S3Settings settings) throws IOException {
        var announcements = new Announcements(folder, store, settings);
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().toList()) {
                if (file.getFileName().toString().endsWith(".json")) {
                    announcements.queue.add(JSON.readValue(Files.readString(file), Announcement.class));
                } else {
                    Files.delete(file);
                }
            }
        }
        return announcements;
    }

    void start() {
        thread.start();
    }

    /** Notes a creation that is about to happen. */
    Announcement intend(String bucket, String key, Reason reason) {
        var intended = new Announcement(sequencer(), bucket, key, reason, requestId());
        try {
            var half = folder.resolve(intended.sequencer() + ".half");
            Files.writeString(half, JSON.writeValueAsString(intended));
            Files.move(half, file(intended), StandardCopyOption.ATOMIC_MOVE);
            return intended;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Tells it in the background. */
    void announce(Announcement happened) {
        queue.add(happened);
    }

    void forget(Announcement told) {
        try {
            Files.deleteIfExists(file(told));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path file(Announcement announcement) {
        return folder.resolve(announcement.sequencer() + ".json");
    }

    private void run() {
        try {
            while (true) {
                var next = queue.take();
                while (!told(next)) {
                    Thread.sleep(PAUSE);
                }
                forget(next);
            }
        } catch (InterruptedException closing) {
            // What is still noted is told at the next start.
        }
    }

    /** Of an object that is not there nothing is told: it was never stored, or is gone again. */
    private boolean told(Announcement announcement) {
        try {
            Optional<HeadObjectResponse> found = Optional.ofNullable(
                    store.blobMetadataIfPresent(announcement.bucket(), announcement.key()));
            found.ifPresent(object ->
                    settings.events().ifPresent(bus -> tell(bus, announcement, object)));
            return true;
        } catch (NoSuchBucketException gone) {
            return true;
        } catch (RuntimeException notNow) {
            return false;
        }
    }

    private void tell(Consumer<String> bus, Announcement announcement, HeadObjectResponse object) {
        var event = JSON.createObjectNode()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", "Object Created")
                .put("source", "aws.s3")
                .put("account", settings.accountId())
                .put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", settings.region());
        event.putArray("resources").add("arn:aws:s3:::" + announcement.bucket());
        var detail = event.putObject("detail").put("version", "0");
        detail.putObject("bucket").put("name", announcement.bucket());
        detail.putObject("object")
                .put("key", announcement.key())
                .put("size", object.contentLength())
                .put("etag", object.eTag().replace("\"", ""))
                .put("sequencer", announcement.sequencer());
        detail.put("request-id", announcement.requestId())
                .put("requester", settings.accountId())
                .put("source-ip-address", "127.0.0.1")
                .put("reason", announcement.reason().word);
        bus.accept(event.toString());
    }

    /** Microseconds since the epoch, or one more than the last. */
    private String sequencer() {
        var now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        return String.format(Locale.ROOT, "%016X", lastSequence.updateAndGet(last -> Math.max(last + 1, now)));
    }

    private static String requestId() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16).toUpperCase(Locale.ROOT);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
