package portero.local.cognito;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A running user pool service on 127.0.0.1; closing it leaves the data folder ready for the next start. */
public final class CognitoServer implements AutoCloseable {
    private final HttpServer http;
    private final ExecutorService threads;
    private final Service service;

    private CognitoServer(HttpServer http, ExecutorService threads, Service service) {
        this.http = http;
        this.threads = threads;
        this.service = service;
    }

    /** @throws UncheckedIOException if the port is taken or the data folder can not be read */
    public static CognitoServer start(CognitoSettings settings) {
        try {
            byte[] loopback = {127, 0, 0, 1};
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(loopback), settings.port()), 0);
            Service service = new Service(settings);
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            http.setExecutor(threads);
            http.createContext("/", new Wire(service, new RequestSignature(settings)));
            http.start();
            return new CognitoServer(http, threads, service);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Without a path, as in {@code http://127.0.0.1:9229}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdown();
        try {
            // An interrupt would close the journal under a call that is still writing.
            threads.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        service.close();
    }
}
