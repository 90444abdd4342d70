package portero.local.template;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import portero.local.template.Value.Fields;
import portero.local.template.Value.Items;

/**
 * One template as it is written, with the templates that it nests; names are checked, nothing is evaluated.
 *
 * @param children the nested templates, by the logical id of the resource that nests them
 */
record TemplateFile(
        Path path,
        SequencedMap<String, Parameter> parameters,
        Fields mappings,
        SequencedMap<String, Value> conditions,
        SequencedMap<String, Resource> resources,
        SequencedMap<String, Output> outputs,
        Fields metadata,
        Map<String, TemplateFile> children) {

    static final String FUNCTION = "AWS::Serverless::Function";
    static final String HTTP_API = "AWS::Serverless::HttpApi";
    static final String APPLICATION = "AWS::Serverless::Application";
    static final String NESTED_STACK = "AWS::CloudFormation::Stack";
    static final String IMPLICIT_API = "ServerlessHttpApi";

    private static final String SERVERLESS = "AWS::Serverless-2016-10-31";
    private static final Pattern LOGICAL_ID = Pattern.compile("[A-Za-z0-9]{1,255}");
    private static final Pattern REMOTE = Pattern.compile("(?i)(https?|s3)://.*");
    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Conditions",
            "Description",
            "Globals",
            "Mappings",
            "Metadata",
            "Outputs",
            "Parameters",
            "Resources",
            "Transform");
    private static final Set<String> RESOURCE_ATTRIBUTES = Set.of(
            "Condition",
            "CreationPolicy",
            "DeletionPolicy",
            "DependsOn",
            "Metadata",
            "Properties",
            "Type",
            "UpdatePolicy",
            "UpdateReplacePolicy");
    private static final Set<String> DELETION_POLICIES =
            Set.of("Delete", "Retain", "RetainExceptOnCreate", "Snapshot");

    /**
     * A resource, with {@code Globals} merged into its properties.
     *
     * @param generated whether SAM adds it without the template naming it
     */
    record Resource(
            String id,
            String type,
            Fields properties,
            Optional<String> condition,
            Set<String> dependsOn,
            boolean retained,
            boolean generated,
            Location at) {

        boolean nests() {
            return type.equals(APPLICATION) || type.equals(NESTED_STACK);
        }
    }

    record Output(Value value, Optional<String> condition, Location at) {}

    static TemplateFile read(Path path) {
        return read(path.normalize(), new LinkedHashSet<>());
    }

    private static TemplateFile read(Path path, Set<Path> parents) {
        var root = YamlReader.read(path);
        if (root.get("Rules").isPresent()) {
            throw new TemplateException(root.at("Rules"), "Rules are not supported here; use AllowedValues or AllowedPattern");
        }
        root.only(SECTIONS, "A template");
        root.get("AWSTemplateFormatVersion").ifPresent(version -> {
            if (!version.text("AWSTemplateFormatVersion").equals("2010-09-09")) {
                throw new TemplateException(version.at(), "AWSTemplateFormatVersion must be 2010-09-09");
            }
        });
        var serverless = transforms(root);
        var globals = Globals.read(root);
        var resources = resources(root, globals, serverless);
        var file = new TemplateFile(
                path,
                parameters(root),
                section(root, "Mappings"),
                conditions(root),
                resources,
                outputs(root),
                section(root, "Metadata"),
                children(path, resources, parents));
        Names.check(file);
        return file;
    }

    private static boolean transforms(Fields root) {
        var transform = root.get("Transform");
        if (transform.isEmpty()) {
            return false;
        }
        var names = transform.get() instanceof Items(var items, var _) ? items : List.of(transform.get());
        for (var name : names) {
            if (!name.text("Transform").equals(SERVERLESS)) {
                throw new TemplateException(name.at(), "Only the transform " + SERVERLESS + " is supported here");
            }
        }
        return true;
    }

    private static SequencedMap<String, Parameter> parameters(Fields root) {
        var parameters = new LinkedHashMap<String, Parameter>();
        section(root, "Parameters").fields().forEach((name, field) -> {
            logicalId(name, field.at());
            parameters.put(name, Parameter.read(name, field.at(), field.value().fields("The parameter " + name)));
        });
        return parameters;
    }

    private static SequencedMap<String, Value> conditions(Fields root) {
        var conditions = new LinkedHashMap<String, Value>();
        section(root, "Conditions").fields().forEach((name, field) -> {
            logicalId(name, field.at());
            conditions.put(name, field.value());
        });
        return conditions;
    }

    private static SequencedMap<String, Output> outputs(Fields root) {
        var outputs = new LinkedHashMap<String, Output>();
        section(root, "Outputs").fields().forEach((name, field) -> {
            logicalId(name, field.at());
            var output = field.value()
                    .fields("The output " + name)
                    .only(Set.of("Condition", "Description", "Export", "Value"), "The output " + name);
            outputs.put(
                    name,
                    new Output(
                            output.required("Value", "The output " + name),
                            output.get("Condition").map(condition -> condition.text("Condition")),
                            field.at()));
        });
        return outputs;
    }

    private static SequencedMap<String, Resource> resources(Fields root, Globals globals, boolean serverless) {
        var resources = new LinkedHashMap<String, Resource>();
        var written = root.required("Resources", "A template").fields("Resources");
        if (written.fields().isEmpty()) {
            throw new TemplateException(root.at("Resources"), "A template needs at least one resource");
        }
        written.fields().forEach((id, field) -> {
            logicalId(id, field.at());
            var resource = resource(id, field.at(), field.value().fields("The resource " + id), globals);
            if (resource.type().startsWith("AWS::Serverless::") && !serverless) {
                throw new TemplateException(
                        field.at(), resource.type() + " needs the line Transform: " + SERVERLESS);
            }
            resources.put(id, resource);
        });
        generated(resources, globals);
        return resources;
    }

    private static Resource resource(String id, Location at, Fields fields, Globals globals) {
        fields.only(RESOURCE_ATTRIBUTES, "The resource " + id);
        var type = fields.required("Type", "The resource " + id).text("Type");
        if (!type.matches("(AWS|Alexa|Custom|[A-Za-z0-9]+)::[A-Za-z0-9]+(::[A-Za-z0-9@_-]+)*")) {
            throw new TemplateException(fields.at("Type"), type + " is not the name of a resource type");
        }
        var properties = fields.get("Properties")
                .map(value -> value.fields("Properties of " + id))
                .orElseGet(() -> Fields.empty(at));
        return new Resource(
                id,
                type,
                globals.merge(type, properties),
                fields.get("Condition").map(condition -> condition.text("Condition")),
                fields.get("DependsOn").map(TemplateFile::ids).orElse(Set.of()),
                fields.get("DeletionPolicy").map(TemplateFile::retains).orElse(false),
                false,
                at);
    }

    private static Set<String> ids(Value dependsOn) {
        if (!(dependsOn instanceof Items(var items, var _))) {
            return Set.of(dependsOn.text("DependsOn"));
        }
        var ids = new LinkedHashSet<String>();
        items.forEach(item -> ids.add(item.text("DependsOn")));
        return ids;
    }

    private static boolean retains(Value policy) {
        var text = policy.text("DeletionPolicy");
        if (!DELETION_POLICIES.contains(text)) {
            throw new TemplateException(
                    policy.at(), "DeletionPolicy cannot be " + text + Nearest.hint(text, DELETION_POLICIES));
        }
        return text.startsWith("Retain");
    }

    /** Adds what SAM makes beside the functions and templates may refer to: their roles and the implicit API. */
    private static void generated(SequencedMap<String, Resource> resources, Globals globals) {
        for (var resource : List.copyOf(resources.sequencedValues())) {
            if (!resource.type().equals(FUNCTION)) {
                continue;
            }
            if (resource.properties().get("Role").isEmpty()) {
                add(resources, resource.id() + "Role", "AWS::IAM::Role", Fields.empty(resource.at()), resource);
            }
            if (Events.ofImplicitApi(resource)) {
                var properties = globals.merge(HTTP_API, Fields.empty(resource.at()));
                add(resources, IMPLICIT_API, HTTP_API, properties, resource);
            }
        }
    }

    private static void add(
            SequencedMap<String, Resource> resources, String id, String type, Fields properties, Resource cause) {
        resources.putIfAbsent(
                id, new Resource(id, type, properties, Optional.empty(), Set.of(), false, true, cause.at()));
    }

    private static Map<String, TemplateFile> children(
            Path path, SequencedMap<String, Resource> resources, Set<Path> parents) {
        var children = new LinkedHashMap<String, TemplateFile>();
        var within = new LinkedHashSet<>(parents);
        within.add(path.toAbsolutePath());
        for (var resource : resources.sequencedValues()) {
            if (!resource.nests()) {
                continue;
            }
            var property = resource.type().equals(APPLICATION) ? "Location" : "TemplateURL";
            var value = resource.properties().required(property, resource.type());
            var location = value.text(property);
            if (REMOTE.matcher(location).matches()) {
                throw new TemplateException(value.at(), property + " must be a file here, not " + location);
            }
            var child = path.resolveSibling(location).normalize();
            if (within.contains(child.toAbsolutePath())) {
                throw new TemplateException(value.at(), child + " nests itself");
            }
            if (!child.toFile().isFile()) {
                throw new TemplateException(value.at(), "there is no file " + child);
            }
            children.put(resource.id(), read(child, within));
        }
        return children;
    }

    private static Fields section(Fields root, String name) {
        return root.get(name).map(value -> value.fields(name)).orElseGet(() -> Fields.empty(root.at()));
    }

    private static void logicalId(String id, Location at) {
        if (!LOGICAL_ID.matcher(id).matches()) {
            throw new TemplateException(at, id + " is not a logical id: letters and digits only");
        }
    }
}
