package portero.local.template;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import portero.local.template.TemplateFile.Resource;
import portero.local.template.Value.Fields;

/** Reads an {@code AWS::Serverless::Function} with what calls it. */
final class FunctionReader {
    private static final Pattern RUNTIME = Pattern.compile("java[0-9.]+(al2)?");
    private static final Pattern HANDLER = Pattern.compile("[\\p{L}_$][\\w$.]*(::[\\p{L}_$][\\w$]*)?");
    private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]+");
    private static final int MOST_BYTES_OF_VARIABLES = 4096;
    private static final Set<String> RESERVED = Set.of(
            "_HANDLER",
            "_X_AMZN_TRACE_ID",
            "AWS_ACCESS_KEY",
            "AWS_ACCESS_KEY_ID",
            "AWS_DEFAULT_REGION",
            "AWS_EXECUTION_ENV",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_LAMBDA_RUNTIME_API",
            "AWS_REGION",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "LAMBDA_RUNTIME_DIR",
            "LAMBDA_TASK_ROOT");
    private static final Set<String> PROPERTIES = Set.of(
            "Architectures",
            "AssumeRolePolicyDocument",
            "AutoPublishAlias",
            "AutoPublishAliasAllProperties",
            "AutoPublishCodeSha256",
            "CapacityProviderConfig",
            "CodeSigningConfigArn",
            "CodeUri",
            "DeadLetterQueue",
            "DeploymentPreference",
            "Description",
            "DurableConfig",
            "Environment",
            "EphemeralStorage",
            "EventInvokeConfig",
            "Events",
            "FileSystemConfigs",
            "FunctionName",
            "FunctionScalingConfig",
            "FunctionUrlConfig",
            "Handler",
            "ImageConfig",
            "ImageUri",
            "InlineCode",
            "KmsKeyArn",
            "Layers",
            "LoggingConfig",
            "MemorySize",
            "PackageType",
            "PermissionsBoundary",
            "Policies",
            "PropagateTags",
            "ProvisionedConcurrencyConfig",
            "PublishToLatestPublished",
            "RecursiveLoop",
            "ReservedConcurrentExecutions",
            "Role",
            "RolePath",
            "RolePolicies",
            "Runtime",
            "RuntimeManagementConfig",
            "SnapStart",
            "SourceKMSKeyArn",
            "Tags",
            "TenancyConfig",
            "Timeout",
            "Tracing",
            "VersionDeletionPolicy",
            "VersionDescription",
            "VpcConfig");
    /** What decides how a function runs here; the rest, such as its policies, need not even resolve. */
    private static final Set<String> USED = Set.of(
            "CodeUri",
            "Environment",
            "EventInvokeConfig",
            "Events",
            "Handler",
            "ImageUri",
            "InlineCode",
            "Layers",
            "MemorySize",
            "PackageType",
            "Runtime",
            "Timeout");

    private FunctionReader() {}

    /** A function, its routes by the id of their API, and what else calls it. */
    record Read(
            Function function,
            List<RouteReader.Event> routes,
            List<Trigger> triggers,
            Optional<AsyncInvoke> asyncInvoke) {}

    static void names(Resource resource) {
        resource.properties().only(PROPERTIES, resource.type());
    }

    static Read read(Stack stack, Resource resource) {
        var id = resource.id();
        var used = new LinkedHashMap<>(resource.properties().fields());
        used.keySet().retainAll(USED);
        var properties = stack.resolve(new Fields(used, resource.at()));
        refuseOtherPackages(properties, id);
        var runtime = properties.required("Runtime", "The function " + id);
        if (!RUNTIME.matcher(runtime.text("Runtime")).matches()) {
            throw new TemplateException(
                    runtime.at(), "only Java functions run here; the runtime of " + id + " is " + runtime.text("Runtime"));
        }
        var handler = properties.required("Handler", "The function " + id);
        if (!HANDLER.matcher(handler.text("Handler")).matches()) {
            throw new TemplateException(
                    handler.at(), "a handler is a class or class::method, not " + handler.text("Handler"));
        }
        var function = new Function(
                stack.path(id),
                handler.text("Handler"),
                code(stack.file().path(), properties.required("CodeUri", "The function " + id)),
                runtime.text("Runtime"),
                properties.get("MemorySize").map(size -> size.whole("MemorySize", 128, 10240)).orElse(128),
                Duration.ofSeconds(
                        properties.get("Timeout").map(seconds -> seconds.whole("Timeout", 1, 900)).orElse(3)),
                environment(properties),
                resource.at());
        return events(stack, function, properties);
    }

    private static void refuseOtherPackages(Fields properties, String id) {
        for (var name : List.of("ImageUri", "InlineCode", "Layers")) {
            if (properties.get(name).isPresent()) {
                throw new TemplateException(
                        properties.at(name), name + " of " + id + " is not supported here; give a zip or folder by CodeUri");
            }
        }
        properties.get("PackageType").ifPresent(type -> {
            if (!type.text("PackageType").equals("Zip")) {
                throw new TemplateException(type.at(), "only the package type Zip runs here");
            }
        });
    }

    private static Path code(Path template, Value uri) {
        if (uri instanceof Fields || uri.text("CodeUri").startsWith("s3://")) {
            throw new TemplateException(uri.at(), "CodeUri must be a zip or folder here, not a place in S3");
        }
        return template.toAbsolutePath().resolveSibling(uri.text("CodeUri")).normalize();
    }

    private static Map<String, String> environment(Fields properties) {
        var environment = new LinkedHashMap<String, String>();
        var variables = properties.get("Environment")
                .map(value -> value.fields("Environment").only(Set.of("Variables"), "Environment"))
                .flatMap(value -> value.get("Variables"))
                .map(value -> value.fields("Variables"))
                .orElseGet(() -> Fields.empty(properties.at()));
        var bytes = 0;
        for (var entry : variables.fields().entrySet()) {
            var name = entry.getKey();
            var at = entry.getValue().at();
            if (RESERVED.contains(name)) {
                throw new TemplateException(at, "Lambda itself sets the variable " + name);
            }
            if (!VARIABLE.matcher(name).matches()) {
                throw new TemplateException(
                        at, name + " is no name of a variable: letters, digits and _, at least two, a letter first");
            }
            var text = entry.getValue().value().text("The variable " + name);
            environment.put(name, text);
            bytes += name.getBytes(StandardCharsets.UTF_8).length + text.getBytes(StandardCharsets.UTF_8).length;
        }
        if (bytes > MOST_BYTES_OF_VARIABLES) {
            throw new TemplateException(
                    variables.at(), "the variables take " + bytes + " bytes; Lambda allows " + MOST_BYTES_OF_VARIABLES);
        }
        return environment;
    }

    private static Read events(Stack stack, Function function, Fields properties) {
        var routes = new ArrayList<RouteReader.Event>();
        var triggers = new ArrayList<Trigger>();
        properties.get("Events").map(value -> value.fields("Events")).ifPresent(events -> events.fields()
                .forEach((name, field) -> {
                    var event = field.value()
                            .fields("The event " + name)
                            .only(Set.of("Properties", "Type"), "The event " + name);
                    var type = event.required("Type", "The event " + name).text("Type");
                    var given = event.get("Properties")
                            .map(value -> value.fields("Properties of " + name))
                            .orElseGet(() -> Fields.empty(field.at()));
                    if (type.equals("HttpApi")) {
                        routes.add(RouteReader.read(function.name(), given, field.at(), implicitApi(stack)));
                    } else {
                        triggers.add(new Trigger(function.name(), name, type, given.objects(), field.at()));
                    }
                }));
        return new Read(function, routes, triggers, asyncInvoke(properties));
    }

    private static Optional<AsyncInvoke> asyncInvoke(Fields properties) {
        var owner = "EventInvokeConfig";
        return properties.get(owner).map(value -> {
            var config = value.fields(owner)
                    .only(Set.of("DestinationConfig", "MaximumEventAgeInSeconds", "MaximumRetryAttempts"), owner);
            var standard = AsyncInvoke.STANDARD;
            return new AsyncInvoke(
                    config.get("MaximumRetryAttempts")
                            .map(retries -> retries.whole("MaximumRetryAttempts", 0, 2))
                            .orElse(standard.maximumRetryAttempts()),
                    config.get("MaximumEventAgeInSeconds")
                            .map(age -> Duration.ofSeconds(age.whole("MaximumEventAgeInSeconds", 60, 21_600)))
                            .orElse(standard.maximumEventAge()),
                    config.get("DestinationConfig").map(FunctionReader::onFailure));
        });
    }

    private static String onFailure(Value destinations) {
        var owner = "DestinationConfig";
        var config = destinations.fields(owner).only(Set.of("OnFailure", "OnSuccess"), owner);
        if (config.get("OnSuccess").isPresent()) {
            throw new TemplateException(config.at("OnSuccess"), "OnSuccess is not supported here; give OnFailure alone");
        }
        var failure = config.required("OnFailure", owner)
                .fields("OnFailure")
                .only(Set.of("Destination", "Type"), "OnFailure");
        return failure.required("Destination", "OnFailure").text("Destination");
    }

    private static Optional<String> implicitApi(Stack stack) {
        return Optional.ofNullable(stack.file().resources().get(TemplateFile.IMPLICIT_API))
                .map(api -> HttpApiReader.id(stack, api));
    }
}
