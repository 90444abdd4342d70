package portero.adapters.dynamodb;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import portero.domain.accounts.Login;
import portero.domain.schools.SchoolYear;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How an account's item says who is replacing its password, and where the index shows it. */
final class PasswordClaims {
    /** Removes a claim from an account's item. */
    static final String REMOVED = "claimedBy, changeKind, changeFingerprint, claimedAt, leaseUntil";

    private PasswordClaims() {}

    /** The index shows it among those that hold a temporary password, by the day of its end; the values that this takes. */
    static Map<String, AttributeValue> temporaryIndex(Login login, Instant until) {
        return Map.of(
                ":indexPk", Items.s(Keys.temporary(until.atZone(SchoolYear.LIMA).toLocalDate())),
                ":indexSk", Items.s(login.value()));
    }

    static boolean held(Map<String, AttributeValue> account, Instant now) {
        return Items.optionalText(account, "claimedBy").isPresent()
                && !leaseUntil(account).orElse(Instant.MIN).isBefore(now);
    }

    static Optional<Instant> leaseUntil(Map<String, AttributeValue> account) {
        return Items.optionalAt(account, "leaseUntil");
    }
}
