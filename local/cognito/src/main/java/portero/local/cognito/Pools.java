package portero.local.cognito;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** All pools of the account and region. */
final class Pools {
    /** An app client and the pool it belongs to. */
    record Owned(UserPool pool, AppClient client) {}

    private final ConcurrentSkipListMap<String, UserPool> pools = new ConcurrentSkipListMap<>();
    private final CognitoSettings settings;
    private final Secrets secrets;

    Pools(CognitoSettings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
        settings.dataFolder().ifPresent(folder -> PoolStore.poolIds(folder)
                .forEach(id ->
                        pools.put(id, UserPool.stored(settings.clock(), new PoolStore(settings.dataFolder(), id)))));
    }

    UserPool create(PoolSettings poolSettings) {
        String id = settings.region() + "_" + secrets.poolSuffix();
        InstantSource clock = settings.clock();
        UserPool pool = UserPool.created(id, poolSettings, clock, new PoolStore(settings.dataFolder(), id));
        pools.put(id, pool);
        return pool;
    }

    void delete(UserPool pool) {
        pools.remove(pool.id());
        pool.delete();
    }

    UserPool pool(String id) {
        return find(id).orElseThrow(() -> ServiceException.poolNotFound(id));
    }

    Optional<UserPool> find(String id) {
        return Optional.ofNullable(pools.get(id));
    }

    /** Pools in the order of their ids, from after one on. */
    List<UserPool> after(String id, int limit) {
        return pools.tailMap(id, false).values().stream().limit(limit).toList();
    }

    /** @throws ServiceException ResourceNotFoundException if the pool has no such client */
    AppClient client(UserPool pool, String clientId) {
        return pool.client(clientId).orElseThrow(() -> ServiceException.clientNotFound(clientId));
    }

    /** Client ids are unique in the account, so callers without a signature name no pool. */
    Optional<Owned> client(String clientId) {
        for (UserPool pool : pools.values()) {
            Optional<AppClient> client = pool.client(clientId);
            if (client.isPresent()) {
                return Optional.of(new Owned(pool, client.get()));
            }
        }
        return Optional.empty();
    }

    void close() {
        pools.values().forEach(UserPool::close);
    }
}
