package portero.local.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * How a gateway is to run.
 *
 * @param port on 127.0.0.1; 0 takes a free one
 * @param page the folder with the static page that is served on the same origin
 * @param pageValues what stands for a name in braces in the headers of the page, such as {@code {bucket}}; nothing for
 *     names that are not given
 * @param clock what tokens are measured against; it may be moved while the gateway runs
 * @param issuerEndpoint where an issuer's {@code /.well-known/jwks.json} really is
 * @param log takes the request log, one JSON object a line
 */
public record GatewaySettings(
        int port,
        Optional<Path> page,
        Map<String, String> pageValues,
        InstantSource clock,
        UnaryOperator<URI> issuerEndpoint,
        Consumer<String> log,
        Limits limits) {

    /** No page, the system's clock, issuers where they say they are, the log to standard output. */
    public static GatewaySettings onPort(int port) {
        return new GatewaySettings(
                port,
                Optional.empty(),
                Map.of(),
                InstantSource.system(),
                UnaryOperator.identity(),
                System.out::println,
                Limits.API_GATEWAY);
    }

    public GatewaySettings withPage(Path page) {
        return new GatewaySettings(port, Optional.of(page), pageValues, clock, issuerEndpoint, log, limits);
    }

    public GatewaySettings withPageValues(Map<String, String> pageValues) {
        return new GatewaySettings(port, page, pageValues, clock, issuerEndpoint, log, limits);
    }

    public GatewaySettings withClock(InstantSource clock) {
        return new GatewaySettings(port, page, pageValues, clock, issuerEndpoint, log, limits);
    }

    public GatewaySettings withIssuerEndpoint(UnaryOperator<URI> issuerEndpoint) {
        return new GatewaySettings(port, page, pageValues, clock, issuerEndpoint, log, limits);
    }

    public GatewaySettings withLog(Consumer<String> log) {
        return new GatewaySettings(port, page, pageValues, clock, issuerEndpoint, log, limits);
    }

    public GatewaySettings withLimits(Limits limits) {
        return new GatewaySettings(port, page, pageValues, clock, issuerEndpoint, log, limits);
    }
}
