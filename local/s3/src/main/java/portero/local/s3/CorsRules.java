package portero.local.s3;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which pages elsewhere may reach a bucket; the first rule that fits answers.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html">Using cross-origin resource sharing</a>
 */
record CorsRules(List<Rule> rules) {
    static final CorsRules NONE = new CorsRules(List.of());

    private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "DELETE", "HEAD");
    private static final int MOST_RULES = 100;

    /** One rule; origins and headers may hold one asterisk each. */
    record Rule(
            List<String> origins, List<String> methods, List<String> headers, List<String> exposed, Optional<String> maxAge) {

        private boolean fits(String origin, String method, List<String> asked) {
            return origins.stream().anyMatch(allowed -> matches(allowed, origin))
                    && methods.contains(method)
                    && asked.stream().allMatch(name -> headers.stream()
                            .anyMatch(allowed -> matches(allowed.toLowerCase(Locale.ROOT), name)));
        }

        private static boolean matches(String allowed, String given) {
            return given.matches(Arrays.stream(allowed.split("\\*", -1))
                    .map(Pattern::quote)
                    .reduce((one, other) -> one + ".*" + other)
                    .orElseThrow());
        }

        private Map<String, String> answer(String origin) {
            var headers = new LinkedHashMap<String, String>();
            if (origins.contains("*")) {
                headers.put("Access-Control-Allow-Origin", "*");
            } else {
                headers.put("Access-Control-Allow-Origin", origin);
                headers.put("Access-Control-Allow-Credentials", "true");
            }
            headers.put("Access-Control-Allow-Methods", String.join(", ", methods));
            if (!exposed.isEmpty()) {
                headers.put("Access-Control-Expose-Headers", String.join(", ", exposed));
            }
            maxAge.ifPresent(seconds -> headers.put("Access-Control-Max-Age", seconds));
            headers.put("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
            return headers;
        }
    }

    /** @throws Refusal unless it is a CORSConfiguration */
    static CorsRules read(Xml root) {
        root.only(Set.of("CORSRule"), Xml.malformed());
        var rules = root.children("CORSRule").stream().map(CorsRules::rule).toList();
        if (rules.isEmpty() || rules.size() > MOST_RULES) {
            throw Xml.malformed();
        }
        return new CorsRules(rules);
    }

    private static Rule rule(Xml xml) {
        xml.only(
                Set.of("ID", "AllowedOrigin", "AllowedMethod", "AllowedHeader", "ExposeHeader", "MaxAgeSeconds"),
                Xml.malformed());
        var rule = new Rule(
                xml.texts("AllowedOrigin"),
                xml.texts("AllowedMethod"),
                xml.texts("AllowedHeader"),
                xml.texts("ExposeHeader"),
                xml.texts("MaxAgeSeconds").stream().findFirst());
        if (rule.origins().isEmpty() || rule.methods().isEmpty()) {
            throw Xml.malformed();
        }
        rule.methods().stream().filter(method -> !METHODS.contains(method)).findFirst().ifPresent(method -> {
            throw new Refusal(
                    400,
                    "InvalidRequest",
                    "Found unsupported HTTP method in CORS config. Unsupported method is " + method);
        });
        return rule;
    }

    /** The headers that let a page of this origin do it; empty if none may. */
    Optional<Map<String, String>> allow(String origin, String method, List<String> asked) {
        return rules.stream()
                .filter(rule -> rule.fits(origin, method, asked))
                .findFirst()
                .map(rule -> {
                    var headers = rule.answer(origin);
                    if (!asked.isEmpty()) {
                        headers.put("Access-Control-Allow-Headers", String.join(", ", asked));
                    }
                    return headers;
                });
    }
}
