package portero.local.cognito;

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
 * Checks Signature Version 4 on a {@code POST /} without query.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create a
 *     signed AWS API request</a>
 */
final class RequestSignature {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final String accessKeyId;
    private final String secretAccessKey;
    private final String region;

    RequestSignature(CognitoSettings settings) {
        accessKeyId = settings.accessKeyId();
        secretAccessKey = settings.secretAccessKey();
        region = settings.region();
    }

    /**
     * @param headers a header's value by lower-case name, null if absent
     * @param wallClock the true time: callers sign by it even while tests move the service's own clock
     */
    void check(Function<String, @Nullable String> headers, byte[] body, Instant wallClock) {
        String authorization = headers.apply("authorization");
        if (authorization == null) {
            throw new ServiceException("MissingAuthenticationTokenException", "Missing Authentication Token");
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
            throw new ServiceException(
                    "UnrecognizedClientException", "The security token included in the request is invalid.");
        }
        String day = stamp.substring(0, Math.min(8, stamp.length()));
        if (!scope.subList(1, 5).equals(List.of(day, region, "cognito-idp", "aws4_request"))) {
            throw new ServiceException(
                    "InvalidSignatureException", "Credential should be scoped to a valid region and service.");
        }
        if (Duration.between(instant(stamp), wallClock).abs().compareTo(SKEW) > 0) {
            throw new ServiceException("InvalidSignatureException", "Signature expired or not yet current: " + stamp);
        }
        List<String> names = List.of(signedHeaders.split(";"));
        if (!names.contains("host")) {
            throw new ServiceException("InvalidSignatureException",
                    "'Host' must be a 'SignedHeader' in the AWS Authorization.");
        }
        String expected = sign(names, headers, body, stamp, String.join("/", scope.subList(1, 5)), day);
        if (!MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8))) {
            throw new ServiceException(
                    "InvalidSignatureException",
                    "The request signature we calculated does not match the signature you provided. "
                            + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");
        }
    }

    private String sign(
            List<String> names, Function<String, @Nullable String> headers, byte[] body, String stamp, String scope,
            String day) {
        String canonicalHeaders = names.stream()
                .map(name -> name + ":" + trimmed(headers.apply(name)) + "\n")
                .collect(Collectors.joining());
        String canonical = "POST\n/\n\n" + canonicalHeaders + "\n" + String.join(";", names) + "\n" + hex(sha256(body));
        String toSign = ALGORITHM + "\n" + stamp + "\n" + scope + "\n"
                + hex(sha256(canonical.getBytes(StandardCharsets.UTF_8)));
        byte[] key = hmac(("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8), day);
        key = hmac(key, region);
        key = hmac(key, "cognito-idp");
        key = hmac(key, "aws4_request");
        return hex(hmac(key, toSign));
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

    private static ServiceException incomplete(String message) {
        return new ServiceException("IncompleteSignatureException", message);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        return Hashes.sha256(bytes);
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
