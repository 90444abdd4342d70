package portero.local.cognito;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import portero.local.wire.Json;

/** All operations behind their constraints and quotas, and the two public documents of each pool. */
final class Service implements AutoCloseable {
    private final ServiceModel model = ServiceModel.load();
    private final Map<String, Operation> operations = new HashMap<>();
    private final Pools pools;
    private final Tokens tokens;
    private final RateLimits limits;

    Service(CognitoSettings settings) {
        Secrets secrets = new Secrets(settings.random());
        Passwords passwords = new Passwords(secrets, settings.passwordIterations());
        NewUsers newUsers = new NewUsers(secrets);
        pools = new Pools(settings, secrets);
        tokens = new Tokens(settings, secrets, pools);
        limits = new RateLimits(settings.quotas(), settings.clock());
        Sessions sessions = new Sessions(settings.clock(), secrets);
        operations.putAll(new PoolOperations(settings, pools).all());
        operations.putAll(new ClientOperations(settings, pools, secrets).all());
        operations.putAll(new UserOperations(settings, pools, secrets, passwords, newUsers).all());
        operations.putAll(new UserList(pools).all());
        operations.putAll(new SignInOperations(settings, pools, tokens, sessions, passwords).all());
        operations.putAll(new SelfServiceOperations(settings, pools, tokens, passwords, newUsers).all());
        if (!operations.keySet().equals(model.operationNames())) {
            throw new IllegalStateException("Operations and service-model.json differ");
        }
    }

    /** The published model of an operation that this service has. */
    Optional<ServiceModel.OperationModel> model(String operation) {
        return model.operation(operation);
    }

    ObjectNode run(String operation, JsonNode body) {
        limits.check(operation);
        ServiceModel.OperationModel known = model.operation(operation).orElseThrow();
        return operations.get(operation).run(new Input(model.check(known.input(), body)));
    }

    /** The pool's public keys, as published under {@code /<poolId>/.well-known/jwks.json}. */
    Optional<ObjectNode> keys(String poolId) {
        return pools.find(poolId).map(pool -> {
            ObjectNode json = Json.object();
            json.putArray("keys").add(pool.keys().id().jwk()).add(pool.keys().access().jwk());
            return json;
        });
    }

    /** @param endpoint where this service answers, as the issuer's own address does not lead here */
    Optional<ObjectNode> openIdConfiguration(String poolId, String endpoint) {
        return pools.find(poolId).map(pool -> {
            ObjectNode json = Json.object()
                    .put("issuer", tokens.issuer(pool))
                    .put("jwks_uri", endpoint + "/" + poolId + "/.well-known/jwks.json");
            json.putArray("id_token_signing_alg_values_supported").add("RS256");
            json.putArray("response_types_supported").add("code").add("token");
            json.putArray("scopes_supported").add("openid").add("email").add("phone").add("profile");
            json.putArray("subject_types_supported").add("public");
            return json;
        });
    }

    @Override
    public void close() {
        pools.close();
    }
}
