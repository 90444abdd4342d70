package portero.local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What buckets are set to do that S3Proxy does not know of, kept as the XML that was put. */
final class BucketSettings {
    static final String CORS = "cors";
    static final String NOTIFICATION = "notification";
    static final Set<String> KINDS = Set.of(CORS, NOTIFICATION);

    private final Path folder;
    private final Map<String, CorsRules> cors = new ConcurrentHashMap<>();
    private final Map<String, Boolean> eventBridge = new ConcurrentHashMap<>();

    BucketSettings(Path folder) {
        this.folder = folder;
    }

    /** @throws Refusal unless it is a document of its kind, and one that is acted upon here */
    void put(String bucket, String kind, byte[] xml) {
        var root = Xml.parse(xml);
        if (kind.equals(CORS)) {
            CorsRules.read(root);
        } else {
            refuseOtherDestinations(root);
        }
        try {
            var half = folder.resolve(bucket + "." + kind + ".half");
            Files.write(half, xml);
            Files.move(half, file(bucket, kind), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        forgetRead(bucket);
    }

    private static void refuseOtherDestinations(Xml root) {
        root.only(Set.of("EventBridgeConfiguration"), new Refusal(
                501, "NotImplemented", "Notifications go to EventBridge here, and nowhere else."));
    }

    Optional<byte[]> get(String bucket, String kind) {
        try {
            var file = file(bucket, kind);
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void delete(String bucket, String kind) {
        try {
            Files.deleteIfExists(file(bucket, kind));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        forgetRead(bucket);
    }

    void forget(String bucket) {
        KINDS.forEach(kind -> delete(bucket, kind));
    }

    /** Empty where the bucket has no CORS configuration. */
    Optional<CorsRules> cors(String bucket) {
        var rules = cors.computeIfAbsent(bucket, name -> get(name, CORS)
                .map(Xml::parse)
                .map(CorsRules::read)
                .orElse(CorsRules.NONE));
        return rules == CorsRules.NONE ? Optional.empty() : Optional.of(rules);
    }

    /** Whether what happens in the bucket is told to EventBridge. */
    boolean eventBridge(String bucket) {
        return eventBridge.computeIfAbsent(bucket, name -> get(name, NOTIFICATION)
                .map(Xml::parse)
                .filter(root -> !root.children("EventBridgeConfiguration").isEmpty())
                .isPresent());
    }

    private void forgetRead(String bucket) {
        cors.remove(bucket);
        eventBridge.remove(bucket);
    }

    private Path file(String bucket, String kind) {
        return folder.resolve(bucket + "." + kind + ".xml");
    }
}
