package portero.domain.helpdesk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.schools.PersonId;

/**
 * One intention of a caller, however often it is tried.
 *
 * @param fingerprint differs when the same key is used for another intention; a hash, for it is of what people write
 */
public record TicketOperation(PersonId by, IdempotencyKey key, String fingerprint) {
    /** @param intention all that was asked for, part by part */
    public static TicketOperation of(PersonId by, IdempotencyKey key, List<String> intention) {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            for (var part : intention) {
                var bytes = part.getBytes(StandardCharsets.UTF_8);
                // With its length before it, no part can pass for the beginning of the next.
                hash.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                hash.update(bytes);
            }
            return new TicketOperation(by, key, HexFormat.of().formatHex(hash.digest()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Names the operation in the store; keys of different callers never meet. */
    public String id() {
        return by + "#" + key.value();
    }
}
