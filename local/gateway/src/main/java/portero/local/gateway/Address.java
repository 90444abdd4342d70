package portero.local.gateway;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;

/** A port of 127.0.0.1 that is taken before the gateway starts, so that what is deployed may name it. */
public final class Address implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final ServerSocketChannel channel;
    private final int port;

    private Address(ServerSocketChannel channel, int port) {
        this.channel = channel;
        this.port = port;
    }

    /**
     * Takes a port; who connects meanwhile waits.
     *
     * @param port 0 takes a free one
     * @throws PortTaken if another process has it
     */
    public static Address take(int port) throws IOException {
        var channel = ServerSocketChannel.open();
        try {
            // A port whose connections have only just ended may be taken again, except on Windows, where anybody's could.
            if (!System.getProperty("os.name").startsWith("Windows")) {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            }
            channel.bind(new InetSocketAddress(LOOPBACK, port));
            return new Address(channel, ((InetSocketAddress) channel.getLocalAddress()).getPort());
        } catch (BindException e) {
            channel.close();
            throw new PortTaken(port, e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Such as {@code http://127.0.0.1:8080}. */
    public URI url() {
        return URI.create("http://" + LOOPBACK + ":" + port);
    }

    ServerSocketChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
