package portero.local.cognito;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import portero.local.wire.Json;

/**
 * A user profile.
 *
 * @param username as tokens and lists show it; in small letters where the pool ignores case
 * @param sub the UUID that no other user ever has
 * @param attributes all but {@code sub}, in the order they came
 * @param temporarySince when a password that must be changed was set; null for any other
 */
record User(
        String username,
        String sub,
        Map<String, String> attributes,
        boolean enabled,
        Status status,
        PasswordHash password,
        @Nullable Instant temporarySince,
        Instant created,
        Instant modified,
        LockOut lockOut) {

    enum Status {
        UNCONFIRMED,
        CONFIRMED,
        FORCE_CHANGE_PASSWORD,
        RESET_REQUIRED
    }

    User withTemporaryPassword(PasswordHash temporary, Instant now) {
        return new User(username, sub, attributes, enabled, Status.FORCE_CHANGE_PASSWORD, temporary, now, created, now,
                lockOut);
    }

    User withPassword(PasswordHash permanent, Instant now) {
        return new User(username, sub, attributes, enabled, Status.CONFIRMED, permanent, null, created, now, lockOut);
    }

    User withStatus(Status changed, Instant now) {
        return new User(username, sub, attributes, enabled, changed, password, temporarySince, created, now, lockOut);
    }

    User withEnabled(boolean changed, Instant now) {
        return new User(username, sub, attributes, changed, status, password, temporarySince, created, now, lockOut);
    }

    User withAttributes(Map<String, String> changed, Instant now) {
        return new User(username, sub, changed, enabled, status, password, temporarySince, created, now, lockOut);
    }

    User withLockOut(LockOut changed) {
        return new User(username, sub, attributes, enabled, status, password, temporarySince, created, modified,
                changed);
    }

    boolean temporaryPasswordExpired(PasswordPolicy policy, Instant now) {
        return Instants.isPast(
                Objects.requireNonNull(temporarySince).plus(Duration.ofDays(policy.temporaryDays())), now);
    }

    /** All attributes, {@code sub} first. */
    Map<String, String> allAttributes() {
        var all = new LinkedHashMap<String, String>();
        all.put("sub", sub);
        all.putAll(attributes);
        return all;
    }

    ArrayNode attributesJson(Predicate<String> wanted) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        allAttributes().forEach((name, value) -> {
            if (wanted.test(name)) {
                list.addObject().put("Name", name).put("Value", value);
            }
        });
        return list;
    }

    /** @param attributesMember "Attributes" in lists and on creation, "UserAttributes" elsewhere */
    ObjectNode json(String attributesMember, Predicate<String> wanted) {
        ObjectNode json = Json.object().put("Username", username);
        json.set(attributesMember, attributesJson(wanted));
        json.set("UserCreateDate", Json.time(created));
        json.set("UserLastModifiedDate", Json.time(modified));
        return json.put("Enabled", enabled).put("UserStatus", status.name());
    }
}
