package portero.local.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import portero.local.template.Report.Change;
import portero.local.template.Report.Kind;
import portero.local.template.Value.Fields;
import portero.local.template.Walk.Place;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** Creates a template's resources by the calls that CloudFormation would make, and brings existing ones up to date. */
public final class Deployment {
    private static final Map<String, ResourceType> REHEARSED =
            types(Deployment::absent, Deployment::absent, Deployment::absent, Deployment::absent, "us-east-1");

    private static final Set<String> GONE = Set.of("ResourceNotFoundException", "NotFoundException", "NoSuchBucket");

    private final StateFile state;
    private final List<Change> changes = new ArrayList<>();
    private final Set<String> seen = new LinkedHashSet<>();

    private Deployment(StateFile state) {
        this.state = state;
    }

    /**
     * Deploys, or deploys again: what exists and is as described stays untouched.
     *
     * @throws TemplateException if a service refuses a property, or a change would need another resource
     */
    public static Deployed deploy(SamTemplate template, Services services) {
        try (var clients = new Clients(services)) {
            var types = types(clients::dynamoDb, clients::cognito, clients::ses, clients::s3, services.region());
            var deployment = new Deployment(StateFile.read(services.state()));
            var root = template.stack(new Pseudo(services.region(), services.accountId(), services.stackName()));
            var result = Walk.deploy(root, types, deployment::bringAbout);
            deployment.remove(types, root);
            return new Deployed(
                    result.application(),
                    result.triggers(),
                    result.asyncInvokes(),
                    new Report(List.copyOf(deployment.changes), result.standIns()));
        }
    }

    static Map<String, ResourceType> rehearsedTypes() {
        return REHEARSED;
    }

    /** What {@code Fn::GetAtt} may ask of a type that is created here; empty for others. */
    static Set<String> attributes(String type) {
        var created = REHEARSED.get(type.equals(SimpleTable.TYPE) ? TableType.TYPE : type);
        return created == null ? Set.of() : created.attributes();
    }

    private static <T> T absent() {
        throw new IllegalStateException("A rehearsal calls no service");
    }

    private static Map<String, ResourceType> types(
            Supplier<DynamoDbClient> dynamoDb,
            Supplier<CognitoIdentityProviderClient> cognito,
            Supplier<SesV2Client> ses,
            Supplier<S3Client> s3,
            String region) {
        return Map.of(
                TableType.TYPE, new TableType(dynamoDb),
                UserPoolType.TYPE, new UserPoolType(cognito, region),
                UserPoolClientType.TYPE, new UserPoolClientType(cognito),
                EmailIdentityType.TYPE, new EmailIdentityType(ses),
                ConfigurationSetType.TYPE, new ConfigurationSetType(ses),
                EventDestinationType.TYPE, new EventDestinationType(ses),
                BucketType.TYPE, new BucketType(s3, region));
    }

    private Attributes bringAbout(Place place, ResourceType type, String typeName, Fields properties) {
        seen.add(place.path());
        type.check(properties, place.physicalName());
        try {
            return existing(place, type, typeName, properties);
        } catch (AwsServiceException refusal) {
            throw refused(place, properties, refusal);
        } catch (SdkClientException unreachable) {
            throw new TemplateException(
                    place.resource().at(), place.path() + " could not be deployed: " + unreachable.getMessage());
        }
    }

    private Attributes existing(Place place, ResourceType type, String typeName, Fields properties) {
        var plain = properties.texts();
        var entry = state.get(place.path());
        if (entry.isPresent() && !entry.get().type().equals(typeName)) {
            throw new TemplateException(
                    place.resource().at(),
                    place.path() + " was a " + entry.get().type() + " and cannot become a " + typeName
                            + "; --fresh starts over");
        }
        var found = entry.flatMap(known -> type.find(known.id(), known.properties()));
        if (entry.isEmpty() || found.isEmpty()) {
            var id = type.create(properties, place.physicalName());
            remember(place, typeName, id, plain, Kind.CREATED);
            return type.find(id, plain).orElseThrow();
        }
        var id = entry.get().id();
        var before = entry.get().properties();
        var changed = changed(before, plain);
        if (changed.isEmpty()) {
            remember(place, typeName, id, plain, Kind.UNCHANGED);
            return found.get();
        }
        changed.stream().filter(type.replacing()::containsKey).findFirst().ifPresent(name -> {
            throw new TemplateException(
                    properties.at(name),
                    "the change of " + name + " cannot be deployed: " + type.replacing().get(name)
                            + "; --fresh starts over");
        });
        type.update(id, properties, place.physicalName(), changed, before);
        remember(place, typeName, id, plain, Kind.UPDATED);
        return type.find(id, plain).orElseThrow();
    }

    private static Set<String> changed(Map<String, Object> before, Map<String, Object> after) {
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
        return names;
    }

    private void remember(Place place, String type, String id, Map<String, Object> properties, Kind kind) {
        state.put(place.path(), new StateFile.Entry(type, id, place.resource().retained(), properties));
        changes.add(new Change(place.path(), type, id, kind));
    }

    /** Removes what the template no longer has, those that were created last first. */
    private void remove(Map<String, ResourceType> types, Stack root) {
        for (var path : state.paths().reversed()) {
            if (seen.contains(path)) {
                continue;
            }
            var entry = state.get(path).orElseThrow();
            if (!entry.retained()) {
                try {
                    types.get(entry.type()).delete(entry.id(), entry.properties());
                } catch (AwsServiceException refusal) {
                    if (!GONE.contains(refusal.awsErrorDetails().errorCode())) {
                        throw new TemplateException(
                                new Location(root.file().path(), 1),
                                path + " is no longer in the template and cannot be deleted: "
                                        + refusal.awsErrorDetails().errorMessage());
                    }
                }
            }
            state.remove(path);
            changes.add(new Change(path, entry.type(), entry.id(), entry.retained() ? Kind.RETAINED : Kind.DELETED));
        }
    }

    private static TemplateException refused(Place place, Fields properties, AwsServiceException refusal) {
        var details = refusal.awsErrorDetails();
        return new TemplateException(
                Blame.find(properties, place.resource().at(), details.errorMessage()),
                place.path() + " is refused: " + details.errorMessage() + " (" + details.errorCode() + ")");
    }
}
