package portero.local.gateway;

import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** Finds the token where an authorizer's identity source says, with or without the word Bearer. */
final class Identity {
    private static final String HEADER = "$request.header.";
    private static final String QUERY = "$request.querystring.";

    private Identity() {}

    /** Empty also where there are several: which of them counts must not depend on who reads them. */
    static Optional<String> find(Request request, String source) {
        if (source.startsWith(QUERY)) {
            var query = Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
            return Optional.ofNullable(HttpEvent.query(query).get(source.substring(QUERY.length())));
        }
        var values = request.getHeaders().getFields(source.substring(HEADER.length()));
        if (values.size() != 1) {
            return Optional.empty();
        }
        var value = Optional.ofNullable(values.getFirst().getValue()).orElse("").strip();
        boolean prefixed = value.toLowerCase(Locale.ROOT).startsWith("bearer ");
        return Optional.of(prefixed ? value.substring("bearer ".length()).strip() : value);
    }
}
