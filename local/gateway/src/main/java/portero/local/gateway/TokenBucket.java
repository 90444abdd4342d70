package portero.local.gateway;

import portero.local.template.HttpApi;

/** Lets through {@code rate} requests a second and {@code burst} at once. */
final class TokenBucket {
    private final HttpApi.Throttle throttle;
    private double tokens;
    private long filledAt = System.nanoTime();

    TokenBucket(HttpApi.Throttle throttle) {
        this.throttle = throttle;
        this.tokens = throttle.burst();
    }

    synchronized boolean take() {
        long now = System.nanoTime();
        tokens = Math.min(throttle.burst(), tokens + (now - filledAt) * throttle.rate() / 1e9);
        filledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
