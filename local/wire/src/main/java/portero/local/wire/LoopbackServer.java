package portero.local.wire;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** An HTTP server on 127.0.0.1, and the lock of the folder that the service behind it keeps its data in. */
public final class LoopbackServer<S extends AutoCloseable> implements AutoCloseable {
    private final HttpServer http;
    private final ExecutorService threads;
    private final S service;
    private final Optional<FolderLock> lock;

    private LoopbackServer(HttpServer http, ExecutorService threads, S service, Optional<FolderLock> lock) {
        this.http = http;
        this.threads = threads;
        this.service = service;
        this.lock = lock;
    }

    /** Opens the service once the folder is locked, knowing its own address. */
    @FunctionalInterface
    public interface Opening<S> {
        S open(URI endpoint);
    }

    /**
     * @param port 0 for a free one
     * @throws UncheckedIOException if the port or the data folder is taken, or the folder can not be read
     */
    public static <S extends AutoCloseable> LoopbackServer<S> start(
            int port, Optional<Path> dataFolder, Opening<S> opening, Function<S, HttpHandler> handler) {
        Optional<FolderLock> lock = Optional.empty();
        Optional<HttpServer> bound = Optional.empty();
        try {
            if (dataFolder.isPresent()) {
                lock = Optional.of(FolderLock.of(dataFolder.get()));
            }
            byte[] loopback = {127, 0, 0, 1};
            HttpServer http =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(loopback), port), 0);
            bound = Optional.of(http);
            S service = opening.open(endpoint(http));
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            http.setExecutor(threads);
            http.createContext("/", handler.apply(service));
            http.start();
            return new LoopbackServer<>(http, threads, service, lock);
        } catch (IOException failure) {
            giveUp(bound, lock);
            throw new UncheckedIOException(failure);
        } catch (RuntimeException failure) {
            giveUp(bound, lock);
            throw failure;
        }
    }

    private static void giveUp(Optional<HttpServer> bound, Optional<FolderLock> lock) {
        bound.ifPresent(http -> http.stop(0));
        release(lock);
    }

    /** Without a path, as in {@code http://127.0.0.1:9229}. */
    public URI endpoint() {
        return endpoint(http);
    }

    private static URI endpoint(HttpServer http) {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdown();
        try {
            // An interrupt would close the service's files under a call that is still writing.
            threads.awaitTermination(2, TimeUnit.SECONDS);
            service.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        } finally {
            release(lock);
        }
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
