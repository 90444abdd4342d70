package portero.local.s3;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import portero.local.s3.Announcements.Reason;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Announces each object that is created in a bucket whose events go to EventBridge. */
final class AnnouncingStore extends ForwardingBlobStore {
    /** Where S3Proxy notes what a multipart upload will become: no object that anybody created. */
    private static final String NOTE = ".s3proxy-";

    private final BucketSettings buckets;
    private final Announcements announcements;

    AnnouncingStore(BlobStore store, BucketSettings buckets, Announcements announcements) {
        super(store);
        this.buckets = buckets;
        this.announcements = announcements;
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
        return announced(request.bucket(), request.key(), Reason.PUT, () -> super.putBlob(request, payload));
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        return announced(
                request.destinationBucket(), request.destinationKey(), Reason.COPY, () -> super.copyBlob(request));
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        return announced(
                upload.containerName(),
                upload.blobName(),
                Reason.MULTIPART,
                () -> super.completeMultipartUpload(upload, request));
    }

    @Override
    public void deleteBucket(String bucket) {
        super.deleteBucket(bucket);
        buckets.forget(bucket);
    }

    private <T> T announced(String bucket, String key, Reason reason, Supplier<T> creation) {
        if (key.startsWith(NOTE) || !buckets.eventBridge(bucket)) {
            return creation.get();
        }
        var intended = announcements.intend(bucket, key, reason);
        Optional<T> created = Optional.empty();
        try {
            created = Optional.of(creation.get());
            return created.get();
        } finally {
            if (created.isPresent()) {
                announcements.announce(intended);
            } else {
                announcements.forget(intended);
            }
        }
    }
}
