package portero.local.gateway;

import java.time.Duration;

/**
 * What the gateway bears before it refuses.
 *
 * @param head bytes of request line and headers together
 * @param body bytes of a request's body as it arrives, never inflated
 * @param headTime from the first byte of a request to the end of its head
 * @param bodyTime from the end of the head to the end of the body
 * @param idle silence on a connection
 * @param integration what a function may take, its start included
 * @param connections open at once
 */
public record Limits(
        int head,
        int body,
        Duration headTime,
        Duration bodyTime,
        Duration idle,
        Duration integration,
        int connections) {

    /** The quotas of API Gateway's HTTP APIs, and times that suit one machine. */
    public static final Limits API_GATEWAY = new Limits(
            10_240,
            10 * 1024 * 1024,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            512);

    public Limits withIntegration(Duration integration) {
        return new Limits(head, body, headTime, bodyTime, idle, integration, connections);
    }

    public Limits withTimes(Duration headTime, Duration bodyTime, Duration idle) {
        return new Limits(head, body, headTime, bodyTime, idle, integration, connections);
    }
}
