package portero.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portero.local.template.Report.Change;
import portero.local.template.Report.Kind;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Buckets come to be, change and go as their template says. */
class BucketDeploymentTest {
    private static final String FILES =
            """
            Resources:
              Files:
                Type: AWS::S3::Bucket
                Properties:
                  BucketEncryption:
                    ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: AES256}}]
                  PublicAccessBlockConfiguration: {BlockPublicAcls: true}
                  NotificationConfiguration: {EventBridgeConfiguration: {EventBridgeEnabled: true}}
                  CorsConfiguration:
                    CorsRules:
                      - Id: page
                        AllowedOrigins: [https://page.example]
                        AllowedMethods: [PUT, GET]
                        AllowedHeaders: [content-type]
                        ExposedHeaders: [etag]
                        MaxAge: 60
              Policy:
                Type: AWS::S3::BucketPolicy
                Properties: {Bucket: !Ref Files, PolicyDocument: {Version: "2012-10-17"}}
            Outputs:
              Name: {Value: !Ref Files}
              Arn: {Value: !GetAtt Files.Arn}
              Host: {Value: !GetAtt Files.RegionalDomainName}
            """;

    private static LocalServices services;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        services = LocalServices.start();
    }

    @AfterAll
    static void stop() throws IOException {
        services.close();
    }

    @Test
    void a_bucket_gets_its_settings() {
        var deployed = deploy("made", FILES);

        var rule = services.s3().getBucketCors(get -> get.bucket("made-files")).corsRules().getFirst();
        assertThat(rule.id()).isEqualTo("page");
        assertThat(rule.allowedOrigins()).containsExactly("https://page.example");
        assertThat(rule.allowedMethods()).containsExactly("PUT", "GET");
        assertThat(rule.allowedHeaders()).containsExactly("content-type");
        assertThat(rule.exposeHeaders()).containsExactly("etag");
        assertThat(rule.maxAgeSeconds()).isEqualTo(60);
        assertThat(tellsEventBridge("made-files")).isTrue();
        assertThat(deployed.application().outputs())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "Name", "made-files",
                        "Arn", "arn:aws:s3:::made-files",
                        "Host", "made-files.s3.us-east-1.amazonaws.com"));
    }

    @Test
    void what_is_not_kept_is_named() {
        assertThat(deploy("named", FILES).report().standIns())
                .extracting(StandIn::type)
                .containsExactlyInAnyOrder(
                        "AWS::S3::Bucket.BucketEncryption",
                        "AWS::S3::Bucket.PublicAccessBlockConfiguration",
                        "AWS::S3::BucketPolicy");
    }

    @Test
    void settings_change_and_objects_stay() {
        deploy("changed", FILES);
        services.s3().putObject(put -> put.bucket("changed-files").key("one"), RequestBody.fromString("one"));

        var other = deploy("changed", FILES.replace("https://page.example", "https://other.example"));
        var none = deploy("changed", "Resources: {Files: {Type: AWS::S3::Bucket}}");

        assertThat(other.report().changes()).extracting(Change::kind).containsExactly(Kind.UPDATED);
        assertThat(none.report().changes()).extracting(Change::kind).containsExactly(Kind.UPDATED);
        assertThat(tellsEventBridge("changed-files")).isFalse();
        assertThatThrownBy(() -> services.s3().getBucketCors(get -> get.bucket("changed-files")))
                .isInstanceOfSatisfying(S3Exception.class, absent -> assertThat(absent.statusCode()).isEqualTo(404));
        assertThat(services.s3().getObjectAsBytes(get -> get.bucket("changed-files").key("one")).asUtf8String())
                .isEqualTo("one");
    }

    @Test
    void nothing_changes_when_the_template_does_not() {
        deploy("same", FILES);

        assertThat(deploy("same", FILES).report().changes()).extracting(Change::kind).containsExactly(Kind.UNCHANGED);
    }

    @Test
    void a_bucket_goes_with_its_resource_unless_it_is_retained_or_holds_objects() {
        var empty = "Resources: {Other: {Type: AWS::SNS::Topic}}";
        deploy("gone", FILES);
        deploy("kept", FILES.replace("Type: AWS::S3::Bucket\n", "Type: AWS::S3::Bucket\n    DeletionPolicy: Retain\n"));
        deploy("full", FILES);
        services.s3().putObject(put -> put.bucket("full-files").key("one"), RequestBody.fromString("one"));

        deploy("gone", empty);
        deploy("kept", empty);

        assertThatThrownBy(() -> services.s3().headBucket(head -> head.bucket("gone-files")))
                .isInstanceOf(NoSuchBucketException.class);
        assertThat(services.s3().headBucket(head -> head.bucket("kept-files")).sdkHttpResponse().isSuccessful())
                .isTrue();
        assertThatThrownBy(() -> deploy("full", empty))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("not empty");
    }

    @Test
    void what_the_buckets_here_do_not_do_is_refused() {
        assertRefused("VersioningConfiguration: {Status: Enabled}", "not supported by the buckets here");
        assertRefused("NotificationConfiguration: {QueueConfigurations: []}", "notifications go to EventBridge");
        assertRefused("CorsConfiguration: {CorsRules: [{AllowedOrigins: ['*']}]}", "needs AllowedMethods");
        assertRefused(
                "CorsConfiguration: {CorsRules: [{AllowedOrigins: ['*'], AllowedMethods: [GET], MaxAgeSeconds: 1}]}",
                "is MaxAge meant?");
        assertRefused("BucketName: Not_A_Name", "a bucket's name has");
        assertRefused("BucketNam: misspelt", "has no property BucketNam");
    }

    private void assertRefused(String property, String why) {
        assertThatThrownBy(() -> deploy("refused", "Resources: {Files: {Type: AWS::S3::Bucket, Properties: {" + property + "}}}"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(why);
    }

    private static boolean tellsEventBridge(String bucket) {
        return services.s3()
                        .getBucketNotificationConfiguration(get -> get.bucket(bucket))
                        .eventBridgeConfiguration()
                != null;
    }

    private Deployed deploy(String stack, String resources) {
        try {
            var own = Files.createDirectories(folder.resolve(stack));
            var file = own.resolve("template.yaml");
            Files.writeString(file, "Transform: AWS::Serverless-2016-10-31\n" + resources);
            return Deployment.deploy(SamTemplate.read(file, Map.of()), services.in(own, stack));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
