package portero.local.s3;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gaul.s3proxy.blobstore.BlobStore;

/** Stands before S3Proxy: answers pages of other origins, and refuses what AWS would and S3Proxy would not. */
final class Front extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient S3Settings settings;
    private final transient BucketSettings buckets;
    private final transient Operations operations;

    Front(S3Settings settings, BlobStore store, BucketSettings buckets) {
        this.settings = settings;
        this.buckets = buckets;
        this.operations = new Operations(settings, store, buckets);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            answer(request, response);
        } catch (Refusal refusal) {
            operations.refuse(request, response, refusal);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var rules = bucket(request).flatMap(buckets::cors);
        if (request.getMethod().equals("OPTIONS")) {
            preflight(request, rules).forEach(response::setHeader);
            return;
        }
        Optional.ofNullable(request.getHeader("Origin"))
                .flatMap(origin -> rules.flatMap(found -> found.allow(origin, request.getMethod(), List.of())))
                .ifPresent(headers -> headers.forEach(response::setHeader));
        Signed.of(request).check(request, settings.region());
        operations.run(request, response);
    }

    private static Map<String, String> preflight(HttpServletRequest request, Optional<CorsRules> rules) {
        var origin = request.getHeader("Origin");
        var method = request.getHeader("Access-Control-Request-Method");
        if (origin == null) {
            throw new Refusal(400, "BadRequest", "Insufficient information. Origin request header needed.");
        }
        if (method == null) {
            throw new Refusal(400, "BadRequest", "Invalid Access-Control-Request-Method: null");
        }
        return rules.orElseThrow(() -> new Refusal(
                        403, "AccessForbidden", "CORSResponse: CORS is not enabled for this bucket."))
                .allow(origin, method, asked(request))
                .orElseThrow(() -> new Refusal(
                        403,
                        "AccessForbidden",
                        "CORSResponse: This CORS request is not allowed. This is usually because the evalution of"
                                + " Origin, request method / Access-Control-Request-Method or"
                                + " Access-Control-Request-Headers are not whitelisted by the resource's CORS spec."));
    }

    private static List<String> asked(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Access-Control-Request-Headers")).stream()
                .flatMap(names -> Arrays.stream(names.split(",")))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** The first segment of the path. */
    static Optional<String> bucket(HttpServletRequest request) {
        var segments = request.getRequestURI().split("/", 3);
        return segments.length < 2 || segments[1].isEmpty()
                ? Optional.empty()
                : Optional.of(URLDecoder.decode(segments[1], StandardCharsets.UTF_8));
    }
}
