package portero.local.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3ProxyHandler;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.auth.AwsSignature;
import org.gaul.s3proxy.auth.S3AuthorizationHeader;
import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** S3Proxy's operations, and those on a bucket's settings, which it does not have. */
final class Operations extends S3ProxyHandler {
    private static final System.Logger LOG = System.getLogger(Operations.class.getName());
    private static final long MOST_BYTES = 5L << 30;
    private static final long MOST_BYTES_TO_HASH = 128L << 20;
    private static final int MOST_BYTES_OF_SETTINGS = 64 << 10;
    private static final int MOST_BYTES_A_CHUNK = 16 << 20;
    private static final Duration SKEW = Duration.ofMinutes(15);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

    private final S3Settings settings;
    private final BlobStore store;
    private final BucketSettings buckets;

    Operations(S3Settings settings, BlobStore store, BucketSettings buckets) {
        super(
                store,
                AuthenticationType.AWS_V4,
                settings.accessKeyId(),
                settings.secretAccessKey(),
                null,
                MOST_BYTES,
                MOST_BYTES_TO_HASH,
                MOST_BYTES_A_CHUNK,
                false,
                null,
                null,
                (int) SKEW.toSeconds());
        this.settings = settings;
        this.store = store;
        this.buckets = buckets;
    }

    void run(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var kind = BucketSettings.KINDS.stream()
                .filter(name -> request.getParameter(name) != null)
                .findFirst();
        if (kind.isPresent()) {
            bucketSetting(request, response, kind.get());
            return;
        }
        try (var body = request.getInputStream()) {
            doHandle(request, request, response, body, null);
        } catch (IOException | RuntimeException failure) {
            refuse(request, response, refusal(request, failure));
        }
    }

    /** A body that fails its checksum is found out deep in the store, which wraps what is thrown. */
    private static Refusal refusal(HttpServletRequest request, Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(AwsServiceException.class::isInstance)
                .findFirst()
                .map(refused -> refusal(request, (AwsServiceException) refused))
                .orElseGet(() -> {
                    if (failure instanceof IllegalArgumentException) {
                        return new Refusal(400, "InvalidArgument", "Invalid Argument");
                    }
                    LOG.log(System.Logger.Level.ERROR, "S3 failed at a " + request.getMethod(), failure);
                    return new Refusal(500, "InternalError", "We encountered an internal error. Please try again.");
                });
    }

    /** What S3Proxy's stores throw tells its code, or its status only. */
    private static Refusal refusal(HttpServletRequest request, AwsServiceException refused) {
        var details = Optional.ofNullable(refused.awsErrorDetails());
        var message = details.map(AwsErrorDetails::errorMessage).orElse("");
        return details.map(AwsErrorDetails::errorCode)
                .map(code -> new Refusal(refused.statusCode(), code, message))
                .orElseGet(() -> switch (refused.statusCode()) {
                    case 400 -> new Refusal(400, "BadDigest", "The digest you specified did not match the content");
                    case 403 -> Refusal.accessDenied("Access Denied");
                    case 404 -> new Refusal(404, "NoSuchKey", "The specified key does not exist.");
                    case 412 -> reads(request) && request.getHeader("If-Match") == null
                            ? new Refusal(304, "NotModified", "")
                            : new Refusal(
                                    412,
                                    "PreconditionFailed",
                                    "At least one of the pre-conditions you specified did not hold");
                    case 416 -> new Refusal(416, "InvalidRange", "The requested range is not satisfiable");
                    default -> new Refusal(refused.statusCode(), "InternalError", message);
                });
    }

    private static boolean reads(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    void refuse(HttpServletRequest request, HttpServletResponse response, Refusal refusal) throws IOException {
        if (refusal.status() == 304) {
            response.setStatus(304);
            return;
        }
        sendSimpleErrorResponse(request, response, refusal.code(), refusal.status(), refusal.message(), Map.of());
    }

    private void bucketSetting(HttpServletRequest request, HttpServletResponse response, String kind)
            throws IOException {
        var body = request.getInputStream().readNBytes(MOST_BYTES_OF_SETTINGS);
        authenticate(request, body);
        var bucket = Front.bucket(request).orElseThrow(() -> noSuchBucket());
        try {
            store.headBucket(HeadBucketRequest.builder().bucket(bucket).build());
        } catch (NoSuchBucketException absent) {
            throw noSuchBucket();
        }
        switch (request.getMethod()) {
            case "PUT" -> buckets.put(bucket, kind, body);
            case "GET" -> {
                var xml = buckets.get(bucket, kind).orElseGet(() -> absent(kind));
                response.setContentType("application/xml");
                response.getOutputStream().write(xml);
            }
            case "DELETE" -> {
                buckets.delete(bucket, kind);
                response.setStatus(204);
            }
            default -> throw new Refusal(
                    405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
        }
    }

    private static Refusal noSuchBucket() {
        return new Refusal(404, "NoSuchBucket", "The specified bucket does not exist");
    }

    private static byte[] absent(String kind) {
        if (kind.equals(BucketSettings.CORS)) {
            throw new Refusal(404, "NoSuchCORSConfiguration", "The CORS configuration does not exist");
        }
        return "<NotificationConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>"
                .getBytes(StandardCharsets.UTF_8);
    }

    /** As S3Proxy does it, which refuses these operations before it looks at their signature. */
    private void authenticate(HttpServletRequest request, byte[] body) throws IOException {
        var authorization = request.getHeader("Authorization");
        var stamp = request.getHeader("x-amz-date");
        var hash = request.getHeader("x-amz-content-sha256");
        if (authorization == null || stamp == null || hash == null) {
            throw Refusal.accessDenied("Access Denied");
        }
        var given = new S3AuthorizationHeader(authorization);
        if (!given.getIdentity().equals(settings.accessKeyId())) {
            throw new Refusal(
                    403,
                    "InvalidAccessKeyId",
                    "The AWS Access Key Id you provided does not exist in our records.");
        }
        if (Duration.between(instant(stamp), Instant.now()).abs().compareTo(SKEW) > 0) {
            throw new Refusal(
                    403,
                    "RequestTimeTooSkewed",
                    "The difference between the request time and the current time is too large.");
        }
        try {
            var digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
            if (!hash.equals("UNSIGNED-PAYLOAD") && !hash.equals(digest)) {
                throw new Refusal(
                        400,
                        "XAmzContentSHA256Mismatch",
                        "The provided 'x-amz-content-sha256' header does not match what was computed.");
            }
            var expected = AwsSignature.createAuthorizationSignatureV4(
                    request, given, body, request.getRequestURI(), settings.secretAccessKey(), false, null, digest);
            if (!MessageDigest.isEqual(
                    expected.signature().getBytes(StandardCharsets.US_ASCII),
                    given.getSignature().getBytes(StandardCharsets.US_ASCII))) {
                throw new Refusal(
                        403,
                        "SignatureDoesNotMatch",
                        "The request signature we calculated does not match the signature you provided. Check your key"
                                + " and signing method.");
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Instant instant(String stamp) {
        try {
            return LocalDateTime.parse(stamp, STAMP).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException wrong) {
            throw Refusal.accessDenied("AWS authentication requires a valid Date or x-amz-date header");
        }
    }
}
