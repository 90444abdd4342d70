package portero.local.ses;

import java.io.UncheckedIOException;
import java.net.URI;
import portero.local.wire.LoopbackServer;
import portero.local.wire.RequestSignature;

/** A running mail service on 127.0.0.1; closing it leaves the data folder ready for the next start. */
public final class SesServer implements AutoCloseable {
    private final LoopbackServer<Service> server;

    private SesServer(LoopbackServer<Service> server) {
        this.server = server;
    }

    /** @throws UncheckedIOException if the port or the data folder is taken, or the folder can not be read */
    public static SesServer start(SesSettings settings) {
        var signature = new RequestSignature(
                settings.accessKeyId(), settings.secretAccessKey(), settings.region(), "ses");
        return new SesServer(LoopbackServer.start(
                settings.port(),
                settings.dataFolder(),
                endpoint -> new Service(settings, endpoint),
                service -> new Edge(new Wire(service.operations(), signature), service.inbox())));
    }

    /** Without a path, as in {@code http://127.0.0.1:9229}. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** The page that shows what was sent; {@code ?to=} narrows it to one recipient. */
    public URI inbox() {
        return server.endpoint().resolve("/inbox");
    }

    @Override
    public void close() {
        server.close();
    }
}
