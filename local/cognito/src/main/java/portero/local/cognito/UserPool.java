package portero.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One pool: its settings, clients, keys, users and grants. Reads never wait; every change happens under one lock and is
 * stored before anybody sees it.
 */
final class UserPool {
    private final String id;
    private final Instant created;
    private final InstantSource clock;
    private final PoolStore store;
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, AppClient> clients = new ConcurrentHashMap<>();
    private final NavigableMap<String, User> usersByKey = new ConcurrentSkipListMap<>();
    private final Map<String, String> keysBySub = new ConcurrentHashMap<>();
    private final Map<String, String> keysByAlias = new ConcurrentHashMap<>();
    private final Map<String, Grant> grantsByEvent = new ConcurrentHashMap<>();
    private final Map<String, String> eventsByRefreshHash = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> eventsBySub = new ConcurrentHashMap<>();
    private int grantsAtLastSweep = 1_000;

    private volatile PoolSettings settings;
    private volatile AttributeSchema schema;
    private volatile Instant modified;
    private volatile @Nullable SigningKeys keys;

    /** One key signs ID tokens, the other access tokens. */
    record SigningKeys(SigningKey id, SigningKey access) {}

    private UserPool(String id, PoolSettings settings, Instant created, Instant modified, InstantSource clock,
            PoolStore store) {
        this.id = id;
        this.settings = settings;
        this.schema = settings.schema();
        this.created = created;
        this.modified = modified;
        this.clock = clock;
        this.store = store;
    }

    static UserPool created(String id, PoolSettings settings, InstantSource clock, PoolStore store) {
        UserPool pool = new UserPool(id, settings, clock.instant(), clock.instant(), clock, store);
        pool.save();
        return pool;
    }

    static UserPool stored(InstantSource clock, PoolStore store) {
        PoolFile file = store.readPool();
        UserPool pool = new UserPool(
                file.id(),
                new PoolSettings(file.settings()),
                Instant.ofEpochMilli(file.created()),
                Instant.ofEpochMilli(file.modified()),
                clock,
                store);
        file.clients().forEach(json -> pool.clients.put(new AppClient(json).id(), new AppClient(json)));
        if (file.idKey() != null && file.accessKey() != null) {
            pool.keys = new SigningKeys(SigningKey.stored(file.idKey()), SigningKey.stored(file.accessKey()));
        }
        store.readJournal().forEach(pool::replay);
        pool.sweep();
        pool.compact();
        return pool;
    }

    String id() {
        return id;
    }

    Instant created() {
        return created;
    }

    Instant modified() {
        return modified;
    }

    PoolSettings settings() {
        return settings;
    }

    AttributeSchema schema() {
        return schema;
    }

    /** Runs while nothing else changes this pool. */
    <T> T exclusively(Supplier<T> change) {
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }

    void change(UnaryOperator<PoolSettings> change) {
        exclusively(() -> {
            PoolSettings changed = change.apply(settings);
            schema = changed.schema();
            settings = changed;
            modified = clock.instant();
            save();
            return changed;
        });
    }

    SigningKeys keys() {
        SigningKeys existing = keys;
        return existing != null ? existing : exclusively(() -> {
            SigningKeys made = keys;
            if (made == null) {
                made = new SigningKeys(SigningKey.generated(), SigningKey.generated());
                keys = made;
                save();
            }
            return made;
        });
    }

    // Clients

    Optional<AppClient> client(String clientId) {
        return Optional.ofNullable(clients.get(clientId));
    }

    Collection<AppClient> clients() {
        return List.copyOf(clients.values());
    }

    void put(AppClient client) {
        exclusively(() -> {
            clients.put(client.id(), client);
            save();
            return client;
        });
    }

    void removeClient(String clientId) {
        exclusively(() -> {
            AppClient removed = clients.remove(clientId);
            save();
            return Optional.ofNullable(removed);
        });
    }

    // Users

    /** What user names are compared by: small letters where the pool ignores case. */
    String key(String username) {
        return settings.caseSensitive() ? username : username.toLowerCase(Locale.ROOT);
    }

    int userCount() {
        return usersByKey.size();
    }

    Optional<User> userByName(String username) {
        return Optional.ofNullable(usersByKey.get(key(username)));
    }

    Optional<User> userBySub(String sub) {
        return Optional.ofNullable(keysBySub.get(sub)).map(usersByKey::get);
    }

    /** By any attribute that this pool lets people sign in with. */
    Optional<User> userByAlias(String value) {
        return signInAttributes().stream()
                .map(attribute -> keysByAlias.get(alias(attribute, value)))
                .filter(key -> key != null)
                .findFirst()
                .map(usersByKey::get);
    }

    /** The holder of one sign-in attribute's value. */
    Optional<User> holder(String attribute, String value) {
        return Optional.ofNullable(keysByAlias.get(alias(attribute, value))).map(usersByKey::get);
    }

    /** By name or alias, as sign-in finds people. */
    Optional<User> userForSignIn(String username) {
        return userByName(username).or(() -> userByAlias(username));
    }

    /** By name, alias or sub, as administrators' operations find people. */
    User user(String username) {
        return userForSignIn(username).or(() -> userBySub(username)).orElseThrow(ServiceException::userNotFound);
    }

    /** Users from one key on, in the order of their keys. */
    Stream<User> usersAfter(String key) {
        return usersByKey.tailMap(key, false).values().stream();
    }

    /** @throws ServiceException UsernameExistsException if the name is taken, whoever came first */
    User add(User user) {
        return exclusively(() -> {
            if (usersByKey.containsKey(key(user.username()))) {
                throw new ServiceException("UsernameExistsException", "User account already exists");
            }
            store(user);
            return user;
        });
    }

    /**
     * @param change is given the user as it is now; giving the same back changes nothing
     * @throws ServiceException UserNotFoundException if the user is gone
     */
    User change(User user, UnaryOperator<User> change) {
        return exclusively(() -> {
            User current = userBySub(user.sub()).orElseThrow(ServiceException::userNotFound);
            User changed = change.apply(current);
            if (changed != current) {
                store(changed);
            }
            return changed;
        });
    }

    void remove(User user) {
        exclusively(() -> {
            User current = userBySub(user.sub()).orElseThrow(ServiceException::userNotFound);
            store.append(PoolStore.Entry.removed(current.sub()));
            forget(current);
            return current;
        });
    }

    // Grants

    void add(Grant grant) {
        exclusively(() -> {
            store.append(PoolStore.Entry.of(grant));
            index(grant);
            if (grantsByEvent.size() > 2 * grantsAtLastSweep) {
                sweep();
            }
            compactIfLong();
            return grant;
        });
    }

    Optional<Grant> grant(String eventId) {
        return Optional.ofNullable(grantsByEvent.get(eventId));
    }

    Optional<Grant> grantOfRefreshToken(String token) {
        return Optional.ofNullable(eventsByRefreshHash.get(Hashes.ofToken(token))).map(grantsByEvent::get);
    }

    void end(Grant grant) {
        exclusively(() -> {
            if (grant(grant.eventId()).filter(current -> !current.ended()).isPresent()) {
                store.append(PoolStore.Entry.of(grant.end()));
                index(grant.end());
            }
            return grant;
        });
    }

    void endAllGrants(User user) {
        exclusively(() -> {
            grantsOf(user).forEach(this::end);
            return user;
        });
    }

    // Life

    void close() {
        exclusively(() -> {
            store.close();
            return id;
        });
    }

    void delete() {
        exclusively(() -> {
            store.delete();
            return id;
        });
    }

    private List<String> signInAttributes() {
        return settings.usernameAttributes().isEmpty() ? settings.aliasAttributes() : settings.usernameAttributes();
    }

    private String alias(String attribute, String value) {
        return attribute + ":" + key(value);
    }

    /** The sign-in attributes that lead to this user: an e-mail address or number only once it is verified. */
    private Map<String, String> aliases(User user) {
        var aliases = new HashMap<String, String>();
        boolean evenUnverified = !settings.usernameAttributes().isEmpty();
        for (String attribute : signInAttributes()) {
            String value = user.attributes().get(attribute);
            boolean counts = evenUnverified
                    || attribute.equals("preferred_username")
                    || "true".equals(user.attributes().get(attribute + "_verified"));
            if (value != null && counts) {
                aliases.put(alias(attribute, value), key(user.username()));
            }
        }
        return aliases;
    }

    private void store(User user) {
        store.append(PoolStore.Entry.of(user));
        replace(user);
        compactIfLong();
    }

    private void replace(User user) {
        User previous = usersByKey.put(key(user.username()), user);
        if (previous != null) {
            aliases(previous).forEach(keysByAlias::remove);
        }
        keysBySub.put(user.sub(), key(user.username()));
        keysByAlias.putAll(aliases(user));
    }

    private void forget(User user) {
        usersByKey.remove(key(user.username()));
        keysBySub.remove(user.sub());
        aliases(user).forEach(keysByAlias::remove);
        grantsOf(user).forEach(this::drop);
    }

    private void index(Grant grant) {
        grantsByEvent.put(grant.eventId(), grant);
        eventsByRefreshHash.put(grant.refreshHash(), grant.eventId());
        eventsBySub.computeIfAbsent(grant.sub(), _ -> ConcurrentHashMap.newKeySet()).add(grant.eventId());
    }

    private List<Grant> grantsOf(User user) {
        return eventsBySub.getOrDefault(user.sub(), Set.of()).stream().map(grantsByEvent::get).toList();
    }

    private void drop(Grant grant) {
        grantsByEvent.remove(grant.eventId());
        eventsByRefreshHash.remove(grant.refreshHash());
        eventsBySub.computeIfPresent(grant.sub(), (_, events) -> {
            events.remove(grant.eventId());
            return events.isEmpty() ? null : events;
        });
    }

    private void sweep() {
        Instant now = clock.instant();
        grantsByEvent.values().stream()
                .filter(grant -> Instants.isPast(grant.expiresAt(), now))
                .toList()
                .forEach(this::drop);
        grantsAtLastSweep = Math.max(1_000, grantsByEvent.size());
    }

    private void replay(PoolStore.Entry entry) {
        if (entry.user() != null) {
            replace(entry.user());
        }
        if (entry.removed() != null) {
            userBySub(entry.removed()).ifPresent(this::forget);
        }
        if (entry.grant() != null) {
            index(entry.grant());
        }
    }

    private void compactIfLong() {
        if (store.wantsCompaction(usersByKey.size() + grantsByEvent.size())) {
            compact();
        }
    }

    private void compact() {
        store.compact(Stream.concat(
                usersByKey.values().stream().map(PoolStore.Entry::of),
                grantsByEvent.values().stream().map(PoolStore.Entry::of)));
    }

    private void save() {
        SigningKeys current = keys;
        List<ObjectNode> clientList = clients.values().stream().map(AppClient::json).toList();
        store.writePool(new PoolFile(
                id,
                settings.json(),
                clientList,
                created.toEpochMilli(),
                modified.toEpochMilli(),
                current == null ? null : current.id().stored(),
                current == null ? null : current.access().stored()));
    }
}
