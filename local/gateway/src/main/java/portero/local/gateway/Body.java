package portero.local.gateway;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads a request's body as it is sent, within the limits of size and time. */
final class Body {
    private Body() {}

    static byte[] read(Request request, Limits limits) throws Unread {
        if (request.getLength() > limits.body()) {
            throw new Unread(Refusal.TOO_LARGE);
        }
        long end = System.nanoTime() + limits.bodyTime().toNanos();
        var arrived = new Semaphore(0);
        var body = new ByteArrayOutputStream();
        while (true) {
            var chunk = request.read();
            if (chunk == null) {
                request.demand(arrived::release);
                await(arrived, end);
            } else if (Content.Chunk.isFailure(chunk)) {
                throw new Unread(Refusal.BAD_REQUEST);
            } else {
                boolean last = chunk.isLast();
                var buffer = chunk.getByteBuffer();
                boolean fits = body.size() + buffer.remaining() <= limits.body();
                var bytes = new byte[fits ? buffer.remaining() : 0];
                buffer.get(bytes);
                chunk.release();
                body.writeBytes(bytes);
                if (!fits) {
                    throw new Unread(Refusal.TOO_LARGE);
                }
                if (last) {
                    return body.toByteArray();
                }
            }
        }
    }

    private static void await(Semaphore arrived, long end) throws Unread {
        try {
            if (!arrived.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new Unread(Refusal.REQUEST_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unread(Refusal.UNAVAILABLE);
        }
    }

    /** The body could not be taken in. */
    static final class Unread extends Exception {
        private static final long serialVersionUID = 1L;

        private final Refusal refusal;

        Unread(Refusal refusal) {
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }
}
