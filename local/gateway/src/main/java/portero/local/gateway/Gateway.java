package portero.local.gateway;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import portero.local.template.Application;

/** Serves a SAM template's HTTP API, and a page beside it, on 127.0.0.1. */
public final class Gateway implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;
    private final Requests requests;
    private final Address address;

    private Gateway(GatewaySettings settings, Address address, Application application, Invoker invoker) {
        var limits = settings.limits();
        var threads = new QueuedThreadPool(16, 2);
        threads.setName("gateway");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        this.server = new Server(threads);
        var heads = new HeadWatch(limits.headTime());
        this.requests = new Requests(settings, application, invoker, heads);
        server.setHandler(requests);
        server.setErrorHandler(new Refusals());
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http(limits)));
        this.address = address;
        connector.setIdleTimeout(limits.idle().toMillis());
        connector.addBean(heads);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    }

    /** The invoker stays its owner's to close. */
    public static Gateway start(GatewaySettings settings, Application application, Invoker invoker)
            throws IOException {
        return start(settings, Address.take(settings.port()), application, invoker);
    }

    /** On an address that was taken before, and that closes with the gateway; the port of the settings is not looked at. */
    public static Gateway start(
            GatewaySettings settings, Address address, Application application, Invoker invoker) throws IOException {
        var gateway = new Gateway(settings, address, application, invoker);
        try {
            gateway.connector.open(address.channel());
            gateway.server.start();
            return gateway;
        } catch (Exception e) {
            gateway.close();
            throw new IOException("The gateway did not start: " + e.getMessage(), e);
        }
    }

    /** Where page and API answer, such as {@code http://127.0.0.1:8080}. */
    public URI url() {
        return address.url();
    }

    @Override
    public void close() {
        try (address) {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The gateway did not stop", e);
        } finally {
            requests.close();
        }
    }

    private static HttpConfiguration http(Limits limits) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(limits.head());
        http.setHttpCompliance(HttpCompliance.STRICT);
        // An encoded slash stays inside its segment, where API Gateway's parameters may hold one too.
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "Gateway",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT));
        http.setIdleTimeout(limits.idle().toMillis());
        return http;
    }
}
