package portero.adapters.inspection;

import java.util.Arrays;

/** A file as somebody announces and sends it. */
record Sample(String name, byte[] content, int announcedSize, byte[] announcedContent) {
    static Sample of(String name, byte[] content) {
        return new Sample(name, content, content.length, content);
    }

    Sample announcedAs(int size) {
        return new Sample(name, content, size, announcedContent);
    }

    Sample announcedAs(byte[] otherContent) {
        return new Sample(name, content, content.length, otherContent);
    }

    static byte[] joined(byte[]... parts) {
        var length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        var all = new byte[length];
        var at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
