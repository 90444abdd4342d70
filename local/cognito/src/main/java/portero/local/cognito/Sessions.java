package portero.local.cognito;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Challenge sessions: bound to pool, client and user, single use, short-lived; a restart ends them all. */
final class Sessions {
    /** @param password the temporary password's hash, so that a new one voids the session */
    private record Session(String poolId, String clientId, String sub, PasswordHash password, Instant expiresAt,
            boolean used) {
        Session use() {
            return new Session(poolId, clientId, sub, password, expiresAt, true);
        }
    }

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final Secrets secrets;

    Sessions(InstantSource clock, Secrets secrets) {
        this.clock = clock;
        this.secrets = secrets;
    }

    String open(UserPool pool, AppClient client, User user) {
        Instant now = clock.instant();
        sessions.values().removeIf(session -> Instants.isPast(session.expiresAt.plusSeconds(900), now));
        String token = secrets.token();
        sessions.put(
                Hashes.ofToken(token),
                new Session(pool.id(), client.id(), user.sub(), user.password(), now.plus(client.sessionValidity()),
                        false));
        return token;
    }

    /** @throws ServiceException NotAuthorizedException unless this session may be answered for this user now */
    void check(String token, UserPool pool, AppClient client, User user) {
        usable(Hashes.ofToken(token), pool, client, user);
    }

    /** Uses the session up; of two that try at once, one is refused. */
    void use(String token, UserPool pool, AppClient client, User user) {
        String hash = Hashes.ofToken(token);
        Session session = usable(hash, pool, client, user);
        if (!sessions.replace(hash, session, session.use())) {
            throw invalid(", session can only be used once.");
        }
    }

    private Session usable(String hash, UserPool pool, AppClient client, User user) {
        Session session = sessions.get(hash);
        if (session == null
                || !session.poolId.equals(pool.id())
                || !session.clientId.equals(client.id())
                || !session.sub.equals(user.sub())) {
            throw invalid(".");
        }
        if (session.used) {
            throw invalid(", session can only be used once.");
        }
        if (Instants.isPast(session.expiresAt, clock.instant())) {
            throw invalid(", session is expired.");
        }
        if (!session.password.equals(user.password())) {
            throw invalid(".");
        }
        return session;
    }

    private static ServiceException invalid(String why) {
        return ServiceException.notAuthorized("Invalid session for the user" + why);
    }
}
