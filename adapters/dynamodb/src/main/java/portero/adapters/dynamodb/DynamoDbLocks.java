package portero.adapters.dynamodb;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import portero.domain.accounts.Change;
import portero.domain.accounts.Locks;
import portero.domain.accounts.Login;

/** Whom the counted tries of {@link DynamoDbAttempts} keep waiting. */
public final class DynamoDbLocks implements Locks {
    private final Table table;

    public DynamoDbLocks(Table table) {
        this.table = table;
    }

    @Override
    public Map<Login, Instant> until(Collection<Login> logins, Instant now) {
        var byKey = new HashMap<String, Login>();
        logins.forEach(login -> byKey.put(pk(login), login));
        var locked = new HashMap<Login, Instant>();
        for (var item : table.getAll(
                byKey.keySet().stream().map(pk -> Items.key(pk, Keys.ONLY)).toList())) {
            var login = byKey.get(Items.text(item, Items.PK));
            Items.optionalAt(item, "blockedUntil").filter(now::isBefore).ifPresent(until -> locked.put(login, until));
        }
        return locked;
    }

    @Override
    public boolean lift(Login login, Instant now, Change audit) {
        return table.transact(
                table.deletingIf(pk(login), Keys.ONLY, "blockedUntil > :now", Map.of(":now", Items.at(now))),
                table.putting(Audit.item(audit)));
    }

    private static String pk(Login login) {
        return Keys.attempts(KIND, login.value());
    }
}
