package portero.local.template;

import java.util.Map;
import java.util.Optional;

/**
 * A deployed template: what the gateway needs to serve it.
 *
 * @param functions by logical id, in the order of the template
 * @param api the template's HTTP API, if it has one
 * @param metadata the template's top-level {@code Metadata}, resolved to plain maps, lists and scalars
 * @param outputs the root template's {@code Outputs}, resolved
 */
public record Application(
        Map<String, Function> functions,
        Optional<HttpApi> api,
        Map<String, Object> metadata,
        Map<String, String> outputs) {}
