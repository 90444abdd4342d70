package portero.local.wire;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks Signature Version 4 in the {@code Authorization} header.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create a
 *     signed AWS API request</a>
 */
public final class RequestSignature {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final String accessKeyId;
    private final String secretAccessKey;
    private final String region;
    private final String service;

    /** @param service the name that requests are signed for, as in {@code cognito-idp} */
    public RequestSignature(String accessKeyId, String secretAccessKey, String region, String service) {
        this.accessKeyId = accessKeyId;
        this.secretAccessKey = secretAccessKey;
        this.region = region;
        this.service = service;
    }

    /**
     * What of a request is signed.
     *
     * @param target path and query, encoded as they were sent
     * @param headers a header's value by lower-case name, null if absent
     */
    public record Request(String method, URI target, Function<String, @Nullable String> headers, byte[] body) {}

    /** A missing, damaged or wrong signature, as AWS words it. */
    public static final class Refused extends RuntimeException {
        private final String code;

        Refused(String code, String message) {
            super(message, null, false, false);
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /**
     * @param wallClock the true time: callers sign by it even while tests move the service's own clock
     * @throws Refused unless the request is signed with this key for this region and service
     */
    public void check(Request request, Instant wallClock) {
        Function<String, @Nullable String> headers = request.headers();
        String authorization = headers.apply("authorization");
        if (authorization == null) {
            throw new Refused("MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        if (!authorization.startsWith(ALGORITHM + " ")) {
            throw incomplete("Authorization header requires '" + ALGORITHM + "'.");
        }
        Map<String, String> parts = parts(authorization.substring(ALGORITHM.length() + 1));
        String stamp = headers.apply("x-amz-date");
        String signature = parts.get("Signature");
        String signedHeaders = parts.get("SignedHeaders");
        String credential = parts.get("Credential");
        if (stamp == null || signature == null || signedHeaders == null || credential == null) {
            throw incomplete("Authorization header requires 'Credential', 'Signature', 'SignedHeaders' parameters "
                    + "and existence of an 'X-Amz-Date' header.");
        }
        List<String> scope = Arrays.asList(credential.split("/"));
        if (scope.size() != 5) {
            throw incomplete("Credential must have exactly 5 slash-delimited elements.");
        }
        if (!scope.getFirst().equals(accessKeyId)) {
            throw new Refused(
                    "UnrecognizedClientException", "The security token included in the request is invalid.");
        }
        String day = stamp.substring(0, Math.min(8, stamp.length()));
        if (!scope.subList(1, 5).equals(List.of(day, region, service, "aws4_request"))) {
            throw new Refused(
                    "InvalidSignatureException", "Credential should be scoped to a valid region and service.");
        }
        if (Duration.between(instant(stamp), wallClock).abs().compareTo(SKEW) > 0) {
            throw new Refused("InvalidSignatureException", "Signature expired or not yet current: " + stamp);
        }
        List<String> names = List.of(signedHeaders.split(";"));
        if (!names.contains("host")) {
            throw new Refused("InvalidSignatureException",
                    "'Host' must be a 'SignedHeader' in the AWS Authorization.");
        }
        String expected = sign(names, request, stamp, String.join("/", scope.subList(1, 5)), day);
        if (!MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8))) {
            throw new Refused(
                    "InvalidSignatureException",
                    "The request signature we calculated does not match the signature you provided. "
                            + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");
        }
    }

    private String sign(List<String> names, Request request, String stamp, String scope, String day) {
        String canonicalHeaders = names.stream()
                .map(name -> name + ":" + trimmed(request.headers().apply(name)) + "\n")
                .collect(Collectors.joining());
        String canonical = request.method() + "\n" + path(request.target()) + "\n" + query(request.target()) + "\n"
                + canonicalHeaders + "\n" + String.join(";", names) + "\n" + hex(sha256(request.body()));
        String toSign = ALGORITHM + "\n" + stamp + "\n" + scope + "\n"
                + hex(sha256(canonical.getBytes(StandardCharsets.UTF_8)));
        byte[] key = hmac(("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8), day);
        key = hmac(key, region);
        key = hmac(key, service);
        key = hmac(key, "aws4_request");
        return hex(hmac(key, toSign));
    }

    /** Encoded once more than it was sent, as every service but S3 has it. */
    private static String path(URI target) {
        String path = target.getRawPath();
        return path == null || path.isEmpty() ? "/" : encoded(path).replace("%2F", "/");
    }

    private static String query(URI target) {
        String query = target.getRawQuery();
        return query == null
                ? ""
                : Arrays.stream(query.split("&"))
                        .map(pair -> pair.contains("=") ? pair : pair + "=")
                        .sorted(Comparator.comparing((String pair) -> pair.substring(0, pair.indexOf('=')))
                                .thenComparing(Comparator.naturalOrder()))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static Map<String, String> parts(String text) {
        var parts = new LinkedHashMap<String, String>();
        for (String part : text.split(",")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
            }
        }
        return parts;
    }

    private static Instant instant(String stamp) {
        try {
            return LocalDateTime.parse(stamp, STAMP).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException _) {
            throw incomplete("Date must be in ISO-8601 'basic format'.");
        }
    }

    private static String trimmed(@Nullable String value) {
        return value == null ? "" : value.strip().replaceAll(" +", " ");
    }

    private static Refused incomplete(String message) {
        return new Refused("IncompleteSignatureException", message);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
