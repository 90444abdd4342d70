package portero.local.dynamodb;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/** A running DynamoDB Local that only this machine can reach. */
public final class DynamoDbLocal implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final boolean ONE_DATABASE_FOR_ALL_REGIONS = true;
    private static final boolean TABLES_TAKE_TIME_TO_BECOME_ACTIVE = false;
    private static final String NO_WEB_PAGE = "";

    private final Server server;
    private final LocalDynamoDBServerHandler handler;
    private final URI endpoint;

    private DynamoDbLocal(Server server, LocalDynamoDBServerHandler handler, URI endpoint) {
        this.server = server;
        this.handler = handler;
        this.endpoint = endpoint;
    }

    /**
     * Where to listen and what to keep.
     *
     * @param port 0 for any free one
     * @param folder where the tables stay; empty to forget them at the end
     */
    public record Settings(int port, Optional<Path> folder) {
        /** On a free port, and nothing is kept. */
        public static Settings inMemory() {
            return new Settings(0, Optional.empty());
        }
    }

    /**
     * Starts on 127.0.0.1 and returns once requests are answered; access keys must be alphanumeric.
     *
     * @throws IOException if the port is taken or the folder cannot be written
     */
    public static DynamoDbLocal start(Settings settings) throws IOException {
        var handler = new LocalDynamoDBServerHandler(
                new CommittedTransactions(
                        existing(settings.folder()),
                        ONE_DATABASE_FOR_ALL_REGIONS,
                        TABLES_TAKE_TIME_TO_BECOME_ACTIVE),
                NO_WEB_PAGE);
        var threads = new QueuedThreadPool();
        threads.setName("dynamodb");
        threads.setDaemon(true);
        var server = new Server(threads);
        var connector = new ServerConnector(server);
        connector.setHost(LOOPBACK);
        connector.setPort(settings.port());
        server.addConnector(connector);
        var context = new ContextHandler(handler, "/");
        // A page elsewhere whose name is made to point here would otherwise count as our own.
        context.setVirtualHosts(List.of(LOOPBACK, "localhost"));
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception failure) {
            stop(server, handler);
            throw new IOException("DynamoDB Local could not listen on " + LOOPBACK + ":" + settings.port(), failure);
        }
        return new DynamoDbLocal(
                server, handler, URI.create("http://" + LOOPBACK + ":" + connector.getLocalPort()));
    }

    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() throws IOException {
        stop(server, handler);
    }

    private static void stop(Server server, LocalDynamoDBServerHandler handler) throws IOException {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IOException("DynamoDB Local did not stop", failure);
        } finally {
            handler.close();
        }
    }

    private static @Nullable String existing(Optional<Path> folder) throws IOException {
        if (folder.isEmpty()) {
            return null;
        }
        return Files.createDirectories(folder.get().toAbsolutePath()).toString();
    }
}
