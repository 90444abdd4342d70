package portero.adapters.s3;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import portero.domain.Secret;
import portero.domain.files.Attachment;
import portero.domain.files.AttachmentLinks;
import portero.domain.files.FileName;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/** Presigned links: the signature covers length, type and SHA-256 of what may be put, and that nothing lies there yet. */
public final class S3AttachmentLinks implements AttachmentLinks {
    private static final Duration UPLOADING = Duration.ofMinutes(15);
    private static final Duration DOWNLOADING = Duration.ofSeconds(60);
    /** What a browser sets by itself and lets no page set. */
    private static final Set<String> OF_THE_BROWSER = Set.of("host", "content-length");

    private final S3Presigner presigner;
    private final String bucket;

    public S3AttachmentLinks(S3Presigner presigner, String bucket) {
        this.presigner = presigner;
        this.bucket = bucket;
    }

    @Override
    public Upload upload(Attachment attachment, Instant now) {
        var request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(Folders.QUARANTINE + attachment.id())
                .contentLength((long) attachment.size())
                .contentType(attachment.type().mediaType())
                .checksumSHA256(attachment.sha256().value())
                .ifNoneMatch("*")
                .build();
        var link = presigner.presignPutObject(presign -> presign.putObjectRequest(request).signatureDuration(UPLOADING));
        return new Upload(new Secret(link.url().toString()), toSend(link), now.plus(UPLOADING));
    }

    private static Map<String, String> toSend(PresignedPutObjectRequest link) {
        var headers = new LinkedHashMap<String, String>();
        link.signedHeaders().forEach((name, values) -> {
            if (!OF_THE_BROWSER.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, String.join(",", values));
            }
        });
        return headers;
    }

    @Override
    public Download download(Attachment attachment, Instant now) {
        var request = GetObjectRequest.builder()
                .bucket(bucket)
                .key(Folders.CLEAN + attachment.id())
                .responseContentType(attachment.type().mediaType())
                .responseContentDisposition(disposition(attachment.name()))
                .responseCacheControl("private, no-store")
                .build();
        var link = presigner.presignGetObject(presign -> presign.getObjectRequest(request).signatureDuration(DOWNLOADING));
        return new Download(new Secret(link.url().toString()), now.plus(DOWNLOADING));
    }

    /** As RFC 6266 and RFC 8187 write a name that need not be ASCII. */
    static String disposition(FileName name) {
        var encoded = URLEncoder.encode(name.value(), StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
        return "attachment; filename*=UTF-8''" + encoded;
    }
}
