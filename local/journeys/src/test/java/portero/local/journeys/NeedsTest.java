package portero.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import portero.local.journeys.Needs.Need;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Which actions calls of the SDK need, on samples. */
class NeedsTest {
    private static Set<Need> needs(Class<?> start) {
        return Needs.of(reach(start)).keySet();
    }

    private static Reach reach(Class<?> start) {
        return Reach.from(start.getName().replace('.', '/'), Bytecode.of(start));
    }

    private static Need need(String action) {
        return new Need(action);
    }

    static final class Asks implements Runnable {
        private final DynamoDbClient table = DynamoDbClient.create();

        @Override
        public void run() {
            asking(() -> table.getItem(get -> get.tableName("t")));
            asking(table::listTables);
            table.queryPaginator(query -> query.tableName("t")).items();
            table.close();
        }

        void never() {
            table.deleteItem(delete -> delete.tableName("t"));
        }

        private static <T> T asking(Supplier<T> call) {
            return call.get();
        }
    }

    @Test
    void anOperationIsTheActionOfItsName() {
        var needs = needs(Asks.class);

        assertThat(needs)
                .containsExactlyInAnyOrder(
                        need("dynamodb:GetItem"), need("dynamodb:ListTables"), need("dynamodb:Query"));
    }

    static final class Transacts implements Runnable {
        private final DynamoDbClient table = DynamoDbClient.create();

        @Override
        public void run() {
            table.transactWriteItems(all -> all.transactItems(
                    TransactWriteItem.builder().put(put -> put.tableName("t")).build(), checked()));
        }

        private static TransactWriteItem checked() {
            return TransactWriteItem.builder().conditionCheck(check -> check.tableName("t")).build();
        }

        static TransactWriteItem never() {
            return TransactWriteItem.builder().delete(delete -> delete.tableName("t")).build();
        }
    }

    @Test
    void aTransactionNeedsWhatItsPartsNeed() {
        var needs = needs(Transacts.class);

        assertThat(needs).containsExactlyInAnyOrder(need("dynamodb:PutItem"), need("dynamodb:ConditionCheckItem"));
    }

    static final class TransactsNothing implements Runnable {
        private final DynamoDbClient table = DynamoDbClient.create();

        @Override
        public void run() {
            table.transactWriteItems(all -> all.clientRequestToken("x"));
        }
    }

    @Test
    void aTransactionWithoutPartsIsAnError() {
        assertThatThrownBy(() -> needs(TransactsNothing.class))
                .hasMessageContaining("Nothing is given to dynamodb:TransactWriteItems")
                .hasMessageContaining("NeedsTest.TransactsNothing.run → DynamoDbClient.transactWriteItems");
    }

    static final class Queries implements Runnable {
        private static final String INDEX = "byName";

        private final DynamoDbClient table = DynamoDbClient.create();

        @Override
        public void run() {
            table.query(query -> query.tableName("t").indexName(INDEX));
            plain();
        }

        private void plain() {
            table.query(QueryRequest.builder().tableName("t").build());
        }
    }

    @Test
    void aQueryOfAnIndexIsToldFromOneOfTheTable() {
        var needs = needs(Queries.class);

        assertThat(needs)
                .containsExactlyInAnyOrder(
                        need("dynamodb:Query"), new Need("dynamodb:Query", Optional.of("byName")));
    }

    static final class QueriesUnclearly implements Runnable {
        private final DynamoDbClient table = DynamoDbClient.create();

        @Override
        public void run() {
            table.query(query -> query.tableName("t").indexName("byName"));
            table.query(query -> query.tableName("t"));
        }
    }

    @Test
    void anIndexNamedWhereSeveralQueriesStandIsAnError() {
        assertThatThrownBy(() -> needs(QueriesUnclearly.class)).hasMessageContaining("which query asks there is unclear");
    }

    static final class Signs implements Runnable {
        private final CognitoIdentityProviderClient pool = CognitoIdentityProviderClient.create();

        @Override
        public void run() {
            pool.adminInitiateAuth(auth -> auth.userPoolId("p"));
            pool.initiateAuth(auth -> auth.clientId("c"));
            pool.revokeToken(revoke -> revoke.token("t"));
        }
    }

    @Test
    void aPublicOperationNeedsNoActionAndAPrefixIsTheOneThatRequestsAreSignedFor() {
        var needs = needs(Signs.class);

        assertThat(needs).containsExactly(need("cognito-idp:AdminInitiateAuth"));
    }

    static final class Waits implements Runnable {
        private final DynamoDbClient table = DynamoDbClient.create();

        @Override
        public void run() {
            table.waiter().waitUntilTableExists(table -> table.tableName("t"));
        }
    }

    @Test
    void aPartOfTheSdkThatIsNotKnownHereIsAnError() {
        assertThatThrownBy(() -> needs(Waits.class))
                .hasMessageContaining("not known here")
                .hasMessageContaining("DynamoDbWaiter.waitUntilTableExists");
    }

    @Test
    void aNeedComesWithThePathThatLeadsToIt() {
        var path = Needs.of(reach(Transacts.class)).get(need("dynamodb:ConditionCheckItem"));

        assertThat(Needs.told(path == null ? List.of() : path))
                .isEqualTo("NeedsTest.Transacts.run → NeedsTest.Transacts.checked → TransactWriteItem.Builder.conditionCheck");
    }
}
