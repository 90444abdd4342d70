package portero.adapters.s3;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import portero.domain.Unavailable;
import portero.domain.files.Attachment;
import portero.domain.files.AttachmentId;
import portero.domain.files.AttachmentStore;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects of the bucket; whatever passes by itself ends in {@link Unavailable}. */
public final class S3AttachmentStore implements AttachmentStore {
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final S3Client client;
    private final String bucket;

    public S3AttachmentStore(S3Client client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    @Override
    public Optional<byte[]> quarantined(AttachmentId id, int most) {
        return asking(() -> {
            try (var object = client.getObject(get -> get.bucket(bucket).key(Folders.QUARANTINE + id))) {
                var content = object.readNBytes(most);
                // What is left need not be read for the sake of the connection.
                object.abort();
                return Optional.of(content);
            } catch (NoSuchKeyException gone) {
                return Optional.empty();
            } catch (IOException lost) {
                throw new Unavailable("s3", WAIT, lost);
            }
        });
    }

    @Override
    public void keep(Attachment attachment, byte[] content) {
        asking(() -> client.putObject(
                put -> put.bucket(bucket)
                        .key(Folders.CLEAN + attachment.id())
                        .contentType(attachment.type().mediaType())
                        .contentDisposition("attachment"),
                RequestBody.fromBytes(content)));
    }

    @Override
    public void release(AttachmentId id) {
        asking(() -> client.deleteObject(delete -> delete.bucket(bucket).key(Folders.QUARANTINE + id)));
    }

    @Override
    public void discard(AttachmentId id) {
        release(id);
        asking(() -> client.deleteObject(delete -> delete.bucket(bucket).key(Folders.CLEAN + id)));
    }

    private static <T> T asking(Supplier<T> call) {
        try {
            return call.get();
        } catch (S3Exception refused) {
            if (refused.isThrottlingException() || refused.statusCode() >= 500) {
                throw new Unavailable("s3", WAIT, refused);
            }
            throw refused;
        } catch (SdkClientException unreachable) {
            throw new Unavailable("s3", WAIT, unreachable);
        }
    }
}
