package portero.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import portero.local.template.TemplateFile.Resource;
import portero.local.template.Value.Fields;

/** Goes through a stack and those it nests: first all resources in their order, then the functions and their API. */
final class Walk {
    private final Map<String, ResourceType> types;
    private final Creator creator;
    private final boolean rehearsal;

    private final Map<String, Function> functions = new LinkedHashMap<>();
    private final List<RouteReader.Event> events = new ArrayList<>();
    private final List<Trigger> triggers = new ArrayList<>();
    private final Map<String, AsyncInvoke> asyncInvokes = new LinkedHashMap<>();
    private final List<Place> apis = new ArrayList<>();
    private final StandIns standIns = new StandIns();

    /** Makes sure that a resource exists as described. */
    interface Creator {
        Attributes create(Place place, ResourceType type, String typeName, Fields properties);
    }

    /** A resource and the stack that it stands in. */
    record Place(Stack stack, Resource resource) {
        String path() {
            return stack.path(resource.id());
        }

        String physicalName() {
            return stack.physicalName(resource.id());
        }
    }

    private Walk(Map<String, ResourceType> types, Creator creator, boolean rehearsal) {
        this.types = types;
        this.creator = creator;
        this.rehearsal = rehearsal;
    }

    static Result deploy(Stack root, Map<String, ResourceType> types, Creator creator) {
        return new Walk(types, creator, false).all(root);
    }

    /** Checks all that can be checked before any resource exists. */
    static void rehearse(Stack root, Map<String, ResourceType> types) {
        Creator rehearsed = (place, type, _, properties) -> {
            type.check(properties, place.physicalName());
            return Attributes.rehearsed(place.resource().id(), type.attributes());
        };
        new Walk(types, rehearsed, true).all(root);
    }

    record Result(
            Application application,
            List<Trigger> triggers,
            Map<String, AsyncInvoke> asyncInvokes,
            List<StandIn> standIns) {}

    private Result all(Stack root) {
        stack(root);
        var outputs = outputs(root);
        var metadata = root.resolve(root.file().metadata());
        if (apis.size() > 1) {
            var first = apis.getFirst().resource();
            throw new TemplateException(
                    apis.get(1).resource().at(),
                    "one HTTP API is served here, and the first is " + first.id() + " at " + first.at());
        }
        var api = apis.stream().findFirst().map(this::api);
        return new Result(
                new Application(functions, api, metadata.objects(), outputs),
                List.copyOf(triggers),
                Map.copyOf(asyncInvokes),
                standIns.list());
    }

    private HttpApi api(Place place) {
        return HttpApiReader.read(place.stack(), place.resource(), events);
    }

    private void stack(Stack stack) {
        for (var resource : stack.order()) {
            stack.created(resource.id(), attributes(new Place(stack, resource)));
        }
        for (var resource : stack.file().resources().sequencedValues()) {
            if (!stack.active(resource)) {
                continue;
            }
            if (resource.type().equals(TemplateFile.FUNCTION)) {
                var read = FunctionReader.read(stack, resource);
                functions.put(read.function().name(), read.function());
                events.addAll(read.routes());
                read.triggers().forEach(this::trigger);
                read.asyncInvoke().ifPresent(config -> asyncInvokes.put(read.function().name(), config));
            } else if (resource.type().equals(TemplateFile.HTTP_API)) {
                apis.add(new Place(stack, resource));
            }
        }
        refuseForeignRoutes(stack);
    }

    private void trigger(Trigger trigger) {
        if (Trigger.DELIVERED.contains(trigger.type())) {
            triggers.add(trigger);
        } else {
            standIns.add(
                    TemplateFile.FUNCTION + ".Events of type " + trigger.type(),
                    trigger.function() + "." + trigger.name(),
                    "nothing: such events do not happen here");
        }
    }

    private void refuseForeignRoutes(Stack stack) {
        // In a rehearsal the API of a nested stack may not be known yet.
        if (rehearsal || !stack.path("").isEmpty()) {
            return;
        }
        var known = new LinkedHashSet<String>();
        apis.forEach(place -> known.add(HttpApiReader.id(place.stack(), place.resource())));
        events.stream().filter(event -> !known.contains(event.api())).findFirst().ifPresent(event -> {
            throw new TemplateException(event.at(), "there is no HTTP API " + event.api() + " here for this route");
        });
    }

    private Attributes attributes(Place place) {
        var resource = place.resource();
        var stack = place.stack();
        return switch (resource.type()) {
            case TemplateFile.FUNCTION -> function(place);
            case TemplateFile.HTTP_API -> httpApi(place);
            case TemplateFile.APPLICATION, TemplateFile.NESTED_STACK -> nested(place);
            case SimpleTable.TYPE ->
                created(place, TableType.TYPE, SimpleTable.table(stack.resolve(resource.properties())));
            case String type when types.containsKey(type) ->
                created(place, type, stack.resolve(resource.properties()));
            default -> {
                if (!resource.generated()) {
                    standIns.type(stack, resource);
                }
                yield StandIns.attributes(stack, resource);
            }
        };
    }

    private Attributes created(Place place, String typeName, Fields properties) {
        var type = types.get(typeName);
        properties.fields().keySet().stream()
                .filter(type.ignored()::containsKey)
                .forEach(property -> standIns.add(
                        typeName + "." + property, place.path(), type.ignored().get(property)));
        return creator.create(place, type, typeName, properties);
    }

    private static Attributes function(Place place) {
        FunctionReader.names(place.resource());
        var name = place.resource()
                .properties()
                .get("FunctionName")
                .flatMap(place.stack()::resolve)
                .map(value -> value.text("FunctionName"))
                .orElseGet(place::physicalName);
        var arn = place.stack().pseudo().arn("lambda", "function:" + name);
        return Attributes.of(name, Map.of("Arn", arn, "Alias", arn + ":live", "Version", arn + ":1"));
    }

    private static Attributes httpApi(Place place) {
        HttpApiReader.names(place.resource());
        var id = HttpApiReader.id(place.stack(), place.resource());
        var pseudo = place.stack().pseudo();
        var endpoint = "https://" + id + ".execute-api." + pseudo.region() + "." + pseudo.text("AWS::URLSuffix");
        return Attributes.of(id, Map.of("ApiId", id, "ApiEndpoint", endpoint, "Stage", "$default"));
    }

    private Attributes nested(Place place) {
        var stack = place.stack();
        var resource = place.resource();
        if (rehearsal && !stack.references(resource.properties()).isEmpty()) {
            // What other resources will pass is not known yet; the nested stack is checked when it is deployed.
            return rehearsed(resource, stack.file().children().get(resource.id()).outputs().keySet());
        }
        var child = stack.child(resource);
        stack(child);
        var outputs = outputs(child);
        if (rehearsal) {
            return rehearsed(resource, outputs.keySet());
        }
        var attributes = new LinkedHashMap<String, String>();
        outputs.forEach((name, value) -> attributes.put("Outputs." + name, value));
        return Attributes.of(child.pseudo().stackId(), attributes);
    }

    private static Attributes rehearsed(Resource resource, Set<String> outputs) {
        return Attributes.rehearsed(
                resource.id(), outputs.stream().map(name -> "Outputs." + name).collect(Collectors.toSet()));
    }

    private static Map<String, String> outputs(Stack stack) {
        var outputs = new LinkedHashMap<String, String>();
        stack.file().outputs().forEach((name, output) -> {
            if (stack.active(output)) {
                Optional<Value> value = stack.resolve(output.value());
                outputs.put(
                        name,
                        value.orElseThrow(() -> new TemplateException(output.at(), "the output " + name + " has no value"))
                                .text("The output " + name));
            }
        });
        return outputs;
    }
}
