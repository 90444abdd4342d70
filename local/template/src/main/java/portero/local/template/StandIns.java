package portero.local.template;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import portero.local.template.TemplateFile.Resource;

/** What stands in for resources that are not created, so that references to them still resolve. */
final class StandIns {
    /** The first that the type starts with says it; the more exact ones come first. */
    private static final SequencedMap<String, String> INSTEAD = new LinkedHashMap<>();

    static {
        INSTEAD.put("AWS::Lambda::Permission", "nothing is needed: the gateway may call every function");
        INSTEAD.put("AWS::Lambda::", "nothing: only functions of type AWS::Serverless::Function run here");
        INSTEAD.put("AWS::IAM::", "nothing: no policy is enforced, every function may do everything");
        INSTEAD.put("AWS::Logs::", "the console, where functions log");
        INSTEAD.put("AWS::CloudWatch::", "nothing: no alarm goes off here");
        INSTEAD.put("AWS::KMS::", "nothing: data at rest is not encrypted");
        INSTEAD.put("AWS::S3::BucketPolicy", "nothing: no policy is enforced, and who does not sign is refused anyway");
        INSTEAD.put("AWS::S3::", "its name and ARN: the S3 here has buckets and objects only");
        INSTEAD.put("AWS::GuardDuty::", "nothing: no malware is looked for here");
        INSTEAD.put("AWS::SES::", "its name and ARN: the SES here has identities and configuration sets only");
        INSTEAD.put("AWS::SQS::", "the folder dead-letters, where what functions failed to handle is kept");
        INSTEAD.put("AWS::SNS::", "its ARN: there is no SNS here");
        INSTEAD.put("AWS::CloudFront::", "the gateway, which answers without a cache before it");
        INSTEAD.put("AWS::WAFv2::", "nothing: no firewall stands before the gateway");
        INSTEAD.put("AWS::Scheduler::", "nothing: only the schedules among a function's own events fire here");
        INSTEAD.put("AWS::Events::", "nothing: only the rules among a function's own events match here");
        INSTEAD.put("AWS::SSM::", "its name: there is no parameter store here");
        INSTEAD.put("AWS::SecretsManager::", "its ARN: there is no secret store here");
        INSTEAD.put("AWS::ApiGateway", "the gateway, as the functions' events describe it");
        INSTEAD.put("AWS::Serverless::", "its name: only functions, HTTP APIs and tables of SAM are served here");
        INSTEAD.put("Custom::", "its name: no custom resource is called");
    }

    private final SequencedMap<String, List<String>> resources = new LinkedHashMap<>();
    private final Map<String, String> sentences = new LinkedHashMap<>();

    void type(Stack stack, Resource resource) {
        add(resource.type(), stack.path(resource.id()), instead(resource.type()));
    }

    void add(String what, String path, String instead) {
        resources.computeIfAbsent(what, _ -> new ArrayList<>()).add(path);
        sentences.put(what, instead);
    }

    List<StandIn> list() {
        return resources.entrySet().stream()
                .map(entry -> new StandIn(
                        entry.getKey(), List.copyOf(entry.getValue()), sentences.getOrDefault(entry.getKey(), "")))
                .toList();
    }

    private static String instead(String type) {
        return INSTEAD.entrySet().stream()
                .filter(entry -> type.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("its name and ARN, which nothing answers to");
    }

    /** Names, URLs and ARNs of the form that AWS gives, the same on every start. */
    static Attributes attributes(Stack stack, Resource resource) {
        var pseudo = stack.pseudo();
        var type = resource.type();
        var name = name(stack, resource);
        var id = UUID.nameUUIDFromBytes(stack.physicalName(resource.id()).getBytes(StandardCharsets.UTF_8))
                .toString();
        return switch (type) {
            case "AWS::IAM::Role" -> Attributes.of(
                    name, Map.of("Arn", pseudo.globalArn("iam", "role/" + name), "RoleId", brief(id)));
            case "AWS::IAM::ManagedPolicy" -> {
                var arn = pseudo.globalArn("iam", "policy/" + name);
                yield Attributes.of(arn, Map.of("PolicyArn", arn));
            }
            case "AWS::Logs::LogGroup" -> Attributes.of(
                    name, Map.of("Arn", pseudo.arn("logs", "log-group:" + name + ":*")));
            case "AWS::KMS::Key" -> Attributes.of(id, Map.of("Arn", pseudo.arn("kms", "key/" + id), "KeyId", id));
            case "AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm" -> Attributes.of(
                    name, Map.of("Arn", pseudo.arn("cloudwatch", "alarm:" + name)));
            case "AWS::SQS::Queue" -> {
                var url = "https://sqs." + pseudo.region() + ".amazonaws.com/" + pseudo.accountId() + "/" + name;
                yield Attributes.of(url, Map.of("Arn", pseudo.arn("sqs", name), "QueueName", name, "QueueUrl", url));
            }
            case "AWS::SNS::Topic" -> Attributes.of(
                    pseudo.arn("sns", name), Map.of("TopicArn", pseudo.arn("sns", name), "TopicName", name));
            case "AWS::CloudFront::Distribution" -> Attributes.of(
                    brief(id), Map.of("Id", brief(id), "DomainName", "d" + brief(id).toLowerCase(Locale.ROOT) + ".cloudfront.net"));
            case "AWS::SecretsManager::Secret" -> {
                var arn = pseudo.arn("secretsmanager", "secret:" + name);
                yield Attributes.of(arn, Map.of("Id", arn));
            }
            default -> guessed(pseudo, type, name, id);
        };
    }

    private static Attributes guessed(Pseudo pseudo, String type, String name, String id) {
        var parts = type.split("::");
        var service = parts[1].toLowerCase(Locale.ROOT);
        var kind = parts[parts.length - 1].toLowerCase(Locale.ROOT);
        return new Attributes() {
            @Override
            public String ref() {
                return name;
            }

            @Override
            public Optional<String> get(String attribute) {
                if (attribute.endsWith("Arn") || attribute.endsWith("ARN")) {
                    return Optional.of(pseudo.arn(service, kind + "/" + name));
                }
                if (attribute.endsWith("Name")) {
                    return Optional.of(name);
                }
                return attribute.endsWith("Id") ? Optional.of(id) : Optional.empty();
            }
        };
    }

    private static String name(Stack stack, Resource resource) {
        var type = resource.type();
        var kind = type.substring(type.lastIndexOf(':') + 1);
        return resource.properties()
                .get(kind + "Name")
                .or(() -> resource.properties().get("Name"))
                .or(() -> resource.properties().get("EmailIdentity"))
                .flatMap(stack::resolve)
                .map(value -> value.text("The name of " + resource.id()))
                .orElseGet(() -> stack.physicalName(resource.id()));
    }

    private static String brief(String id) {
        return "E" + id.replace("-", "").substring(0, 13).toUpperCase(Locale.ROOT);
    }
}
