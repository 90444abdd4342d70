package portero.adapters.dynamodb;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import portero.domain.Unavailable;
import portero.domain.signin.Attempts;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Counted tries in the table, each under a hash of what is counted. */
public final class DynamoDbAttempts implements Attempts {
    private static final int TRIES = 20;

    private final Table table;

    public DynamoDbAttempts(Table table) {
        this.table = table;
    }

    @Override
    public Optional<Duration> begin(Subject subject, Instant now) {
        for (var round = 0; round < TRIES; round++) {
            var item = table.get(pk(subject), Keys.ONLY)
                    .filter(found -> Items.optionalNumber(found, Items.EXPIRES_AT).orElse(0L) > now.getEpochSecond());
            var blocked = item.flatMap(found -> Items.optionalAt(found, "blockedUntil")).filter(now::isBefore);
            if (blocked.isPresent()) {
                return Optional.of(Duration.between(now, blocked.get()));
            }
            var before = item.flatMap(found -> Items.optionalNumber(found, "tries")).orElse(0L);
            if (count(subject, now, before)) {
                return Optional.empty();
            }
        }
        throw new Unavailable("dynamodb", Duration.ofSeconds(1), new IllegalStateException("Too many tries at once"));
    }

    /** The wait is set before the try is made, so that tries made at the same moment cannot slip past it. */
    private boolean count(Subject subject, Instant now, long before) {
        var count = (int) Math.min(before + 1, Integer.MAX_VALUE);
        var forgetAt = now.plus(subject.limit().memory()).getEpochSecond();
        var values = new HashMap<String, AttributeValue>(Map.of(
                ":count", Items.n(count),
                ":before", Items.n(before),
                ":now", Items.n(now.getEpochSecond()),
                ":blockedUntil", Items.at(now.plus(subject.limit().waitAfter(count))),
                ":forgetAt", Items.n(forgetAt)));
        var condition = before == 0
                ? "attribute_not_exists(pk) OR expiresAt <= :now OR tries = :before"
                : "tries = :before AND expiresAt > :now";
        return table.update(
                pk(subject),
                Keys.ONLY,
                "SET tries = :count, blockedUntil = :blockedUntil, expiresAt = :forgetAt",
                condition,
                values);
    }

    @Override
    public void forget(Subject subject) {
        table.delete(pk(subject), Keys.ONLY);
    }

    @Override
    public void forgive(Subject subject) {
        table.update(
                pk(subject),
                Keys.ONLY,
                "SET tries = tries - :one REMOVE blockedUntil",
                "tries > :zero",
                Map.of(":one", Items.n(1), ":zero", Items.n(0)));
    }

    private static String pk(Subject subject) {
        return Keys.attempts(subject.kind(), subject.key());
    }
}
