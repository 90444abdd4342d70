package portero.local.cognito;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lets each category of operations through at its rate, with bursts of one second's worth. */
final class RateLimits {
    private enum Category {
        AUTHENTICATION(Set.of("InitiateAuth", "AdminInitiateAuth")),
        CHALLENGE(Set.of("RespondToAuthChallenge", "AdminRespondToAuthChallenge")),
        CREATION(Set.of("AdminCreateUser", "SignUp", "AdminConfirmSignUp")),
        UPDATE(Set.of("AdminUpdateUserAttributes", "AdminDeleteUserAttributes", "AdminEnableUser", "AdminDisableUser",
                "AdminDeleteUser", "UpdateUserAttributes", "DeleteUserAttributes", "DeleteUser",
                "AdminUserGlobalSignOut")),
        RECOVERY(Set.of("ChangePassword", "AdminSetUserPassword", "AdminResetUserPassword"));

        private final Set<String> operations;

        Category(Set<String> operations) {
            this.operations = operations;
        }
    }

    private static final class Bucket {
        private final int perSecond;
        private double left;
        private Instant filled;

        Bucket(int perSecond, Instant now) {
            this.perSecond = perSecond;
            left = perSecond;
            filled = now;
        }

        synchronized boolean take(Instant now) {
            double passed = Math.max(0, Duration.between(filled, now).toNanos() / 1e9);
            left = Math.min(perSecond, left + passed * perSecond);
            filled = now;
            if (left < 1) {
                return false;
            }
            left--;
            return true;
        }
    }

    private final Map<Category, Bucket> buckets = new EnumMap<>(Category.class);
    private final InstantSource clock;

    RateLimits(Optional<Quotas> quotas, InstantSource clock) {
        this.clock = clock;
        quotas.ifPresent(rates -> {
            limit(Category.AUTHENTICATION, rates.authentications());
            limit(Category.CHALLENGE, 3 * rates.authentications());
            limit(Category.CREATION, rates.creations());
            limit(Category.UPDATE, rates.updates());
            limit(Category.RECOVERY, rates.recoveries());
        });
    }

    /** @throws ServiceException TooManyRequestsException beyond the rate of the operation's category */
    void check(String operation) {
        buckets.forEach((category, bucket) -> {
            if (category.operations.contains(operation) && !bucket.take(clock.instant())) {
                throw new ServiceException("TooManyRequestsException", "Rate exceeded");
            }
        });
    }

    private void limit(Category category, int perSecond) {
        buckets.put(category, new Bucket(perSecond, clock.instant()));
    }
}
