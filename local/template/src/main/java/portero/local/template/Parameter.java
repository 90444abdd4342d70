package portero.local.template;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import portero.local.template.Value.Fields;
import portero.local.template.Value.Items;
import portero.local.template.Value.Text;

/** A declared parameter and what it accepts. */
record Parameter(String name, String type, Optional<String> defaultValue, Fields rules, Location at) {
    private static final Set<String> ATTRIBUTES = Set.of(
            "AllowedPattern",
            "AllowedValues",
            "ConstraintDescription",
            "Default",
            "Description",
            "MaxLength",
            "MaxValue",
            "MinLength",
            "MinValue",
            "NoEcho",
            "Type");
    private static final Set<String> TYPES = Set.of("CommaDelimitedList", "List<Number>", "Number", "String");
    private static final Pattern AWS_TYPE = Pattern.compile("(List<)?AWS::[A-Za-z0-9]+(::[A-Za-z0-9]+)+>?");

    static Parameter read(String name, Location at, Fields fields) {
        var owner = "The parameter " + name;
        fields.only(ATTRIBUTES, owner);
        var type = fields.required("Type", owner).text("Type");
        if (type.startsWith("AWS::SSM::Parameter::Value<")) {
            throw new TemplateException(fields.at("Type"), "there is no parameter store here to look " + name + " up in");
        }
        if (!TYPES.contains(type) && !AWS_TYPE.matcher(type).matches()) {
            throw new TemplateException(
                    fields.at("Type"), type + " is not a type of parameter" + Nearest.hint(type, TYPES));
        }
        var parameter = new Parameter(
                name, type, fields.get("Default").map(value -> value.text("Default of " + name)), fields, at);
        parameter.defaultValue().ifPresent(value -> parameter.value(value, fields.at("Default")));
        return parameter;
    }

    /** The value in its type, once it is known to be acceptable; {@code from} is who gave it. */
    Value value(String text, Location from) {
        if (!isList()) {
            check(text, from);
            return Text.of(text, from);
        }
        List<Value> items = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .<Value>map(item -> Text.of(item, from))
                .toList();
        items.forEach(item -> check(item.text(name), from));
        return new Items(items, from);
    }

    private boolean isList() {
        return type.equals("CommaDelimitedList") || type.startsWith("List<");
    }

    private void check(String text, Location from) {
        if (type.equals("Number") || type.equals("List<Number>")) {
            var number = number(text, from);
            bound("MinValue", text, from, (value, least) -> value.compareTo(least) >= 0, number, "at least");
            bound("MaxValue", text, from, (value, most) -> value.compareTo(most) <= 0, number, "at most");
        }
        var length = BigDecimal.valueOf(text.length());
        bound("MinLength", text, from, (value, least) -> value.compareTo(least) >= 0, length, "of a length of at least");
        bound("MaxLength", text, from, (value, most) -> value.compareTo(most) <= 0, length, "of a length of at most");
        rules.get("AllowedValues").ifPresent(allowed -> {
            var values = allowed.items("AllowedValues of " + name).stream()
                    .map(value -> value.text("An allowed value"))
                    .toList();
            if (!values.contains(text)) {
                throw refused(text, "one of " + String.join(", ", values), from);
            }
        });
        rules.get("AllowedPattern").ifPresent(allowed -> {
            try {
                if (!Pattern.matches(allowed.text("AllowedPattern"), text)) {
                    throw refused(text, "text that matches " + allowed.text("AllowedPattern"), from);
                }
            } catch (PatternSyntaxException broken) {
                throw new TemplateException(allowed.at(), "AllowedPattern of " + name + ": " + broken.getDescription());
            }
        });
    }

    private void bound(
            String rule,
            String text,
            Location from,
            BiPredicate<BigDecimal, BigDecimal> within,
            BigDecimal value,
            String words) {
        rules.get(rule).ifPresent(limit -> {
            if (!within.test(value, number(limit.text(rule), limit.at()))) {
                throw refused(text, words + " " + limit.text(rule), from);
            }
        });
    }

    private BigDecimal number(String text, Location from) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notNumber) {
            throw refused(text, "a number", from);
        }
    }

    private TemplateException refused(String text, String wanted, Location from) {
        var hidden = rules.get("NoEcho").map(value -> value.flag("NoEcho")).orElse(false);
        var description = rules.get("ConstraintDescription")
                .map(value -> " (" + value.text("ConstraintDescription") + ")")
                .orElse("");
        return new TemplateException(
                from,
                "the parameter " + name + " must be " + wanted + (hidden ? "" : ", not '" + text + "'") + description);
    }
}
