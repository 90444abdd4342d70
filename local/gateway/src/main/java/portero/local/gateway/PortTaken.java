package portero.local.gateway;

import java.io.IOException;

/** Another process already listens on the port that the gateway was to take. */
public final class PortTaken extends IOException {
    private final int port;

    PortTaken(int port, Throwable cause) {
        super("Port " + port + " is taken by another process", cause);
        this.port = port;
    }

    public int port() {
        return port;
    }
}
