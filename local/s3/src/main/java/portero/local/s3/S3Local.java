package portero.local.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * A running S3 that only this machine can reach, with its buckets as folders and its objects as files.
 *
 * <p>Buckets are named in the path, {@code /bucket/key}, never in the host.
 */
public final class S3Local implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final Server server;
    private final Announcements announcements;
    private final URI endpoint;

    private S3Local(Server server, Announcements announcements, URI endpoint) {
        this.server = server;
        this.announcements = announcements;
        this.endpoint = endpoint;
    }

    /**
     * Starts on 127.0.0.1 and returns once requests are answered.
     *
     * @throws IOException if the port is taken, or the folder cannot be written or keeps no extended attributes
     */
    public static S3Local start(S3Settings settings) throws IOException {
        var folder = Files.createDirectories(settings.folder().toAbsolutePath());
        var objects = Files.createDirectories(folder.resolve("objects"));
        refuseWithoutAttributes(objects);
        var buckets = new BucketSettings(Files.createDirectories(folder.resolve("settings")));
        var files = new FilesystemNio2BlobStore(objects.toString());
        var announcements =
                Announcements.in(Files.createDirectories(folder.resolve("announcements")), files, settings);
        var store = new AnnouncingStore(files, buckets, announcements);
        var server = server(new Front(settings, store, buckets));
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(LOOPBACK);
        connector.setPort(settings.port());
        server.addConnector(connector);
        try {
            server.start();
        } catch (Exception failure) {
            stop(server);
            throw new IOException("S3 could not listen on " + LOOPBACK + ":" + settings.port(), failure);
        }
        announcements.start();
        return new S3Local(
                server, announcements, URI.create("http://" + LOOPBACK + ":" + connector.getLocalPort()));
    }

    private static Server server(Front front) {
        var threads = new QueuedThreadPool(16, 2);
        threads.setName("s3");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var server = new Server(threads);
        var context = new ServletContextHandler();
        // A page elsewhere whose name is made to point here would otherwise count as our own.
        context.setVirtualHosts(List.of(LOOPBACK, "localhost"));
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        context.addServlet(new ServletHolder(front), "/*");
        server.setHandler(context);
        return server;
    }

    private static HttpConfiguration http() {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // Keys hold what they like, slashes and dots that are encoded included; S3Proxy reads the path as it was sent.
        http.setUriCompliance(UriCompliance.LEGACY);
        // Headers are signed as they were sent, not as the parser would rather write them.
        http.setHeaderCacheCaseSensitive(true);
        return http;
    }

    /** Without them S3Proxy would keep the bytes and silently lose their type, checksum and ETag. */
    private static void refuseWithoutAttributes(Path folder) throws IOException {
        var file = Files.createTempFile(folder, ".attributes", "");
        try {
            Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
                    .write("user.s3", StandardCharsets.US_ASCII.encode("kept"));
        } catch (IOException | NullPointerException | UnsupportedOperationException lacking) {
            throw new IOException("The file system of " + folder + " keeps no extended attributes, which S3 needs for the"
                    + " types of its objects; choose a folder on another one, such as one on the machine's own disk.");
        } finally {
            Files.delete(file);
        }
    }

    /** Without a path, as in {@code http://127.0.0.1:9231}. */
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() throws IOException {
        stop(server);
        announcements.close();
    }

    private static void stop(Server server) throws IOException {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IOException("S3 did not stop", failure);
        }
    }
}
