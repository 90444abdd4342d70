package portero.local.cognito;

import java.io.UncheckedIOException;
import java.net.URI;
import portero.local.wire.LoopbackServer;
import portero.local.wire.RequestSignature;

/** A running user pool service on 127.0.0.1; closing it leaves the data folder ready for the next start. */
public final class CognitoServer implements AutoCloseable {
    private final LoopbackServer<Service> server;

    private CognitoServer(LoopbackServer<Service> server) {
        this.server = server;
    }

    /** @throws UncheckedIOException if the port or the data folder is taken, or the folder can not be read */
    public static CognitoServer start(CognitoSettings settings) {
        var signature = new RequestSignature(
                settings.accessKeyId(), settings.secretAccessKey(), settings.region(), "cognito-idp");
        return new CognitoServer(LoopbackServer.start(
                settings.port(),
                settings.dataFolder(),
                _ -> new Service(settings),
                service -> new Wire(service, signature)));
    }

    /** Without a path, as in {@code http://127.0.0.1:9229}. */
    public URI endpoint() {
        return server.endpoint();
    }

    @Override
    public void close() {
        server.close();
    }
}
