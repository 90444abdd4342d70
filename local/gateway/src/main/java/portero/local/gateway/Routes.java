package portero.local.gateway;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portero.local.template.HttpApi;

/** Finds the most specific route as API Gateway does: a literal segment, a parameter, a greedy one, $default. */
final class Routes {
    private final List<Pattern> patterns;
    private final Optional<HttpApi.Route> fallback;

    Routes(List<HttpApi.Route> routes) {
        this.patterns = routes.stream()
                .filter(route -> !route.path().equals("$default"))
                .map(Pattern::new)
                .sorted(Comparator.comparing(Pattern::rank).thenComparing(Pattern::anyMethod))
                .toList();
        this.fallback = routes.stream().filter(route -> route.path().equals("$default")).findFirst();
    }

    /** A route with what its path parameters stand for. */
    record Match(HttpApi.Route route, Map<String, String> parameters) {}

    Optional<Match> find(String method, RequestPath path) {
        return patterns.stream()
                .filter(pattern -> pattern.anyMethod() || pattern.route.method().equals(method))
                .flatMap(pattern -> pattern.match(path).stream())
                .findFirst()
                .or(() -> fallback.map(route -> new Match(route, Map.of())));
    }

    /** Whether a path belongs to the API even where no route takes it, so that the page never answers for it. */
    boolean owns(RequestPath path) {
        return patterns.stream().anyMatch(pattern -> pattern.startsLike(path));
    }

    private static final class Pattern {
        private final HttpApi.Route route;
        private final List<String> segments;

        Pattern(HttpApi.Route route) {
            this.route = route;
            this.segments = List.of(route.path().substring(1).split("/", -1));
        }

        boolean anyMethod() {
            return route.method().equals("ANY");
        }

        /** Sorts literals before parameters before greedy parameters, at the first segment that differs. */
        String rank() {
            var rank = new StringBuilder();
            for (var segment : segments) {
                rank.append(isGreedy(segment) ? 'c' : isParameter(segment) ? 'b' : 'a');
            }
            return rank.toString();
        }

        Optional<Match> match(RequestPath path) {
            var given = path.segments();
            var parameters = new LinkedHashMap<String, String>();
            for (int i = 0; i < segments.size(); i++) {
                var segment = segments.get(i);
                if (i >= given.size()) {
                    return Optional.empty();
                }
                if (isGreedy(segment)) {
                    var rest = String.join("/", given.subList(i, given.size()));
                    if (rest.isEmpty()) {
                        return Optional.empty();
                    }
                    parameters.put(segment.substring(1, segment.length() - 2), rest);
                    return Optional.of(new Match(route, parameters));
                }
                if (isParameter(segment)) {
                    if (given.get(i).isEmpty()) {
                        return Optional.empty();
                    }
                    parameters.put(segment.substring(1, segment.length() - 1), given.get(i));
                } else if (!segment.equals(given.get(i))) {
                    return Optional.empty();
                }
            }
            return segments.size() == given.size() ? Optional.of(new Match(route, parameters)) : Optional.empty();
        }

        boolean startsLike(RequestPath path) {
            var first = segments.getFirst();
            return !first.isEmpty() && !isParameter(first) && first.equals(path.segments().getFirst());
        }

        private static boolean isParameter(String segment) {
            return segment.startsWith("{") && segment.endsWith("}");
        }

        private static boolean isGreedy(String segment) {
            return isParameter(segment) && segment.endsWith("+}");
        }
    }
}
