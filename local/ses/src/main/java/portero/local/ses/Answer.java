package portero.local.ses;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back over HTTP. */
record Answer(int status, Map<String, String> headers, byte[] body) {

    static Answer json(int status, JsonNode body) {
        return of(status, "application/json", body.toString());
    }

    /** @param type without a character set: text is always UTF-8 */
    static Answer of(int status, String type, String body) {
        return new Answer(status, Map.of("Content-Type", type.startsWith("text/") ? type + ";charset=UTF-8" : type), body.getBytes(StandardCharsets.UTF_8));
    }

    Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }
}
