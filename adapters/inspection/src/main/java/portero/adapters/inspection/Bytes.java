package portero.adapters.inspection;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Reads numbers and searches in bytes; whatever points outside them is unreadable. */
final class Bytes {
    private Bytes() {}

    static int u8(byte[] bytes, int at) {
        if (at < 0 || at >= bytes.length) {
            throw Objection.unreadable();
        }
        return bytes[at] & 0xFF;
    }

    static int u16Little(byte[] bytes, int at) {
        return u8(bytes, at) | u8(bytes, at + 1) << 8;
    }

    static int u16Big(byte[] bytes, int at) {
        return u8(bytes, at) << 8 | u8(bytes, at + 1);
    }

    static long u32Little(byte[] bytes, int at) {
        return u16Little(bytes, at) | (long) u16Little(bytes, at + 2) << 16;
    }

    static long u32Big(byte[] bytes, int at) {
        return (long) u16Big(bytes, at) << 16 | u16Big(bytes, at + 2);
    }

    static boolean startsWith(byte[] bytes, int at, byte... start) {
        return at >= 0
                && at <= bytes.length - start.length
                && Arrays.equals(bytes, at, at + start.length, start, 0, start.length);
    }

    /** Where {@code wanted} stands next, or -1. */
    static int find(byte[] bytes, int from, byte... wanted) {
        for (var at = Math.max(from, 0); at <= bytes.length - wanted.length; at++) {
            if (startsWith(bytes, at, wanted)) {
                return at;
            }
        }
        return -1;
    }

    /** How much may still be unpacked, over all that is unpacked with it. */
    static final class Budget {
        private long left;

        Budget(long most) {
            left = most;
        }

        void spend(long count) {
            left -= count;
            if (left < 0) {
                throw Objection.tooLarge();
            }
        }

        InputStream limit(InputStream stream) {
            return new FilterInputStream(stream) {
                @Override
                public int read() throws IOException {
                    var read = super.read();
                    if (read >= 0) {
                        spend(1);
                    }
                    return read;
                }

                @Override
                public int read(byte[] into, int at, int length) throws IOException {
                    var read = super.read(into, at, length);
                    spend(Math.max(read, 0));
                    return read;
                }
            };
        }

        OutputStream limit(OutputStream stream) {
            return new OutputStream() {
                @Override
                public void write(int one) throws IOException {
                    spend(1);
                    stream.write(one);
                }

                @Override
                public void write(byte[] from, int at, int length) throws IOException {
                    spend(length);
                    stream.write(from, at, length);
                }
            };
        }
    }
}
