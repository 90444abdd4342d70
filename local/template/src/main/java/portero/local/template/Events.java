package portero.local.template;

import java.util.Optional;
import java.util.stream.Stream;
import portero.local.template.TemplateFile.Resource;
import portero.local.template.Value.Field;
import portero.local.template.Value.Fields;
import portero.local.template.Value.Ref;
import portero.local.template.Value.Text;

/** What a function's {@code Events} say before anything is resolved. */
final class Events {
    private Events() {}

    /** Whether some event of the function is a route of the API that SAM adds. */
    static boolean ofImplicitApi(Resource function) {
        return routes(function).anyMatch(properties -> properties.get("ApiId").isEmpty());
    }

    /** Whether some event of the resource is a route of the API with this logical id. */
    static boolean callsThrough(String api, Resource resource) {
        return resource.type().equals(TemplateFile.FUNCTION)
                && routes(resource).anyMatch(properties -> properties
                        .get("ApiId")
                        .map(id -> id instanceof Ref(var name, var _) && name.equals(api))
                        .orElse(api.equals(TemplateFile.IMPLICIT_API)));
    }

    private static Stream<Fields> routes(Resource function) {
        return function.properties().get("Events").stream()
                .filter(Fields.class::isInstance)
                .flatMap(events -> ((Fields) events).fields().values().stream())
                .map(Field::value)
                .filter(Fields.class::isInstance)
                .map(Fields.class::cast)
                .filter(event -> isHttpApi(event.get("Type")))
                .map(event -> event.get("Properties")
                        .filter(Fields.class::isInstance)
                        .map(Fields.class::cast)
                        .orElseGet(() -> Fields.empty(event.at())));
    }

    private static boolean isHttpApi(Optional<Value> type) {
        return type.isPresent() && type.get() instanceof Text(var text, var _, var _) && text.equals("HttpApi");
    }
}
