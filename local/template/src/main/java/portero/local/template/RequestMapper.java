package portero.local.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import portero.local.template.Value.Fields;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Fills a request of the SDK from a resource's properties, member by member.
 *
 * <p>CloudFormation names properties as the services name members, save for the exceptions that each type states.
 */
final class RequestMapper {
    private RequestMapper() {}

    /** Gives the builder what the fields say; refuses names that the request does not have and values of another type. */
    static <B extends SdkPojo> B fill(B builder, Fields fields, String owner) {
        var members = builder.sdkFields().stream().collect(Collectors.toMap(SdkField::memberName, Function.identity()));
        fields.fields().forEach((name, field) -> {
            var member = members.get(name);
            if (member == null) {
                throw unknown(owner, name, field.at(), members.keySet());
            }
            var what = owner + "." + name;
            refuseUnknown(choices(builder, name), field.value(), what);
            member.set(builder, value(member, field.value(), what));
        });
        return builder;
    }

    /** The values of the enum that the builder takes for the member; none if it takes any text. */
    private static Set<String> choices(SdkPojo builder, String member) {
        var choices = new TreeSet<String>();
        for (var method : builder.getClass().getMethods()) {
            if (!method.getName().equalsIgnoreCase(member) || method.getParameterCount() != 1) {
                continue;
            }
            var taken = method.getParameterTypes()[0];
            var type = taken.isArray() ? taken.getComponentType() : taken;
            if (type.isEnum()) {
                Arrays.stream(type.getEnumConstants())
                        .map(Object::toString)
                        .filter(choice -> !choice.equals("null"))
                        .forEach(choices::add);
            }
        }
        return choices;
    }

    private static void refuseUnknown(Set<String> choices, Value value, String what) {
        if (choices.isEmpty()) {
            return;
        }
        switch (value) {
            case Value.Text later when later.isLater() -> {}
            case Value.Text(var text, var _, var at) when !choices.contains(text) -> throw new TemplateException(
                    at, what + " cannot be " + text + ", but " + String.join(", ", choices));
            case Value.Items(var items, var _) -> items.forEach(item -> refuseUnknown(choices, item, what));
            default -> {}
        }
    }

    /** Gives properties the names that the service has for them. */
    static Fields rename(Fields fields, Map<String, String> names, String owner) {
        names.forEach((ours, theirs) -> {
            if (fields.get(theirs).isPresent()) {
                throw new TemplateException(
                        fields.at(theirs), owner + " has no property " + theirs + "; is " + ours + " meant?");
            }
        });
        return fields.renamed(names);
    }

    private static TemplateException unknown(String owner, String name, Location at, Set<String> names) {
        return new TemplateException(at, owner + " has no property " + name + Nearest.hint(name, names));
    }

    private static Object value(SdkField<?> member, Value value, String what) {
        var type = member.marshallingType();
        if (type.equals(MarshallingType.LIST)) {
            return list(member.getTrait(ListTrait.class).memberFieldInfo(), value, what);
        }
        if (type.equals(MarshallingType.MAP)) {
            return map(member.getTrait(MapTrait.class).valueFieldInfo(), value, what);
        }
        if (type.equals(MarshallingType.SDK_POJO)) {
            return ((Buildable) fill(member.constructor().get(), value.fields(what), what)).build();
        }
        if (type.equals(MarshallingType.BOOLEAN)) {
            return value.flag(what);
        }
        if (type.equals(MarshallingType.INTEGER)) {
            return value.whole(what, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        var text = value.isLater() && !type.equals(MarshallingType.STRING) ? "0" : value.text(what);
        try {
            if (type.equals(MarshallingType.LONG)) {
                return Long.valueOf(text);
            }
            if (type.equals(MarshallingType.DOUBLE)) {
                return Double.valueOf(text);
            }
        } catch (NumberFormatException notNumber) {
            throw new TemplateException(value.at(), what + " must be a number, not '" + text + "'");
        }
        if (type.equals(MarshallingType.STRING)) {
            return text;
        }
        throw new TemplateException(value.at(), what + " cannot be given in a template here");
    }

    private static List<Object> list(SdkField<?> element, Value value, String what) {
        var list = new ArrayList<>();
        value.items(what).forEach(item -> list.add(value(element, item, what)));
        return list;
    }

    private static Map<String, Object> map(SdkField<?> element, Value value, String what) {
        var map = new LinkedHashMap<String, Object>();
        value.fields(what).fields().forEach((name, field) -> map.put(name, value(element, field.value(), what)));
        return map;
    }
}
