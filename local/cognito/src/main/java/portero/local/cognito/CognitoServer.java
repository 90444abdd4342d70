package portero.local.cognito;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A running user pool service on 127.0.0.1; closing it leaves the data folder ready for the next start. */
public final class CognitoServer implements AutoCloseable {
    private final HttpServer http;
    private final ExecutorService threads;
    private final Service service;
    private final Optional<FolderLock> lock;

    private CognitoServer(HttpServer http, ExecutorService threads, Service service, Optional<FolderLock> lock) {
        this.http = http;
        this.threads = threads;
        this.service = service;
        this.lock = lock;
    }

    /** @throws UncheckedIOException if the port or the data folder is taken, or the folder can not be read */
    public static CognitoServer start(CognitoSettings settings) {
        Optional<FolderLock> lock = Optional.empty();
        try {
            if (settings.dataFolder().isPresent()) {
                lock = Optional.of(FolderLock.of(settings.dataFolder().get()));
            }
            Service service = new Service(settings);
            byte[] loopback = {127, 0, 0, 1};
            var address = new InetSocketAddress(InetAddress.getByAddress(loopback), settings.port());
            HttpServer http = HttpServer.create(address, 0);
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            http.setExecutor(threads);
            http.createContext("/", new Wire(service, new RequestSignature(settings)));
            http.start();
            return new CognitoServer(http, threads, service, lock);
        } catch (IOException failure) {
            release(lock);
            throw new UncheckedIOException(failure);
        } catch (RuntimeException failure) {
            release(lock);
            throw failure;
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
        release(lock);
    }

    private static void release(Optional<FolderLock> lock) {
        lock.ifPresent(held -> {
            try {
                held.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }
}
