package portero.adapters.dynamodb;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
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
        return table.get(pk(address), Keys.ONLY).isPresent();
    }

    @Override
    public void add(EmailAddress address, Reason reason, Instant now) {
        // The first reason stays, however often the provider repeats itself.
        table.transact(table.puttingNew(Items.Item.of(pk(address), Keys.ONLY)
                .with("reason", reason.name())
                .with("at", now)
                .done()));
    }

    private static String pk(EmailAddress address) {
        return Keys.suppressed(hash(address.value().toLowerCase(Locale.ROOT)));
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
