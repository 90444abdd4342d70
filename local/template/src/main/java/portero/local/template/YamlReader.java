package portero.local.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import portero.local.template.Value.Field;
import portero.local.template.Value.Fields;
import portero.local.template.Value.Items;
import portero.local.template.Value.Kind;
import portero.local.template.Value.Text;

/** Reads a template's YAML or JSON, with the place of every value and both spellings of intrinsic functions. */
final class YamlReader {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final Set<String> FUNCTIONS = Set.of(
            "Ref",
            "Condition",
            "Fn::And",
            "Fn::Base64",
            "Fn::Equals",
            "Fn::FindInMap",
            "Fn::GetAtt",
            "Fn::If",
            "Fn::Join",
            "Fn::Not",
            "Fn::Or",
            "Fn::Select",
            "Fn::Split",
            "Fn::Sub");

    private final Path file;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlReader(Path file) {
        this.file = file;
    }

    static Fields read(Path file) {
        var start = new Location(file, 1);
        var settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setSchema(new CoreSchema())
                .build();
        try (var input = Files.newInputStream(file)) {
            var root = new Compose(settings)
                    .composeInputStream(input)
                    .orElseThrow(() -> new TemplateException(start, "the template is empty"));
            return new YamlReader(file).value(root).fields("the template");
        } catch (MarkedYamlEngineException broken) {
            var line = broken.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            throw new TemplateException(
                    new Location(file, line), Optional.ofNullable(broken.getProblem()).orElse("not YAML"));
        } catch (YamlEngineException broken) {
            throw new TemplateException(start, "not YAML: " + broken.getMessage());
        } catch (NoSuchFileException missing) {
            throw new TemplateException(start, "there is no such file");
        } catch (IOException unreadable) {
            throw new TemplateException(start, "cannot be read: " + unreadable.getMessage());
        }
    }

    private Value value(Node node) {
        if (!open.add(node)) {
            throw new TemplateException(at(node), "an alias stands inside what it names");
        }
        try {
            var tag = node.getTag().getValue();
            if (tag.startsWith("!")) {
                var name = tag.substring(1);
                var function = name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
                return call(function, untagged(node), node);
            }
            return untagged(node);
        } finally {
            open.remove(node);
        }
    }

    private Value untagged(Node node) {
        return switch (node) {
            case ScalarNode scalar -> new Text(scalar.getValue(), kind(scalar), at(node));
            case SequenceNode sequence -> new Items(
                    sequence.getValue().stream().map(this::value).toList(), at(node));
            case MappingNode mapping -> mapping(mapping);
            default -> throw new TemplateException(at(node), "only maps, lists and scalars may stand in a template");
        };
    }

    private Value mapping(MappingNode node) {
        var fields = new LinkedHashMap<String, Field>();
        for (var entry : node.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new TemplateException(at(entry.getKeyNode()), "a name must be text");
            }
            var earlier = fields.put(key.getValue(), new Field(at(key), value(entry.getValueNode())));
            if (earlier != null) {
                throw new TemplateException(
                        at(key),
                        key.getValue() + " is here twice; first on line "
                                + earlier.at().line());
            }
        }
        if (fields.size() == 1) {
            var only = fields.firstEntry();
            if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
                return call(only.getKey(), only.getValue().value(), node);
            }
        }
        return new Fields(fields, at(node));
    }

    private Value call(String function, Value argument, Node node) {
        var at = at(node);
        return switch (function) {
            case "Ref" -> reference(name(function, argument), at);
            case "Condition" -> new Value.Condition(name(function, argument), at);
            case "Fn::GetAtt" -> getAtt(argument, at);
            case "Fn::Sub" -> sub(argument, node);
            case "Fn::Join" -> {
                var pair = arguments(function, argument, 2);
                yield new Value.Join(name(function, pair.getFirst()), pair.getLast(), at);
            }
            case "Fn::Select" -> {
                var pair = arguments(function, argument, 2);
                yield new Value.Select(pair.getFirst(), pair.getLast(), at);
            }
            case "Fn::Split" -> {
                var pair = arguments(function, argument, 2);
                yield new Value.Split(name(function, pair.getFirst()), pair.getLast(), at);
            }
            case "Fn::If" -> {
                var three = arguments(function, argument, 3);
                yield new Value.If(name(function, three.get(0)), three.get(1), three.get(2), at);
            }
            case "Fn::FindInMap" -> {
                var three = arguments(function, argument, 3);
                yield new Value.FindInMap(three.get(0), three.get(1), three.get(2), at);
            }
            case "Fn::Base64" -> new Value.Base64(argument, at);
            case "Fn::Equals" -> {
                var pair = arguments(function, argument, 2);
                yield new Value.Equals(pair.getFirst(), pair.getLast(), at);
            }
            case "Fn::And" -> new Value.And(several(function, argument), at);
            case "Fn::Or" -> new Value.Or(several(function, argument), at);
            case "Fn::Not" -> new Value.Not(arguments(function, argument, 1).getFirst(), at);
            default -> throw new TemplateException(
                    at, function + " is not supported here" + Nearest.hint(function, FUNCTIONS));
        };
    }

    private static Value reference(String name, Location at) {
        // SAM lets !Ref name what it generates beside a resource, as in !Ref MyFunction.Version.
        var dot = name.indexOf('.');
        return dot < 0
                ? new Value.Ref(name, at)
                : new Value.GetAtt(name.substring(0, dot), name.substring(dot + 1), at);
    }

    private static Value getAtt(Value argument, Location at) {
        if (argument instanceof Items) {
            var pair = arguments("Fn::GetAtt", argument, 2);
            return new Value.GetAtt(
                    name("Fn::GetAtt", pair.getFirst()), name("Fn::GetAtt", pair.getLast()), at);
        }
        var name = name("Fn::GetAtt", argument);
        var dot = name.indexOf('.');
        if (dot < 1 || dot == name.length() - 1) {
            throw new TemplateException(at, "Fn::GetAtt needs a resource and an attribute, as in Table.Arn");
        }
        return new Value.GetAtt(name.substring(0, dot), name.substring(dot + 1), at);
    }

    private Value sub(Value argument, Node node) {
        var at = at(node);
        Value template = argument;
        Map<String, Field> variables = Map.of();
        if (argument instanceof Items) {
            var pair = arguments("Fn::Sub", argument, 2);
            template = pair.getFirst();
            variables = pair.getLast().fields("The second argument of Fn::Sub").fields();
        }
        var text = name("Fn::Sub", template);
        var block = node instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.LITERAL;
        var parts = new ArrayList<Value>();
        var end = 0;
        var matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            parts.add(Text.of(text.substring(end, matcher.start()), at));
            end = matcher.end();
            var name = matcher.group(1).strip();
            var line = block ? at.line() + 1 + lines(text.substring(0, matcher.start())) : at.line();
            var place = new Location(file, line);
            if (name.startsWith("!")) {
                parts.add(Text.of("${" + name.substring(1) + "}", at));
            } else if (variables.containsKey(name)) {
                parts.add(variables.get(name).value());
            } else if (name.isEmpty()) {
                throw new TemplateException(place, "Fn::Sub has an empty ${}");
            } else {
                parts.add(reference(name, place));
            }
        }
        parts.add(Text.of(text.substring(end), at));
        return new Value.Join("", new Items(List.copyOf(parts), at), at);
    }

    private static int lines(String text) {
        return (int) text.chars().filter(character -> character == '\n').count();
    }

    private static String name(String function, Value argument) {
        return argument.text("The argument of " + function);
    }

    private static List<Value> arguments(String function, Value argument, int count) {
        var items = argument.items("The argument of " + function);
        if (items.size() != count) {
            throw new TemplateException(
                    argument.at(), function + " needs " + count + " arguments, not " + items.size());
        }
        return items;
    }

    private static List<Value> several(String function, Value argument) {
        var items = argument.items("The argument of " + function);
        if (items.size() < 2 || items.size() > 10) {
            throw new TemplateException(argument.at(), function + " needs 2 to 10 conditions, not " + items.size());
        }
        return items;
    }

    private static Kind kind(ScalarNode scalar) {
        var tag = scalar.getTag();
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return Kind.NUMBER;
        }
        if (tag.equals(Tag.BOOL)) {
            return Kind.BOOLEAN;
        }
        return tag.equals(Tag.NULL) ? Kind.NULL : Kind.STRING;
    }

    private Location at(Node node) {
        return new Location(file, node.getStartMark().map(Mark::getLine).orElse(0) + 1);
    }
}
