package portero.local.template;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import portero.local.template.Value.Fields;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.EventBridgeConfiguration;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;

/** {@code AWS::S3::Bucket}, by CreateBucket and a call for each of its settings that changes. */
final class BucketType implements ResourceType {
    static final String TYPE = "AWS::S3::Bucket";

    private static final String NAME = "BucketName";
    private static final String CORS = "CorsConfiguration";
    private static final String NOTIFICATION = "NotificationConfiguration";
    private static final String EVENT_BRIDGE = "EventBridgeConfiguration";
    private static final String EVENT_BRIDGE_ENABLED = "EventBridgeEnabled";
    private static final Set<String> OWN = Set.of(NAME, CORS, NOTIFICATION);
    private static final Map<String, String> IGNORED = Map.of(
            "BucketEncryption", "nothing: objects are files, encrypted if the disk is",
            "LifecycleConfiguration", "nothing: objects stay until they are deleted",
            "OwnershipControls", "nothing: there is one account, which owns every object",
            "PublicAccessBlockConfiguration", "as it says: who does not sign is refused, whatever an object's ACL says",
            "Tags", "nothing: buckets have no tags here");
    private static final Set<String> NOT_HERE = Set.of(
            "AccelerateConfiguration",
            "AccessControl",
            "AnalyticsConfigurations",
            "IntelligentTieringConfigurations",
            "InventoryConfigurations",
            "LoggingConfiguration",
            "MetadataTableConfiguration",
            "MetricsConfigurations",
            "ObjectLockConfiguration",
            "ObjectLockEnabled",
            "ReplicationConfiguration",
            "VersioningConfiguration",
            "WebsiteConfiguration");
    private static final Pattern NAMES = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /** What CloudFormation calls otherwise than S3. */
    private static final Map<String, String> RULE_NAMES =
            Map.of("ExposedHeaders", "ExposeHeaders", "Id", "ID", "MaxAge", "MaxAgeSeconds");

    private final Supplier<S3Client> client;
    private final String region;

    BucketType(Supplier<S3Client> client, String region) {
        this.client = client;
        this.region = region;
    }

    @Override
    public Set<String> attributes() {
        return Set.of("Arn", "DomainName", "DualStackDomainName", "RegionalDomainName", "WebsiteURL");
    }

    @Override
    public Map<String, String> replacing() {
        return Map.of(NAME, "the bucket would be made anew, without its objects");
    }

    @Override
    public Map<String, String> ignored() {
        return IGNORED;
    }

    @Override
    public void check(Fields properties, String name) {
        NOT_HERE.stream().filter(other -> properties.get(other).isPresent()).findFirst().ifPresent(other -> {
            throw new TemplateException(properties.at(other), other + " is not supported by the buckets here");
        });
        properties.without(IGNORED.keySet()).only(OWN, TYPE);
        bucket(properties, name);
        rules(properties);
        eventBridge(properties);
    }

    @Override
    public String create(Fields properties, String name) {
        var bucket = bucket(properties, name);
        client.get().createBucket(create -> create.bucket(bucket));
        putCors(bucket, rules(properties));
        putNotification(bucket, eventBridge(properties));
        return bucket;
    }

    @Override
    public Optional<Attributes> find(String id, Map<String, Object> properties) {
        try {
            client.get().headBucket(head -> head.bucket(id));
            var regional = id + ".s3." + region + ".amazonaws.com";
            return Optional.of(Attributes.of(
                    id,
                    Map.of(
                            "Arn", "arn:aws:s3:::" + id,
                            "DomainName", id + ".s3.amazonaws.com",
                            "DualStackDomainName", id + ".s3.dualstack." + region + ".amazonaws.com",
                            "RegionalDomainName", regional,
                            "WebsiteURL", "http://" + id + ".s3-website-" + region + ".amazonaws.com")));
        } catch (NoSuchBucketException gone) {
            return Optional.empty();
        }
    }

    @Override
    public void update(String id, Fields properties, String name, Set<String> changed, Map<String, Object> before) {
        if (changed.contains(CORS)) {
            putCors(id, rules(properties));
        }
        if (changed.contains(NOTIFICATION)) {
            putNotification(id, eventBridge(properties));
        }
    }

    @Override
    public void delete(String id, Map<String, Object> properties) {
        client.get().deleteBucket(delete -> delete.bucket(id));
    }

    private void putCors(String bucket, List<CORSRule> rules) {
        if (rules.isEmpty()) {
            client.get().deleteBucketCors(delete -> delete.bucket(bucket));
        } else {
            client.get().putBucketCors(put -> put.bucket(bucket).corsConfiguration(cors -> cors.corsRules(rules)));
        }
    }

    private void putNotification(String bucket, boolean eventBridge) {
        var notification = NotificationConfiguration.builder();
        if (eventBridge) {
            notification.eventBridgeConfiguration(EventBridgeConfiguration.builder().build());
        }
        client.get()
                .putBucketNotificationConfiguration(
                        put -> put.bucket(bucket).notificationConfiguration(notification.build()));
    }

    private static String bucket(Fields properties, String name) {
        var given = properties.get(NAME);
        if (given.isPresent() && given.get().isLater()) {
            return name;
        }
        var bucket = given.map(value -> value.text(NAME)).orElseGet(() -> name.toLowerCase(Locale.ROOT));
        if (!NAMES.matcher(bucket).matches()) {
            throw new TemplateException(
                    properties.at(NAME),
                    "a bucket's name has 3 to 63 small letters, digits, points and hyphens, not " + bucket);
        }
        return bucket;
    }

    private static List<CORSRule> rules(Fields properties) {
        return properties.get(CORS).stream()
                .map(value -> value.fields(CORS).only(Set.of("CorsRules"), TYPE + "." + CORS))
                .flatMap(cors -> cors.required("CorsRules", CORS).items("CorsRules").stream())
                .map(rule -> rule(rule.fields("A CORS rule")))
                .toList();
    }

    private static CORSRule rule(Fields rule) {
        var owner = TYPE + "." + CORS + ".CorsRules";
        rule.required("AllowedMethods", owner);
        rule.required("AllowedOrigins", owner);
        return RequestMapper.fill(CORSRule.builder(), RequestMapper.rename(rule, RULE_NAMES, owner), owner).build();
    }

    private static boolean eventBridge(Fields properties) {
        return properties.get(NOTIFICATION)
                .map(value -> value.fields(NOTIFICATION))
                .map(notification -> {
                    notification.fields().forEach((destination, field) -> {
                        if (!destination.equals(EVENT_BRIDGE)) {
                            throw new TemplateException(
                                    field.at(), "notifications go to " + EVENT_BRIDGE + " here, not to " + destination);
                        }
                    });
                    return notification;
                })
                .flatMap(notification -> notification.get(EVENT_BRIDGE))
                .map(value -> value.fields(EVENT_BRIDGE)
                        .only(Set.of(EVENT_BRIDGE_ENABLED), TYPE + "." + NOTIFICATION + "." + EVENT_BRIDGE)
                        .get(EVENT_BRIDGE_ENABLED)
                        .map(enabled -> enabled.flag(EVENT_BRIDGE_ENABLED))
                        .orElse(true))
                .orElse(false);
    }
}
