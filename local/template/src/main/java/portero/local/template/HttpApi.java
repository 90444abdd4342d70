package portero.local.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP API with all its routes.
 *
 * @param name the logical id of the API
 * @param authorizers by their name in the template
 * @param defaultThrottle for routes without their own, if the template sets one
 */
public record HttpApi(
        String name,
        List<Route> routes,
        Map<String, JwtAuthorizer> authorizers,
        Optional<Throttle> defaultThrottle) {

    /**
     * One route.
     *
     * @param method an HTTP method in capitals, or {@code ANY}
     * @param path such as {@code /api/institutions/{institution}/users}; may end in a greedy {@code {proxy+}};
     *     {@code $default} catches what no other route takes
     * @param function the logical id of the function that answers
     * @param authorizer the name of a {@link JwtAuthorizer}; empty where anybody may call
     */
    public record Route(
            String method,
            String path,
            String function,
            Optional<String> authorizer,
            List<String> scopes,
            Optional<Throttle> throttle,
            Location location) {

        /** As API Gateway writes it: {@code "GET /api/me"}, or {@code "$default"}. */
        public String key() {
            return path.equals("$default") ? path : method + " " + path;
        }
    }

    /** A JWT authorizer; {@code issuer} is the URL that the tokens must name in {@code iss}. */
    public record JwtAuthorizer(
            String name, String issuer, List<String> audience, String identitySource, Location location) {}

    /** A token bucket: {@code rate} requests a second, {@code burst} at once. */
    public record Throttle(double rate, int burst) {}
}
