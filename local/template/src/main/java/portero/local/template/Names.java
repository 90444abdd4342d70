package portero.local.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import portero.local.template.Value.And;
import portero.local.template.Value.Base64;
import portero.local.template.Value.Condition;
import portero.local.template.Value.Equals;
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

/** Refuses a template that refers to something that it does not have. */
final class Names {
    private final TemplateFile file;

    private Names(TemplateFile file) {
        this.file = file;
    }

    static void check(TemplateFile file) {
        var names = new Names(file);
        file.conditions().values().forEach(condition -> names.walk(condition, true));
        file.resources().values().forEach(resource -> {
            names.walk(resource.properties(), false);
            resource.condition().ifPresent(condition -> names.condition(condition, resource.at()));
            resource.dependsOn().forEach(id -> names.resource(id, resource.at()));
        });
        file.outputs().values().forEach(output -> {
            names.walk(output.value(), false);
            output.condition().ifPresent(condition -> names.condition(condition, output.at()));
        });
        names.walk(file.metadata(), false);
    }

    private void walk(Value value, boolean inConditions) {
        switch (value) {
            case Text _ -> {}
            case Items(var items, var _) -> items.forEach(item -> walk(item, inConditions));
            case Fields(var fields, var _) -> {
                if (inConditions && fields.size() == 1 && fields.containsKey("Condition")) {
                    var name = fields.get("Condition").value();
                    condition(name.text("Condition"), name.at());
                }
                fields.values().forEach(field -> walk(field.value(), inConditions));
            }
            case Ref(var name, var at) -> reference(name, at, inConditions);
            case GetAtt attribute -> attribute(attribute, inConditions);
            case Join(var _, var items, var _) -> walk(items, inConditions);
            case Select(var index, var items, var _) -> {
                walk(index, inConditions);
                walk(items, inConditions);
            }
            case Split(var _, var text, var _) -> walk(text, inConditions);
            case If(var condition, var then, var otherwise, var at) -> {
                condition(condition, at);
                walk(then, inConditions);
                walk(otherwise, inConditions);
            }
            case FindInMap(var map, var first, var second, var _) -> {
                if (map instanceof Text(var name, var _, var at)
                        && file.mappings().get(name).isEmpty()) {
                    throw unknown("mapping", name, file.mappings().fields().keySet(), at);
                }
                walk(map, inConditions);
                walk(first, inConditions);
                walk(second, inConditions);
            }
            case Base64(var text, var _) -> walk(text, inConditions);
            case Equals(var left, var right, var _) -> {
                walk(left, inConditions);
                walk(right, inConditions);
            }
            case And(var conditions, var _) -> conditions.forEach(each -> walk(each, inConditions));
            case Or(var conditions, var _) -> conditions.forEach(each -> walk(each, inConditions));
            case Not(var condition, var _) -> walk(condition, inConditions);
            case Condition(var name, var at) -> condition(name, at);
        }
    }

    private void reference(String name, Location at, boolean inConditions) {
        if (Pseudo.NAMES.contains(name) || file.parameters().containsKey(name)) {
            return;
        }
        if (inConditions) {
            throw unknown("parameter", name, file.parameters().keySet(), at);
        }
        if (!file.resources().containsKey(name)) {
            var names = new ArrayList<>(List.copyOf(Pseudo.NAMES));
            names.addAll(file.parameters().keySet());
            names.addAll(file.resources().keySet());
            throw unknown("parameter or resource", name, names, at);
        }
    }

    private void attribute(GetAtt attribute, boolean inConditions) {
        if (inConditions) {
            throw new TemplateException(attribute.at(), "Conditions are decided before there are resources");
        }
        resource(attribute.resource(), attribute.at());
        var child = file.children().get(attribute.resource());
        if (child == null) {
            var type = file.resources().get(attribute.resource()).type();
            var known = Deployment.attributes(type);
            if (!known.isEmpty() && !known.contains(attribute.attribute())) {
                throw new TemplateException(
                        attribute.at(),
                        type + " has no attribute " + attribute.attribute()
                                + Nearest.hint(attribute.attribute(), known));
            }
            return;
        }
        var output = attribute.attribute().startsWith("Outputs.")
                ? attribute.attribute().substring("Outputs.".length())
                : "";
        if (!child.outputs().containsKey(output)) {
            throw new TemplateException(
                    attribute.at(),
                    child.path() + " has no output " + (output.isEmpty() ? attribute.attribute() : output)
                            + Nearest.hint(output, child.outputs().keySet()));
        }
    }

    private void resource(String id, Location at) {
        if (!file.resources().containsKey(id)) {
            throw unknown("resource", id, file.resources().keySet(), at);
        }
    }

    private void condition(String name, Location at) {
        if (!file.conditions().containsKey(name)) {
            throw unknown("condition", name, file.conditions().keySet(), at);
        }
    }

    private static TemplateException unknown(
            String kind, String name, Collection<String> names, Location at) {
        return new TemplateException(at, "there is no " + kind + " " + name + Nearest.hint(name, names));
    }
}
