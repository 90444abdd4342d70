package portero.local.cognito;

import java.time.Instant;

/**
 * One sign-in and all that was issued for it; it ends by expiry, revocation, sign-out, or with its user.
 *
 * @param eventId names the grant in every token, also where revocation is off
 * @param originJti the {@code origin_jti} claim
 * @param refreshHash what is kept of the refresh token
 */
record Grant(
        String eventId,
        String originJti,
        String sub,
        String clientId,
        String refreshHash,
        Instant authenticatedAt,
        Instant expiresAt,
        boolean ended) {

    Grant end() {
        return new Grant(eventId, originJti, sub, clientId, refreshHash, authenticatedAt, expiresAt, true);
    }
}
