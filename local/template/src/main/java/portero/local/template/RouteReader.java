package portero.local.template;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import portero.local.template.HttpApi.Throttle;
import portero.local.template.Value.Fields;

/** Reads an event of type {@code HttpApi}. */
final class RouteReader {
    static final String NOBODY = "NONE";

    private static final Pattern PATH = Pattern.compile("/|(/([^/{}]+|\\{[A-Za-z0-9._:-]+}))*(/\\{[A-Za-z0-9._:-]+\\+})?/?");
    private static final Pattern NAME = Pattern.compile("\\{([^}+]+)");
    private static final Set<String> METHODS =
            Set.of("ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");
    private static final Set<String> PROPERTIES = Set.of(
            "ApiId", "Auth", "Method", "Path", "PayloadFormatVersion", "RouteSettings", "TimeoutInMillis");

    private RouteReader() {}

    /**
     * A route before its API's defaults are known.
     *
     * @param authorizer a name, {@link #NOBODY}, or empty where the API's default holds
     * @param scopes empty where the authorizer's hold
     */
    record Event(
            String api,
            String method,
            String path,
            String function,
            Optional<Value> authorizer,
            Optional<List<String>> scopes,
            Optional<Throttle> throttle,
            Location at) {}

    static Event read(String function, Fields properties, Location at, Optional<String> implicitApi) {
        properties.only(PROPERTIES, "An event of type HttpApi");
        var auth = properties.get("Auth")
                .map(value -> value.fields("Auth")
                        .only(Set.of("AuthorizationScopes", "Authorizer", "InvokeRole"), "Auth of a route"));
        properties.get("PayloadFormatVersion").ifPresent(version -> {
            if (!version.text("PayloadFormatVersion").equals("2.0")) {
                throw new TemplateException(version.at(), "only the payload format 2.0 is served here");
            }
        });
        properties.get("TimeoutInMillis").ifPresent(value -> value.whole("TimeoutInMillis", 50, 30000));
        var path = properties.get("Path").map(RouteReader::path).orElse("$default");
        if (properties.get("Path").isEmpty() && properties.get("Method").isPresent()) {
            throw new TemplateException(at, "a route with a Method needs a Path");
        }
        return new Event(
                properties
                        .get("ApiId")
                        .map(id -> id.text("ApiId"))
                        .orElseGet(implicitApi::orElseThrow),
                properties.get("Method").map(RouteReader::method).orElse("ANY"),
                path,
                function,
                auth.flatMap(fields -> fields.get("Authorizer")),
                auth.flatMap(fields -> fields.get("AuthorizationScopes")).map(RouteReader::texts),
                properties.get("RouteSettings").flatMap(RouteReader::throttle),
                at);
    }

    private static String method(Value value) {
        var method = value.text("Method").toUpperCase(Locale.ROOT);
        if (method.equals("X-AMAZON-APIGATEWAY-ANY-METHOD")) {
            return "ANY";
        }
        if (!METHODS.contains(method)) {
            throw new TemplateException(
                    value.at(), "there is no method " + value.text("Method") + Nearest.hint(method, METHODS));
        }
        return method;
    }

    private static String path(Value value) {
        var path = value.text("Path");
        if (path.equals("$default")) {
            return path;
        }
        if (path.isEmpty() || !PATH.matcher(path).matches()) {
            throw new TemplateException(
                    value.at(), "a path is like /schools/{school}/users or /files/{name+}, not " + path);
        }
        var names = new HashSet<String>();
        NAME.matcher(path).results().forEach(found -> {
            if (!names.add(found.group(1))) {
                throw new TemplateException(value.at(), "the path names {" + found.group(1) + "} twice");
            }
        });
        return path;
    }

    static List<String> texts(Value value) {
        return value.items("AuthorizationScopes").stream()
                .map(scope -> scope.text("A scope"))
                .toList();
    }

    /** The token bucket of route settings; empty unless both of its numbers are there. */
    static Optional<Throttle> throttle(Value value) {
        var settings = value.fields("Route settings")
                .only(
                        Set.of(
                                "DataTraceEnabled",
                                "DetailedMetricsEnabled",
                                "LoggingLevel",
                                "ThrottlingBurstLimit",
                                "ThrottlingRateLimit"),
                        "Route settings");
        var burst = settings.get("ThrottlingBurstLimit")
                .map(limit -> limit.whole("ThrottlingBurstLimit", 0, Integer.MAX_VALUE));
        var rate = settings.get("ThrottlingRateLimit").map(RouteReader::rate);
        if (burst.isPresent() != rate.isPresent()) {
            throw new TemplateException(
                    settings.at(), "give both ThrottlingBurstLimit and ThrottlingRateLimit, or neither");
        }
        return rate.map(perSecond -> new Throttle(perSecond, burst.orElseThrow()));
    }

    private static double rate(Value value) {
        try {
            var rate = Double.parseDouble(value.text("ThrottlingRateLimit"));
            if (rate >= 0 && Double.isFinite(rate)) {
                return rate;
            }
        } catch (NumberFormatException notNumber) {
            // Said below, as for a negative number.
        }
        throw new TemplateException(
                value.at(), "ThrottlingRateLimit must be a number, 0 or more, not " + value.text("ThrottlingRateLimit"));
    }
}
