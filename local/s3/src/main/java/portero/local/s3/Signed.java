package portero.local.s3;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a request says of its Signature Version 4, in a header or in the query; whether it is right, S3Proxy says.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html">Authenticating
 *     requests</a>
 */
record Signed(List<String> scope, List<String> headers, boolean presigned) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final Pattern HEADER = Pattern.compile(
            ALGORITHM + " *Credential=([^,\\s]+), *SignedHeaders=([^,\\s]+), *Signature=[0-9a-f]{64}");

    /** @throws Refusal where there is none, more than one, or one of another kind */
    static Signed of(HttpServletRequest request) {
        var authorizations = Collections.list(request.getHeaders("Authorization"));
        var presigned = request.getParameter("X-Amz-Algorithm") != null;
        if (authorizations.isEmpty() && !presigned) {
            throw Refusal.accessDenied("Access Denied");
        }
        if (authorizations.size() > 1 || presigned && !authorizations.isEmpty()) {
            throw new Refusal(
                    400,
                    "InvalidArgument",
                    "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string"
                            + " parameter or the Authorization header should be specified");
        }
        return presigned ? inQuery(request) : inHeader(authorizations.getFirst());
    }

    private static Signed inQuery(HttpServletRequest request) {
        var credential = request.getParameterValues("X-Amz-Credential");
        var headers = request.getParameterValues("X-Amz-SignedHeaders");
        if (!ALGORITHM.equals(request.getParameter("X-Amz-Algorithm"))
                || credential == null
                || credential.length != 1
                || headers == null
                || headers.length != 1
                || request.getParameter("X-Amz-Expires") == null
                || request.getParameter("X-Amz-Date") == null
                || request.getParameter("X-Amz-Signature") == null) {
            throw new Refusal(
                    400,
                    "AuthorizationQueryParametersError",
                    "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential,"
                            + " X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
        }
        return new Signed(parts(credential[0], "/"), parts(headers[0], ";"), true);
    }

    private static Signed inHeader(String authorization) {
        if (!authorization.startsWith(ALGORITHM)) {
            throw new Refusal(
                    400,
                    "InvalidRequest",
                    "The authorization mechanism you have provided is not supported. Please use " + ALGORITHM + ".");
        }
        var parts = HEADER.matcher(authorization);
        if (!parts.matches()) {
            throw new Refusal(400, "AuthorizationHeaderMalformed", "The authorization header is malformed");
        }
        return new Signed(parts(parts.group(1), "/"), parts(parts.group(2), ";"), false);
    }

    private static List<String> parts(String text, String separator) {
        return Arrays.asList(text.split(Pattern.quote(separator), -1));
    }

    /** Refuses another region's or service's signatures, and headers for S3 that anybody on the way could have added. */
    void check(HttpServletRequest request, String region) {
        if (scope.size() != 5
                || !scope.get(2).equals(region)
                || !scope.get(3).equals("s3")
                || !scope.get(4).equals("aws4_request")) {
            throw new Refusal(
                    400,
                    presigned ? "AuthorizationQueryParametersError" : "AuthorizationHeaderMalformed",
                    "The credential should be scoped to the region '" + region + "', the service 's3' and"
                            + " 'aws4_request'");
        }
        if (!headers.contains("host")) {
            throw Refusal.accessDenied("The header host must be signed");
        }
        var unsigned = Collections.list(request.getHeaderNames()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith("x-amz-") && !headers.contains(name))
                .sorted()
                .toList();
        if (!unsigned.isEmpty()) {
            throw Refusal.accessDenied(
                    "There were headers present in the request which were not signed: " + String.join(", ", unsigned));
        }
    }
}
