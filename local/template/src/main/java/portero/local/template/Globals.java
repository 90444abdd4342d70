package portero.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import portero.local.template.Value.Field;
import portero.local.template.Value.Fields;
import portero.local.template.Value.Items;

/** The {@code Globals} section: properties that every resource of a type starts with. */
record Globals(Fields fields) {
    private static final Map<String, String> SECTIONS = Map.of(
            TemplateFile.FUNCTION, "Function",
            TemplateFile.HTTP_API, "HttpApi",
            SimpleTable.TYPE, "SimpleTable");
    private static final Set<String> KNOWN = Set.of(
            "Api",
            "CapacityProvider",
            "Function",
            "HttpApi",
            "LayerVersion",
            "SimpleTable",
            "StateMachine",
            "WebSocketApi");

    static Globals read(Fields root) {
        return new Globals(root.get("Globals")
                .map(value -> value.fields("Globals").only(KNOWN, "Globals"))
                .orElseGet(() -> Fields.empty(root.at())));
    }

    Fields merge(String type, Fields properties) {
        var section = SECTIONS.get(type);
        if (section == null) {
            return properties;
        }
        return fields.get(section)
                .map(global -> merge(global.fields("Globals." + section), properties))
                .orElse(properties);
    }

    /** As SAM does it: maps are merged, lists appended, all else replaced by the resource's own. */
    private static Fields merge(Fields global, Fields own) {
        var merged = new LinkedHashMap<>(global.fields());
        own.fields().forEach((name, field) -> {
            var inherited = merged.get(name);
            merged.put(name, inherited == null ? field : new Field(field.at(), merge(inherited.value(), field.value())));
        });
        return new Fields(merged, own.at());
    }

    private static Value merge(Value global, Value own) {
        if (global instanceof Fields inherited && own instanceof Fields fields) {
            return merge(inherited, fields);
        }
        if (global instanceof Items(var inherited, var _) && own instanceof Items(var items, var at)) {
            var merged = new ArrayList<>(inherited);
            merged.addAll(items);
            return new Items(merged, at);
        }
        return own;
    }
}
