package portero.local.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request's path, decoded segment by segment, so that an encoded slash never makes a segment of its own.
 *
 * @param segments of {@code /api/me} are {@code api} and {@code me}; of {@code /}, one empty segment
 */
record RequestPath(List<String> segments) {

    /** Empty for what no honest client sends: dot segments, bad escapes, control characters. */
    static Optional<RequestPath> parse(String raw) {
        if (!raw.startsWith("/")) {
            return Optional.empty();
        }
        var segments = new ArrayList<String>();
        for (var part : raw.substring(1).split("/", -1)) {
            var segment = decode(part, false);
            if (segment.isEmpty()
                    || segment.get().equals(".")
                    || segment.get().equals("..")
                    || segment.get().chars().anyMatch(Character::isISOControl)) {
                return Optional.empty();
            }
            segments.add(segment.get());
        }
        return Optional.of(new RequestPath(List.copyOf(segments)));
    }

    String decoded() {
        return "/" + String.join("/", segments);
    }

    /** Percent escapes as UTF-8; empty if they are not that. */
    static Optional<String> decode(String text, boolean plusIsSpace) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return Optional.of(text);
        }
        var bytes = ByteBuffer.allocate(text.length() * 4);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= text.length()
                        || Character.digit(text.charAt(i + 1), 16) < 0
                        || Character.digit(text.charAt(i + 2), 16) < 0) {
                    return Optional.empty();
                }
                bytes.put((byte) Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else if (c == '+' && plusIsSpace) {
                bytes.put((byte) ' ');
            } else {
                bytes.put(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
