package portero.local.template;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import portero.local.template.TemplateFile.Resource;
import portero.local.template.Value.And;
import portero.local.template.Value.Base64;
import portero.local.template.Value.Condition;
import portero.local.template.Value.Equals;
import portero.local.template.Value.Field;
import portero.local.template.Value.Fields;
import portero.local.template.Value.FindInMap;
import portero.local.template.Value.GetAtt;
import portero.local.template.Value.If;
import portero.local.template.Value.Items;
import portero.local.template.Value.Join;
import portero.local.template.Value.Not;
import portero.local.template.Value.Or;
import portero.local.template.Value.Ref;
import portero.local.template.Value.Select;
import portero.local.template.Value.Split;
import portero.local.template.Value.Text;

/** A template with its parameters, which resolves intrinsic functions as its resources come to be. */
final class Stack {
    private static final Set<String> NESTED_PROPERTIES =
            Set.of("Location", "NotificationARNs", "Parameters", "Tags", "TemplateURL", "TimeoutInMinutes");

    private final TemplateFile file;
    private final Pseudo pseudo;
    private final String prefix;
    private final Map<String, Value> parameters;
    private final Map<String, Boolean> decided = new HashMap<>();
    private final Set<String> deciding = new LinkedHashSet<>();
    private final Map<String, Attributes> created = new HashMap<>();

    private Stack(TemplateFile file, Pseudo pseudo, String prefix, Map<String, Value> parameters) {
        this.file = file;
        this.pseudo = pseudo;
        this.prefix = prefix;
        this.parameters = parameters;
        file.conditions().keySet().forEach(name -> decide(name, file.path()));
    }

    static Stack root(TemplateFile file, Map<String, String> overrides, Pseudo pseudo) {
        var given = new LinkedHashMap<String, Text>();
        overrides.forEach((name, value) -> {
            var declared = file.parameters().get(name);
            if (declared == null) {
                throw new TemplateException(
                        new Location(file.path(), 1),
                        "there is no parameter " + name + Nearest.hint(name, file.parameters().keySet()));
            }
            given.put(name, Text.of(value, declared.at()));
        });
        return new Stack(file, pseudo, "", parameters(file, given, Optional.empty()));
    }

    /** The stack that the resource nests, with the parameters that the resource passes. */
    Stack child(Resource resource) {
        var nested = file.children().get(resource.id());
        resource.properties().only(NESTED_PROPERTIES, resource.type());
        var given = new LinkedHashMap<String, Text>();
        resource.properties()
                .get("Parameters")
                .flatMap(this::resolve)
                .map(value -> value.fields("Parameters"))
                .ifPresent(passed -> passed.fields().forEach((name, field) -> {
                    if (!nested.parameters().containsKey(name)) {
                        throw new TemplateException(
                                field.at(),
                                nested.path() + " has no parameter " + name
                                        + Nearest.hint(name, nested.parameters().keySet()));
                    }
                    given.put(name, Text.of(field.value().text("The parameter " + name), field.at()));
                }));
        return new Stack(
                nested,
                pseudo.nested(resource.id()),
                path(resource.id()) + "/",
                parameters(nested, given, Optional.of(resource.at())));
    }

    private static Map<String, Value> parameters(
            TemplateFile file, Map<String, Text> given, Optional<Location> caller) {
        var values = new HashMap<String, Value>();
        file.parameters().values().forEach(parameter -> {
            var text = given.get(parameter.name());
            if (text != null) {
                values.put(parameter.name(), parameter.value(text.text(), text.at()));
                return;
            }
            var standard = parameter
                    .defaultValue()
                    .orElseThrow(() -> new TemplateException(
                            caller.orElse(parameter.at()),
                            "the parameter " + parameter.name() + " has no default and is not given"));
            values.put(parameter.name(), parameter.value(standard, parameter.at()));
        });
        return values;
    }

    TemplateFile file() {
        return file;
    }

    Pseudo pseudo() {
        return pseudo;
    }

    /** Where a resource stands among all stacks, such as {@code Data/Table}. */
    String path(String id) {
        return prefix + id;
    }

    /** The name that a resource gets when its template gives none. */
    String physicalName(String id) {
        return pseudo.stackName() + "-" + id;
    }

    void created(String id, Attributes attributes) {
        created.put(id, attributes);
    }

    boolean active(Resource resource) {
        return resource.condition().map(name -> decide(name, resource.at().file())).orElse(true);
    }

    boolean active(TemplateFile.Output output) {
        return output.condition().map(name -> decide(name, output.at().file())).orElse(true);
    }

    /** The resources that the conditions leave, each after all that it refers to. */
    List<Resource> order() {
        var ordered = new LinkedHashSet<Resource>();
        var open = new LinkedHashSet<String>();
        file.resources().sequencedValues().stream()
                .filter(this::active)
                .forEach(resource -> place(resource, ordered, open));
        return List.copyOf(ordered);
    }

    private void place(Resource resource, Set<Resource> ordered, Set<String> open) {
        if (ordered.contains(resource)) {
            return;
        }
        if (!open.add(resource.id())) {
            var circle = new ArrayList<>(open);
            circle.subList(0, circle.indexOf(resource.id())).clear();
            circle.add(resource.id());
            throw new TemplateException(
                    resource.at(), "these resources wait for each other: " + String.join(" → ", circle));
        }
        for (var id : needed(resource)) {
            place(file.resources().get(id), ordered, open);
        }
        open.remove(resource.id());
        ordered.add(resource);
    }

    private Set<String> needed(Resource resource) {
        var needed = new LinkedHashSet<String>();
        // Events become resources of their own, which come after both the function and what they refer to.
        references(resource.properties().without(Set.of("Events"))).forEach((id, at) -> {
            if (!active(file.resources().get(id))) {
                throw new TemplateException(at, id + " is not created: its condition "
                        + file.resources().get(id).condition().orElseThrow() + " is false");
            }
            needed.add(id);
        });
        resource.dependsOn().stream()
                .filter(id -> active(file.resources().get(id)))
                .forEach(needed::add);
        if (resource.type().equals(TemplateFile.HTTP_API)) {
            // SAM writes the functions' ARNs into the API, so the API cannot come first.
            file.resources().sequencedValues().stream()
                    .filter(other -> active(other) && Events.callsThrough(resource.id(), other))
                    .forEach(other -> needed.add(other.id()));
        }
        return needed;
    }

    /** The resources that a value refers to, once the conditions are decided. */
    Map<String, Location> references(Value value) {
        var found = new LinkedHashMap<String, Location>();
        collect(value, found);
        return found;
    }

    private void collect(Value value, Map<String, Location> found) {
        switch (value) {
            case Text _ -> {}
            case Items(var items, var _) -> items.forEach(item -> collect(item, found));
            case Fields(var fields, var _) -> fields.values().forEach(field -> collect(field.value(), found));
            case Ref(var name, var at) -> {
                if (file.resources().containsKey(name)) {
                    found.putIfAbsent(name, at);
                }
            }
            case GetAtt(var id, var _, var at) -> found.putIfAbsent(id, at);
            case Join(var _, var items, var _) -> collect(items, found);
            case Select(var index, var items, var _) -> {
                collect(index, found);
                collect(items, found);
            }
            case Split(var _, var text, var _) -> collect(text, found);
            case If(var name, var then, var otherwise, var at) ->
                collect(decide(name, at.file()) ? then : otherwise, found);
            case FindInMap(var _, var first, var second, var _) -> {
                collect(first, found);
                collect(second, found);
            }
            case Base64(var text, var _) -> collect(text, found);
            case Equals _, And _, Or _, Not _, Condition _ -> {}
        }
    }

    /** The value without intrinsic functions; empty for {@code AWS::NoValue}. */
    Optional<Value> resolve(Value value) {
        return switch (value) {
            case Text text -> Optional.of(text);
            case Items(var items, var at) -> Optional.of(
                    new Items(items.stream().flatMap(item -> resolve(item).stream()).toList(), at));
            case Fields(var fields, var at) -> {
                var resolved = new LinkedHashMap<String, Field>();
                fields.forEach((name, field) ->
                        resolve(field.value()).ifPresent(each -> resolved.put(name, new Field(field.at(), each))));
                yield Optional.of(new Fields(resolved, at));
            }
            case Ref ref -> reference(ref);
            case GetAtt attribute -> Optional.of(attribute(attribute));
            case Join(var delimiter, var items, var at) -> {
                var parts = list(items, "The list of Fn::Join");
                var texts = parts.stream().map(item -> item.text("A part of text")).toList();
                var kind = parts.stream().anyMatch(Value::isLater) ? Value.Kind.LATER : Value.Kind.STRING;
                yield Optional.of(new Text(String.join(delimiter, texts), kind, at));
            }
            case Select(var index, var items, var _) -> {
                var list = list(items, "The list of Fn::Select");
                yield Optional.of(list.get(needed(index).whole("The index of Fn::Select", 0, list.size() - 1)));
            }
            case Split(var delimiter, var text, var at) -> {
                var parts = needed(text).text("The text of Fn::Split").split(Pattern.quote(delimiter), -1);
                yield Optional.of(new Items(
                        Arrays.stream(parts).<Value>map(part -> Text.of(part, at)).toList(), at));
            }
            case If(var name, var then, var otherwise, var at) ->
                resolve(decide(name, at.file()) ? then : otherwise);
            case FindInMap find -> Optional.of(find(find));
            case Base64(var text, var at) -> Optional.of(Text.of(
                    java.util.Base64.getEncoder()
                            .encodeToString(needed(text).text("The text of Fn::Base64").getBytes(StandardCharsets.UTF_8)),
                    at));
            case Equals _, And _, Or _, Not _, Condition _ -> throw new TemplateException(
                    value.at(), value.described() + " may stand under Conditions only");
        };
    }

    Fields resolve(Fields fields) {
        return resolve((Value) fields).orElseThrow().fields("Properties");
    }

    private Value needed(Value value) {
        return resolve(value).orElseThrow(() -> new TemplateException(value.at(), "AWS::NoValue cannot stand here"));
    }

    private List<Value> list(Value value, String what) {
        return needed(value).items(what);
    }

    private Optional<Value> reference(Ref ref) {
        if (ref.name().equals(Pseudo.NO_VALUE)) {
            return Optional.empty();
        }
        if (Pseudo.NAMES.contains(ref.name())) {
            return Optional.of(Text.of(pseudo.text(ref.name()), ref.at()));
        }
        var parameter = parameters.get(ref.name());
        if (parameter != null) {
            return Optional.of(switch (parameter) {
                case Text(var text, var kind, var _) -> new Text(text, kind, ref.at());
                default -> parameter;
            });
        }
        var resource = existing(ref.name(), ref.at());
        return Optional.of(new Text(resource.ref(), resource.kind(), ref.at()));
    }

    private Text attribute(GetAtt wanted) {
        var resource = existing(wanted.resource(), wanted.at());
        var value = resource
                .get(wanted.attribute())
                .orElseThrow(() -> new TemplateException(
                        wanted.at(),
                        wanted.resource() + " has no attribute " + wanted.attribute() + " here ("
                                + file.resources().get(wanted.resource()).type() + ")"));
        return new Text(value, resource.kind(), wanted.at());
    }

    private Attributes existing(String id, Location at) {
        var attributes = created.get(id);
        if (attributes == null) {
            throw new TemplateException(at, id + " is not created");
        }
        return attributes;
    }

    private Value find(FindInMap find) {
        var name = needed(find.map()).text("The map of Fn::FindInMap");
        Value value = file.mappings();
        for (var key : List.of(
                name,
                needed(find.first()).text("The first key of Fn::FindInMap"),
                needed(find.second()).text("The second key of Fn::FindInMap"))) {
            value = value.fields("The mapping " + name)
                    .get(key)
                    .orElseThrow(() -> new TemplateException(find.at(), "the mapping " + name + " has no " + key));
        }
        return value;
    }

    private boolean decide(String name, Path from) {
        var known = decided.get(name);
        if (known != null) {
            return known;
        }
        var condition = file.conditions().get(name);
        if (condition == null) {
            throw new TemplateException(new Location(from, 1), "there is no condition " + name);
        }
        if (!deciding.add(name)) {
            throw new TemplateException(
                    condition.at(), "these conditions wait for each other: " + String.join(" → ", deciding) + " → " + name);
        }
        var holds = holds(condition);
        deciding.remove(name);
        decided.put(name, holds);
        return holds;
    }

    private boolean holds(Value condition) {
        return switch (condition) {
            case Equals(var left, var right, var _) -> plain(left).equals(plain(right));
            case And(var conditions, var _) -> conditions.stream().map(this::holds).reduce(true, Boolean::logicalAnd);
            case Or(var conditions, var _) -> conditions.stream().map(this::holds).reduce(false, Boolean::logicalOr);
            case Not(var inner, var _) -> !holds(inner);
            case Condition(var name, var at) -> decide(name, at.file());
            case Fields fields when fields.fields().keySet().equals(Set.of("Condition")) ->
                decide(fields.required("Condition", "A condition").text("Condition"), fields.at().file());
            default -> throw new TemplateException(
                    condition.at(), "a condition is Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition, not "
                            + condition.described());
        };
    }

    private Object plain(Value value) {
        return needed(value).plain(Text::text);
    }
}
