package portero.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portero.local.template.Report.Change;
import portero.local.template.Report.Kind;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Tables, user pools and clients come to be, change and go as their template says. */
class DeploymentTest {
    private static final String TABLE =
            """
            Resources:
              Notes:
                Type: AWS::DynamoDB::Table
                Properties:
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions:
                    - {AttributeName: pk, AttributeType: S}
                  KeySchema:
                    - {AttributeName: pk, KeyType: HASH}
            """;
    private static final String POOL =
            """
            Resources:
              Pool:
                Type: AWS::Cognito::UserPool
                Properties:
                  UsernameConfiguration: {CaseSensitive: false}
                  AdminCreateUserConfig: {AllowAdminCreateUserOnly: true}
                  Policies:
                    PasswordPolicy: {MinimumLength: 15, TemporaryPasswordValidityDays: 3}
              Client:
                Type: AWS::Cognito::UserPoolClient
                Properties:
                  UserPoolId: !Ref Pool
                  GenerateSecret: true
                  ExplicitAuthFlows: [ALLOW_ADMIN_USER_PASSWORD_AUTH, ALLOW_REFRESH_TOKEN_AUTH]
            Outputs:
              Pool: {Value: !Ref Pool}
              PoolArn: {Value: !GetAtt Pool.Arn}
              Provider: {Value: !GetAtt Pool.ProviderURL}
              Client: {Value: !Ref Client}
              Secret: {Value: !GetAtt Client.ClientSecret}
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

    @AfterEach
    void forget() {
        services.dynamoDb().listTables().tableNames().forEach(table -> {
            services.dynamoDb().updateTable(update -> update.tableName(table).deletionProtectionEnabled(false));
            services.dynamoDb().deleteTable(delete -> delete.tableName(table));
        });
    }

    @Test
    void a_table_gets_its_keys_indexes_stream_and_expiry() {
        var deployed = deploy(
                """
                Resources:
                  Notes:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      TableName: notes
                      BillingMode: PROVISIONED
                      ProvisionedThroughput: {ReadCapacityUnits: 3, WriteCapacityUnits: "2"}
                      AttributeDefinitions:
                        - {AttributeName: pk, AttributeType: S}
                        - {AttributeName: sk, AttributeType: N}
                        - {AttributeName: other, AttributeType: S}
                      KeySchema:
                        - {AttributeName: pk, KeyType: HASH}
                        - {AttributeName: sk, KeyType: RANGE}
                      LocalSecondaryIndexes:
                        - IndexName: local
                          KeySchema:
                            - {AttributeName: pk, KeyType: HASH}
                            - {AttributeName: other, KeyType: RANGE}
                          Projection: {ProjectionType: KEYS_ONLY}
                      GlobalSecondaryIndexes:
                        - IndexName: others
                          KeySchema: [{AttributeName: other, KeyType: HASH}]
                          Projection: {ProjectionType: INCLUDE, NonKeyAttributes: [title]}
                          ProvisionedThroughput: {ReadCapacityUnits: 1, WriteCapacityUnits: 1}
                          ContributorInsightsSpecification: {Enabled: true}
                      StreamSpecification: {StreamViewType: NEW_IMAGE}
                      TimeToLiveSpecification: {AttributeName: expiresAt, Enabled: true}
                      DeletionProtectionEnabled: true
                      SSESpecification: {SSEEnabled: true}
                      PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
                      Tags: [{Key: team, Value: doors}]
                Outputs:
                  Name: {Value: !Ref Notes}
                  Arn: {Value: !GetAtt Notes.Arn}
                  Stream: {Value: !GetAtt Notes.StreamArn}
                """);

        var table = services.dynamoDb().describeTable(describe -> describe.tableName("notes")).table();
        assertThat(table.keySchema()).hasSize(2);
        assertThat(table.provisionedThroughput().readCapacityUnits()).isEqualTo(3);
        assertThat(table.localSecondaryIndexes()).hasSize(1);
        assertThat(table.globalSecondaryIndexes()).singleElement().satisfies(index -> {
            assertThat(index.projection().projectionType()).isEqualTo(ProjectionType.INCLUDE);
            assertThat(index.projection().nonKeyAttributes()).containsExactly("title");
        });
        assertThat(table.streamSpecification().streamViewType()).isEqualTo(StreamViewType.NEW_IMAGE);
        assertThat(table.deletionProtectionEnabled()).isTrue();
        assertThat(expiry("notes")).isEqualTo("expiresAt");
        assertThat(deployed.application().outputs())
                .isEqualTo(Map.of("Name", "notes", "Arn", table.tableArn(), "Stream", table.latestStreamArn()));
        assertThat(deployed.report().standIns())
                .extracting(StandIn::type)
                .containsExactly(
                        "AWS::DynamoDB::Table.SSESpecification",
                        "AWS::DynamoDB::Table.PointInTimeRecoverySpecification",
                        "AWS::DynamoDB::Table.Tags");
    }

    @Test
    void a_simple_table_gets_the_key_that_sam_gives_it() {
        deploy(
                """
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  Simple:
                    Type: AWS::Serverless::SimpleTable
                """);

        var table = services.dynamoDb().describeTable(describe -> describe.tableName("test-Simple")).table();
        assertThat(table.keySchema().getFirst().attributeName()).isEqualTo("id");
        assertThat(table.billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
    }

    @Test
    void a_second_start_leaves_the_items_alone() {
        deploy(TABLE);
        services.dynamoDb().putItem(put -> put.tableName("test-Notes").item(Map.of("pk", AttributeValue.fromS("1"))));

        var again = deploy(TABLE);

        assertThat(again.report().changes()).extracting(Change::kind).containsExactly(Kind.UNCHANGED);
        assertThat(services.dynamoDb().scan(scan -> scan.tableName("test-Notes")).count()).isEqualTo(1);
    }

    @Test
    void a_table_is_updated_where_it_can_be() {
        deploy(TABLE);
        services.dynamoDb().putItem(put -> put.tableName("test-Notes")
                .item(Map.of("pk", AttributeValue.fromS("1"), "other", AttributeValue.fromS("2"))));

        var updated = deploy(TABLE.replace("AttributeDefinitions:", "AttributeDefinitions:\n        - {AttributeName: other, AttributeType: S}")
                + """
                      GlobalSecondaryIndexes:
                        - IndexName: others
                          KeySchema: [{AttributeName: other, KeyType: HASH}]
                          Projection: {ProjectionType: ALL}
                      StreamSpecification: {StreamViewType: KEYS_ONLY}
                      TimeToLiveSpecification: {AttributeName: expiresAt, Enabled: true}
                      DeletionProtectionEnabled: true
                """);

        var table = services.dynamoDb().describeTable(describe -> describe.tableName("test-Notes")).table();
        assertThat(updated.report().changes()).extracting(Change::kind).containsExactly(Kind.UPDATED);
        assertThat(table.globalSecondaryIndexes())
                .extracting(GlobalSecondaryIndexDescription::indexName)
                .containsExactly("others");
        assertThat(table.streamSpecification().streamViewType()).isEqualTo(StreamViewType.KEYS_ONLY);
        assertThat(table.deletionProtectionEnabled()).isTrue();
        assertThat(expiry("test-Notes")).isEqualTo("expiresAt");
        assertThat(services.dynamoDb()
                        .query(query -> query.tableName("test-Notes")
                                .indexName("others")
                                .keyConditionExpression("#other = :other")
                                .expressionAttributeNames(Map.of("#other", "other"))
                                .expressionAttributeValues(Map.of(":other", AttributeValue.fromS("2"))))
                        .count())
                .isEqualTo(1);
    }

    @Test
    void what_a_table_no_longer_has_is_taken_away() {
        deploy(TABLE.replace("AttributeDefinitions:", "AttributeDefinitions:\n        - {AttributeName: other, AttributeType: S}")
                + """
                      GlobalSecondaryIndexes:
                        - IndexName: others
                          KeySchema: [{AttributeName: other, KeyType: HASH}]
                          Projection: {ProjectionType: ALL}
                      StreamSpecification: {StreamViewType: KEYS_ONLY}
                      TimeToLiveSpecification: {AttributeName: expiresAt, Enabled: true}
                      DeletionProtectionEnabled: true
                """);

        deploy(TABLE);

        var table = services.dynamoDb().describeTable(describe -> describe.tableName("test-Notes")).table();
        assertThat(table.globalSecondaryIndexes()).isEmpty();
        assertThat(table.deletionProtectionEnabled()).isFalse();
        assertThat(services.dynamoDb()
                        .describeTimeToLive(describe -> describe.tableName("test-Notes"))
                        .timeToLiveDescription()
                        .timeToLiveStatus())
                .isEqualTo(TimeToLiveStatus.DISABLED);
    }

    @Test
    void billing_can_change_in_both_directions() {
        deploy(TABLE);

        deploy(TABLE.replace("PAY_PER_REQUEST", "PROVISIONED")
                + "      ProvisionedThroughput: {ReadCapacityUnits: 4, WriteCapacityUnits: 4}\n");
        var provisioned = services.dynamoDb().describeTable(describe -> describe.tableName("test-Notes")).table();
        deploy(TABLE);
        var onDemand = services.dynamoDb().describeTable(describe -> describe.tableName("test-Notes")).table();

        assertThat(provisioned.provisionedThroughput().readCapacityUnits()).isEqualTo(4);
        assertThat(onDemand.billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
    }

    @Test
    void a_change_that_would_lose_the_items_is_refused_with_its_line() {
        deploy(TABLE);

        assertRefused(
                TABLE.replace("KeyType: HASH", "KeyType: HASH").replace("Name: pk", "Name: id"),
                8,
                "the change of KeySchema cannot be deployed: the table would be made anew and lose its items;"
                        + " --fresh starts over");
        assertThat(services.dynamoDb().listTables().tableNames()).containsExactly("test-Notes");
    }

    @Test
    void an_index_that_would_change_its_keys_is_refused_with_its_line() {
        var indexed = TABLE.replace("AttributeDefinitions:", "AttributeDefinitions:\n        - {AttributeName: other, AttributeType: S}")
                + """
                      GlobalSecondaryIndexes:
                        - IndexName: others
                          KeySchema: [{AttributeName: other, KeyType: HASH}]
                          Projection: {ProjectionType: ALL}
                """;
        deploy(indexed);

        assertRefused(
                indexed.replace("ProjectionType: ALL", "ProjectionType: KEYS_ONLY"),
                14,
                "the index others cannot change its Projection; give it another name");
    }

    @Test
    void what_dynamodb_refuses_is_told_with_the_line_it_speaks_of() {
        assertRefused(
                TABLE.replace("AttributeName: pk, KeyType", "AttributeName: id, KeyType"), 6, "Notes is refused: ");
        assertRefused(TABLE.replace("      BillingMode: PAY_PER_REQUEST\n", ""), 2, "Notes is refused: ");
        assertRefused(
                TABLE.replace(
                        "AttributeDefinitions:",
                        "AttributeDefinitions:\n        - {AttributeName: unused, AttributeType: S}"),
                6,
                "Notes is refused: ");
        assertThat(services.dynamoDb().listTables().tableNames()).isEmpty();
    }

    @Test
    void a_table_that_is_gone_is_made_again() {
        deploy(TABLE);
        services.dynamoDb().deleteTable(delete -> delete.tableName("test-Notes"));

        var again = deploy(TABLE);

        assertThat(again.report().changes()).extracting(Change::kind).containsExactly(Kind.CREATED);
    }

    @Test
    void what_the_template_no_longer_has_is_deleted_unless_retained() {
        var both = TABLE + TABLE.lines().skip(1).map(line -> line.replace("Notes:", "Kept:")).reduce("", (all, line) -> all + line + "\n")
                .replace("Type: AWS::DynamoDB::Table", "Type: AWS::DynamoDB::Table\n    DeletionPolicy: Retain");
        deploy(both);

        var deployed = deploy("Resources: {Topic: {Type: AWS::SNS::Topic}}");

        assertThat(deployed.report().changes()).extracting(Change::kind).containsExactly(Kind.RETAINED, Kind.DELETED);
        assertThat(services.dynamoDb().listTables().tableNames()).containsExactly("test-Kept");
    }

    @Test
    void a_resource_cannot_become_another_type() {
        deploy(TABLE);

        assertRefused(
                "Resources:\n  Notes:\n    Type: AWS::Cognito::UserPool\n",
                2,
                "Notes was a AWS::DynamoDB::Table and cannot become a AWS::Cognito::UserPool; --fresh starts over");
    }

    @Test
    void a_damaged_state_file_is_not_guessed_at() throws IOException {
        Files.writeString(folder.resolve("state.yaml"), "Notes: [1, 2]");

        assertThatThrownBy(() -> deploy(TABLE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("start with --fresh");
    }

    @Test
    void a_user_pool_and_its_client_get_what_the_template_says() {
        var outputs = deploy(POOL).application().outputs();

        var pool = services.cognito()
                .describeUserPool(describe -> describe.userPoolId(outputs.get("Pool")))
                .userPool();
        var client = services.cognito()
                .describeUserPoolClient(
                        describe -> describe.userPoolId(outputs.get("Pool")).clientId(outputs.get("Client")))
                .userPoolClient();
        assertThat(pool.name()).isEqualTo("test-Pool");
        assertThat(pool.arn()).isEqualTo(outputs.get("PoolArn"));
        assertThat(pool.policies().passwordPolicy().minimumLength()).isEqualTo(15);
        assertThat(pool.usernameConfiguration().caseSensitive()).isFalse();
        assertThat(pool.adminCreateUserConfig().allowAdminCreateUserOnly()).isTrue();
        assertThat(outputs.get("Provider")).isEqualTo("https://cognito-idp.us-east-1.amazonaws.com/" + pool.id());
        assertThat(client.clientSecret()).isEqualTo(outputs.get("Secret")).isNotBlank();
        assertThat(client.explicitAuthFlows())
                .containsExactlyInAnyOrder(
                        ExplicitAuthFlowsType.ALLOW_ADMIN_USER_PASSWORD_AUTH,
                        ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH);
    }

    @Test
    void a_user_pool_and_its_client_are_updated_in_place() {
        var first = deploy(POOL).application().outputs();

        var second = deploy(POOL.replace("MinimumLength: 15", "MinimumLength: 20")
                .replace("GenerateSecret: true", "GenerateSecret: true\n      AccessTokenValidity: 2"));

        assertThat(second.application().outputs()).isEqualTo(first);
        assertThat(second.report().changes()).extracting(Change::kind).containsExactly(Kind.UPDATED, Kind.UPDATED);
        assertThat(services.cognito()
                        .describeUserPool(describe -> describe.userPoolId(first.get("Pool")))
                        .userPool()
                        .policies()
                        .passwordPolicy()
                        .minimumLength())
                .isEqualTo(20);
    }

    @Test
    void a_change_that_would_lose_the_users_is_refused_with_its_line() {
        deploy(POOL);

        assertRefused(
                POOL.replace("CaseSensitive: false", "CaseSensitive: true"),
                5,
                "the user pool would be made anew and lose its users; --fresh starts over");
        assertRefused(
                POOL.replace("GenerateSecret: true", "GenerateSecret: false"),
                13,
                "the client would get another id and secret");
    }

    @Test
    void what_cognito_refuses_is_told_with_the_line_it_speaks_of() {
        assertRefused(POOL.replace("MinimumLength: 15", "MinimumLength: 5"), 8, "Pool is refused: ");
    }

    @Test
    void a_nested_stack_gets_what_other_resources_are_called() throws IOException {
        Files.writeString(
                folder.resolve("nested.yaml"),
                """
                Parameters:
                  Pool: {Type: String, AllowedPattern: "us-east-1_[A-Za-z0-9]+"}
                Conditions:
                  HasPool: !Not [!Equals [!Ref Pool, ""]]
                Resources:
                  Client:
                    Type: AWS::Cognito::UserPoolClient
                    Condition: HasPool
                    Properties: {UserPoolId: !Ref Pool}
                Outputs:
                  Client: {Value: !Ref Client}
                """);

        var deployed = deploy(
                """
                Resources:
                  Nested:
                    Type: AWS::CloudFormation::Stack
                    Properties:
                      TemplateURL: nested.yaml
                      Parameters: {Pool: !Ref Pool}
                  Pool:
                    Type: AWS::Cognito::UserPool
                Outputs:
                  Client: {Value: !GetAtt Nested.Outputs.Client}
                """);

        assertThat(deployed.report().changes())
                .extracting(Change::resource)
                .containsExactly("Pool", "Nested/Client");
        assertThat(deployed.application().outputs().get("Client")).isNotBlank();
    }

    @Test
    void a_number_may_come_from_a_nested_stack() throws IOException {
        Files.writeString(
                folder.resolve("nested.yaml"),
                """
                Resources:
                  Topic: {Type: AWS::SNS::Topic}
                Outputs:
                  Units: {Value: "5"}
                """);

        deploy(TABLE.replace("PAY_PER_REQUEST", "PROVISIONED")
                + """
                      ProvisionedThroughput:
                        ReadCapacityUnits: !GetAtt Nested.Outputs.Units
                        WriteCapacityUnits: !GetAtt Nested.Outputs.Units
                  Nested:
                    Type: AWS::CloudFormation::Stack
                    Properties: {TemplateURL: nested.yaml}
                """);

        var table = services.dynamoDb().describeTable(describe -> describe.tableName("test-Notes")).table();
        assertThat(table.provisionedThroughput().writeCapacityUnits()).isEqualTo(5);
    }

    private String expiry(String table) {
        return services.dynamoDb()
                .describeTimeToLive(describe -> describe.tableName(table))
                .timeToLiveDescription()
                .attributeName();
    }

    private void assertRefused(String template, int line, String message) {
        assertThatThrownBy(() -> deploy(template))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith(folder.resolve("template.yaml") + ":" + line + ": ")
                .hasMessageContaining(message);
    }

    private Deployed deploy(String template) {
        var file = folder.resolve("template.yaml");
        try {
            Files.writeString(file, template);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Deployment.deploy(SamTemplate.read(file, Map.of()), services.in(folder, "test"));
    }
}
