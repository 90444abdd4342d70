package portero.local.cognito;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portero.local.wire.Json;

/** App clients of a pool. */
final class ClientOperations {
    private final CognitoSettings settings;
    private final Pools pools;
    private final Secrets secrets;

    ClientOperations(CognitoSettings settings, Pools pools, Secrets secrets) {
        this.settings = settings;
        this.pools = pools;
        this.secrets = secrets;
    }

    Map<String, Operation> all() {
        return Map.of(
                "CreateUserPoolClient", this::create,
                "DescribeUserPoolClient", this::describe,
                "UpdateUserPoolClient", this::update,
                "DeleteUserPoolClient", this::delete,
                "ListUserPoolClients", this::list);
    }

    private ObjectNode create(Input input) {
        UserPool pool = pools.pool(input.text("UserPoolId"));
        Optional<String> given = input.optionalText("ClientSecret");
        if (given.isPresent() && input.flag("GenerateSecret")) {
            throw ServiceException.invalidParameter("Only one of GenerateSecret and ClientSecret can be given.");
        }
        Optional<String> secret = input.flag("GenerateSecret") ? Optional.of(secrets.clientSecret()) : given;
        AppClient client = AppClient.created(input, secrets.clientId(), secret, pool.schema(),
                settings.clock().instant());
        pool.put(client);
        return described(client);
    }

    private ObjectNode describe(Input input) {
        return described(client(input));
    }

    private ObjectNode update(Input input) {
        UserPool pool = pools.pool(input.text("UserPoolId"));
        return pool.exclusively(() -> {
            AppClient changed = client(input).updated(input, pool.schema(), settings.clock().instant());
            pool.put(changed);
            return described(changed);
        });
    }

    private ObjectNode delete(Input input) {
        AppClient client = client(input);
        pools.pool(input.text("UserPoolId")).removeClient(client.id());
        return Json.object();
    }

    private ObjectNode list(Input input) {
        UserPool pool = pools.pool(input.text("UserPoolId"));
        String listName = "clients " + pool.id();
        String after = PageToken.lastKey(listName, input.optionalText("NextToken"));
        int limit = input.number("MaxResults", 60);
        List<AppClient> rest = pool.clients().stream()
                .sorted(Comparator.comparing(AppClient::id))
                .filter(client -> client.id().compareTo(after) > 0)
                .toList();
        ObjectNode output = Json.object();
        ArrayNode list = output.putArray("UserPoolClients");
        rest.stream().limit(limit).forEach(client -> list.addObject()
                .put("ClientId", client.id())
                .put("UserPoolId", pool.id())
                .put("ClientName", client.name()));
        if (rest.size() > limit) {
            output.put("NextToken", PageToken.of(listName, rest.get(limit - 1).id()));
        }
        return output;
    }

    private AppClient client(Input input) {
        return pools.client(pools.pool(input.text("UserPoolId")), input.text("ClientId"));
    }

    private static ObjectNode described(AppClient client) {
        ObjectNode output = Json.object();
        output.set("UserPoolClient", client.json());
        return output;
    }
}
