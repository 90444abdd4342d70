package portero.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import portero.adapters.cognito.UserPool;
import portero.adapters.dynamodb.Table;
import portero.local.cognito.CognitoServer;
import portero.local.cognito.CognitoSettings;
import portero.local.dynamodb.DynamoDbLocal;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.TimeUnitsType;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A fresh table and user pool, as infrastructure/ declares them, and a clock that the pool obeys. */
final class Surroundings implements AutoCloseable {
    private static final DynamoDbLocal TABLES = startTables();

    private final MovableClock clock = new MovableClock(Instant.parse("2026-06-01T15:00:00Z"));
    private final CognitoServer poolServer = CognitoServer.start(CognitoSettings.inMemory().withClock(clock));
    private final StaticCredentialsProvider credentials =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
    private final DynamoDbClient tables = DynamoDbClient.builder()
            .endpointOverride(TABLES.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    private final CognitoIdentityProviderClient pools = CognitoIdentityProviderClient.builder()
            .endpointOverride(poolServer.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    private final String tableName = "table-" + UUID.randomUUID();
    private final String poolId;
    private final String clientId;

    Surroundings() {
        createTable();
        poolId = createPool();
        clientId = createClient();
    }

    MovableClock clock() {
        return clock;
    }

    Table table() {
        return new Table(tables, tableName);
    }

    UserPool pool() {
        return new UserPool(pools, poolId, clientId);
    }

    /** The table, as somebody reaches it whose life may end at a call. */
    Table table(Lifeline life) {
        return new Table(life.of(DynamoDbClient.class, tables), tableName);
    }

    UserPool pool(Lifeline life) {
        return new UserPool(life.of(CognitoIdentityProviderClient.class, pools), poolId, clientId);
    }

    /** Everything whose partition key is that, in the order of sort keys. */
    List<Map<String, AttributeValue>> items(String pk) {
        return tables.queryPaginator(query -> query.tableName(tableName)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(pk))))
                .items()
                .stream()
                .toList();
    }

    /** What the index shows there, in the order of its sort keys. */
    List<Map<String, AttributeValue>> indexed(String pk) {
        return tables.queryPaginator(query -> query.tableName(tableName)
                        .indexName("gsi1")
                        .keyConditionExpression("gsi1pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(pk))))
                .items()
                .stream()
                .toList();
    }

    CognitoIdentityProviderClient pools() {
        return pools;
    }

    DynamoDbClient tables() {
        return tables;
    }

    String tableName() {
        return tableName;
    }

    String poolId() {
        return poolId;
    }

    String clientId() {
        return clientId;
    }

    URI tablesEndpoint() {
        return TABLES.endpoint();
    }

    URI poolsEndpoint() {
        return poolServer.endpoint();
    }

    @Override
    public void close() {
        tables.deleteTable(delete -> delete.tableName(tableName));
        tables.close();
        pools.close();
        poolServer.close();
    }

    /** Without the time to live: the tests move their clock, and DynamoDB Local goes by the real one. */
    private void createTable() {
        tables.createTable(create -> create.tableName(tableName)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text("pk"), text("sk"), text("gsi1pk"), text("gsi1sk"))
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName("gsi1")
                        .keySchema(key("gsi1pk", KeyType.HASH), key("gsi1sk", KeyType.RANGE))
                        .projection(projection -> projection.projectionType(ProjectionType.ALL))
                        .build()));
    }

    private String createPool() {
        return pools.createUserPool(create -> create.poolName("portero")
                        .usernameConfiguration(username -> username.caseSensitive(false))
                        .adminCreateUserConfig(users -> users.allowAdminCreateUserOnly(true))
                        .policies(policies -> policies.passwordPolicy(password -> password.minimumLength(15)
                                .requireLowercase(false)
                                .requireNumbers(false)
                                .requireSymbols(false)
                                .requireUppercase(false)
                                .temporaryPasswordValidityDays(7))))
                .userPool()
                .id();
    }

    private String createClient() {
        return pools.createUserPoolClient(create -> create.userPoolId(poolId)
                        .clientName("portero")
                        .generateSecret(true)
                        .explicitAuthFlows(
                                ExplicitAuthFlowsType.ALLOW_ADMIN_USER_PASSWORD_AUTH,
                                ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH)
                        .preventUserExistenceErrors("ENABLED")
                        .enableTokenRevocation(true)
                        .accessTokenValidity(15)
                        .idTokenValidity(15)
                        .refreshTokenValidity(12)
                        .tokenValidityUnits(units -> units.accessToken(TimeUnitsType.MINUTES)
                                .idToken(TimeUnitsType.MINUTES)
                                .refreshToken(TimeUnitsType.HOURS)))
                .userPoolClient()
                .clientId();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static DynamoDbLocal startTables() {
        try {
            var local = DynamoDbLocal.start(DynamoDbLocal.Settings.inMemory());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(local)));
            return local;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void stop(DynamoDbLocal local) {
        try {
            local.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
