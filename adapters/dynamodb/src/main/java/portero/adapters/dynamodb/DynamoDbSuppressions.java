package portero.adapters.dynamodb;

import java.time.Instant;
import portero.domain.mail.Suppressions;
import portero.domain.schools.EmailAddress;

/** Suppressed addresses in the table, each under the SHA-256 of its small letters. */
public final class DynamoDbSuppressions implements Suppressions {
    private final Table table;

    public DynamoDbSuppressions(Table table) {
        this.table = table;
    }

    @Override
    public boolean contains(EmailAddress address) {
        return table.get(Keys.suppressed(address), Keys.ONLY).isPresent();
    }

    @Override
    public void add(EmailAddress address, Reason reason, Instant now) {
        // The first reason stays, however often the provider repeats itself.
        table.transact(table.puttingNew(Items.Item.of(Keys.suppressed(address), Keys.ONLY)
                .with("reason", reason.name())
                .with("at", now)
                .done()));
    }
}
