package portero.local.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import portero.local.template.HttpApi.JwtAuthorizer;
import portero.local.template.HttpApi.Route;
import portero.local.template.HttpApi.Throttle;
import portero.local.template.TemplateFile.Resource;
import portero.local.template.Value.Fields;

/** Reads an {@code AWS::Serverless::HttpApi} together with the functions' routes. */
final class HttpApiReader {
    private static final Set<String> PROPERTIES = Set.of(
            "AccessLogSettings",
            "Auth",
            "CorsConfiguration",
            "DefaultRouteSettings",
            "DefinitionBody",
            "DefinitionUri",
            "Description",
            "DisableExecuteApiEndpoint",
            "Domain",
            "FailOnWarnings",
            "Name",
            "PropagateTags",
            "RouteSettings",
            "StageName",
            "StageVariables",
            "Tags");
    private static final Map<String, String> REFUSED = Map.of(
            "CorsConfiguration", "the page and the API share one origin here, so there is no CORS to configure",
            "DefinitionBody", "routes come from the functions' events here",
            "DefinitionUri", "routes come from the functions' events here",
            "StageVariables", "there are no stage variables here; use the functions' Environment");
    private static final Set<String> AUTHORIZER = Set.of(
            "AuthorizationScopes", "IdentitySource", "JwtConfiguration");

    private HttpApiReader() {}

    /** The id that {@code Ref} gives: stable, so that a restart changes no function's environment. */
    static String id(Stack stack, Resource resource) {
        var hash = Integer.toUnsignedString(stack.physicalName(resource.id()).hashCode(), 36);
        return ("api" + "0".repeat(7 - hash.length()) + hash);
    }

    static void names(Resource resource) {
        resource.properties().only(PROPERTIES, resource.type());
    }

    static HttpApi read(Stack stack, Resource resource, List<RouteReader.Event> events) {
        REFUSED.forEach((name, why) -> {
            if (resource.properties().get(name).isPresent()) {
                throw new TemplateException(resource.properties().at(name), name + " is not supported: " + why);
            }
        });
        var properties = stack.resolve(resource.properties()
                .without(Set.of("AccessLogSettings", "Description", "Domain", "Name", "Tags")));
        properties.get("StageName").ifPresent(stage -> {
            if (!stage.text("StageName").equals("$default")) {
                throw new TemplateException(stage.at(), "only the stage $default is served here");
            }
        });
        var auth = properties.get("Auth")
                .map(value -> value.fields("Auth")
                        .only(Set.of("Authorizers", "DefaultAuthorizer", "EnableIamAuthorizer"), "Auth of an API"));
        var readers = authorizers(auth);
        var standard = auth.flatMap(fields -> fields.get("DefaultAuthorizer"));
        standard.ifPresent(name -> known(name, readers));
        var settings = properties.get("RouteSettings")
                .map(value -> value.fields("RouteSettings"))
                .orElseGet(() -> Fields.empty(resource.at()));
        var routes = routes(events, readers, standard, settings);
        var authorizers = new LinkedHashMap<String, JwtAuthorizer>();
        readers.forEach((name, reader) -> authorizers.put(name, reader.authorizer()));
        return new HttpApi(
                stack.path(resource.id()),
                routes,
                authorizers,
                properties.get("DefaultRouteSettings").flatMap(RouteReader::throttle));
    }

    private record Reader(JwtAuthorizer authorizer, List<String> scopes) {}

    private static Map<String, Reader> authorizers(Optional<Fields> auth) {
        var authorizers = new LinkedHashMap<String, Reader>();
        auth.flatMap(fields -> fields.get("Authorizers"))
                .map(value -> value.fields("Authorizers"))
                .ifPresent(written -> written.fields().forEach((name, field) -> {
                    var fields = field.value().fields("The authorizer " + name);
                    if (fields.get("FunctionArn").isPresent()) {
                        throw new TemplateException(
                                field.at(), "the authorizer " + name + " is a Lambda function; only JWT authorizers work here");
                    }
                    fields.only(AUTHORIZER, "The authorizer " + name);
                    var jwt = fields.required("JwtConfiguration", "The authorizer " + name)
                            .fields("JwtConfiguration");
                    var issuer = either(jwt, "issuer", "Issuer")
                            .orElseThrow(() -> new TemplateException(jwt.at(), "JwtConfiguration needs an issuer"))
                            .text("issuer");
                    var audience = either(jwt, "audience", "Audience")
                            .map(value -> value.items("audience").stream()
                                    .map(each -> each.text("An audience"))
                                    .toList())
                            .orElseThrow(() -> new TemplateException(jwt.at(), "JwtConfiguration needs an audience"));
                    var source = fields.get("IdentitySource")
                            .map(value -> value.text("IdentitySource"))
                            .orElse("$request.header.Authorization");
                    authorizers.put(
                            name,
                            new Reader(
                                    new JwtAuthorizer(name, issuer, audience, source, field.at()),
                                    fields.get("AuthorizationScopes")
                                            .map(RouteReader::texts)
                                            .orElse(List.of())));
                }));
        return authorizers;
    }

    private static Optional<Value> either(Fields fields, String small, String large) {
        return fields.get(small).or(() -> fields.get(large));
    }

    private static List<Route> routes(
            List<RouteReader.Event> events,
            Map<String, Reader> authorizers,
            Optional<Value> standard,
            Fields settings) {
        var routes = new ArrayList<Route>();
        var taken = new HashMap<String, Location>();
        for (var event : events) {
            var name = event.authorizer()
                    .or(() -> standard)
                    .filter(value -> !value.text("Authorizer").equals(RouteReader.NOBODY));
            name.ifPresent(value -> known(value, authorizers));
            var authorizer = name.map(value -> value.text("Authorizer"));
            var inherited = authorizer
                    .map(each -> authorizers.get(each).scopes())
                    .orElse(List.of());
            var scopes = authorizer.isPresent() ? event.scopes().orElse(inherited) : List.<String>of();
            var route = new Route(
                    event.method(), event.path(), event.function(), authorizer, scopes, Optional.empty(), event.at());
            var throttle = event.throttle().or(() -> settings.get(route.key()).flatMap(RouteReader::throttle));
            var earlier = taken.put(shape(route), event.at());
            if (earlier != null) {
                throw new TemplateException(event.at(), route.key() + " is taken already; see " + earlier);
            }
            routes.add(throttled(route, throttle));
        }
        settings.fields().forEach((key, field) -> {
            if (routes.stream().noneMatch(route -> route.key().equals(key))) {
                throw new TemplateException(
                        field.at(),
                        "there is no route " + key
                                + Nearest.hint(key, routes.stream().map(Route::key).toList()));
            }
        });
        return List.copyOf(routes);
    }

    /** API Gateway sees no difference between {@code /a/{x}} and {@code /a/{y}}. */
    private static String shape(Route route) {
        return route.key().replaceAll("\\{[^}+]+", "{");
    }

    private static Route throttled(Route route, Optional<Throttle> throttle) {
        return new Route(
                route.method(),
                route.path(),
                route.function(),
                route.authorizer(),
                route.scopes(),
                throttle,
                route.location());
    }

    private static void known(Value name, Map<String, Reader> authorizers) {
        var text = name.text("Authorizer");
        if (text.equals("AWS_IAM")) {
            throw new TemplateException(name.at(), "only JWT authorizers work here, not AWS_IAM");
        }
        if (!authorizers.containsKey(text)) {
            throw new TemplateException(
                    name.at(), "there is no authorizer " + text + Nearest.hint(text, authorizers.keySet()));
        }
    }
}
